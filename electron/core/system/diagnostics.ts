import { readFile } from 'node:fs/promises';
import { arch, cpus, freemem, release, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { resourceFolder } from '../../files/resources.ts';
import type { Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { maskSecrets } from '../log.ts';
import type { SettingsFeature } from '../settings/settings.ts';
import { diagnose } from './doctor.ts';
import { readLogs } from './read-logs.ts';
import { diagnosisQueries } from './system.repository.ts';
import { valueWithoutNames } from './without-names.ts';

/** Log lines in a report: what led to now. */
const LINES_IN_REPORT = 150;
const MEGABYTE = 1_000_000;

/** Settings that say nothing of her; the others are hers to tell. */
const PLAIN_SETTINGS = [
  'language',
  'theme',
  'gridShape',
  'sendGps',
  'writeSidecars',
  'sendBudget',
  'sendRate',
  'sendHours',
  'meteredLine',
  'holdOnBattery',
] as const;

export interface DiagnosticsParts {
  readonly account: { readonly session: Session };
  readonly settings: Pick<SettingsFeature, 'get'>;
}

/** The logs to look through, and what she can copy for somebody who helps. */
export function createDiagnostics(context: StudioContext, { account, settings }: DiagnosticsParts) {
  const { ports, db } = context;
  const folder = join(ports.dataDir, 'logs');
  const folders = ports.traces?.logs ?? [folder];

  async function report(names: boolean, signal: AbortSignal | undefined): Promise<string> {
    const tell = (value: unknown): string =>
      maskSecrets(JSON.stringify(names ? value : valueWithoutNames(value)) ?? 'null');
    const chosen = settings.get();
    const { checks } = await diagnose(context, {
      session: account.session,
      language: chosen.language,
      ...(signal && { signal }),
    });
    const queries = diagnosisQueries(db);
    const lines = await readLogs(folders, { level: 'info', text: '', limit: LINES_IN_REPORT });
    return [
      `Pouire Studio ${ports.version} (${ports.host})`,
      `${process.platform} ${release()} ${arch()}, Node ${process.versions.node}${electronVersion()}`,
      `${cpus().length} × ${cpus()[0]?.model ?? '?'}, ${megabytes(freemem())} / ${megabytes(totalmem())} MB, core ${megabytes(process.memoryUsage.rss())} MB`,
      new Date(ports.clock.now()).toISOString(),
      `account: ${account.session.current() ? (account.session.current()?.isSandbox ? 'sandbox' : 'signed in') : 'none'}`,
      `catalogue: ${queries.photoCount()} photos, ${queries.folders().length} folders`,
      `settings: ${JSON.stringify(Object.fromEntries(PLAIN_SETTINGS.map((name) => [name, chosen[name]])))}`,
      '',
      ...checks.map((check) => `${check.ok ? 'ok ' : 'NO '} ${check.name}: ${check.code} ${tell(check.facts)}`),
      '',
      ...lines.map(
        (line) => `${new Date(line.at).toISOString()} ${line.level} ${line.event} ${tell(parsed(line.fields))}`,
      ),
      '',
    ].join('\n');
  }

  return {
    router: (os: ContractImplementer) => ({
      diagnostics: {
        log: os.diagnostics.log.handler(async ({ input }) => {
          const lines = await readLogs(folders, input);
          return { lines: lines.map((line) => ({ ...line, fields: maskSecrets(line.fields) })), folder };
        }),
        report: os.diagnostics.report.handler(async ({ input, signal }) => ({
          text: await report(input.names, signal),
        })),
        licences: os.diagnostics.licences.handler(async () => ({ text: await licences() })),
      },
    }),
  };
}

/** Beside resources/, in the checkout as in the installed application. */
async function licences(): Promise<string> {
  const resources = resourceFolder('vocabulary');
  return resources === null ? '' : readFile(join(dirname(dirname(resources)), 'THIRD-PARTY-NOTICES.md'), 'utf8');
}

/** Cut fields are text, not JSON any more. */
function parsed(fields: string): unknown {
  try {
    return JSON.parse(fields);
  } catch {
    return { cut: '‹…›' };
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / MEGABYTE);
}

function electronVersion(): string {
  const version = process.versions.electron;
  return version === undefined ? '' : `, Electron ${version}`;
}
