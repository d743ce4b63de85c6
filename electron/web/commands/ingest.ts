import { resolve } from 'node:path';
import type { IngestProgress, IngestSummary } from '../../../shared/contract/library.contract.ts';
import { sentence } from '../../core/system/sentences.ts';
import type { CommandContext, CommandResult } from '../command.ts';

/** Most files set aside that are named to a person; a program gets them all. */
const NAMED = 20;

/**
 * One pass over folders to the end. A folder that can't be read does not keep the others waiting: it is named in `failed`.
 * Exit 1 when a folder or a file could not be read.
 */
export async function ingest(context: CommandContext, folders: readonly string[]): Promise<CommandResult> {
  const studio = await context.studio();
  const summary = await studio.library.ingestOnce(absolute(context, folders), {
    signal: context.signal,
    onProgress: showProgress(context),
  });
  const spoken = spokenSummary(context, summary);
  sayIngested(context, spoken);
  return {
    exitCode: spoken.failed || spoken.quarantined.length > 0 ? 1 : 0,
    json: spoken,
  };
}

export function absolute({ workingFolder }: CommandContext, folders: readonly string[]): string[] {
  return folders.map((folder) => resolve(workingFolder, folder));
}

export function showProgress({ terminal }: CommandContext): (progress: IngestProgress) => void {
  return ({ done, found, secondsLeft, share, ratePerSecond, state, toLookAt, unsettled }) => {
    const rate = new Intl.NumberFormat(terminal.language, { maximumFractionDigits: 1 }).format(ratePerSecond);
    const words = [
      ...(ratePerSecond > 0 ? [`${rate}/s`] : []),
      ...(unsettled > 0 ? [terminal.text('ingest.unsettled', { count: unsettled })] : []),
    ];
    terminal.progress(
      'ingest-progress',
      { done, total: found, secondsLeft, share, words },
      { ratePerSecond, share, state, toLookAt, unsettled },
    );
  };
}

/** Reasons as sentences, `failed` only where a folder failed; the decoder's own words stay in `detail`. */
export function spokenSummary({ terminal }: CommandContext, summary: IngestSummary) {
  const quarantined = summary.quarantined.map(({ path, code, reason }) => ({
    path,
    reason: sentence(terminal.language, `quarantine.${code}`),
    code,
    detail: reason,
  }));
  const failed = summary.failed.map(({ path, code }) => ({
    path,
    code,
    message: sentence(terminal.language, `error.${code}`, { path }),
  }));
  const { failed: _, ...counts } = summary;
  return { ...counts, quarantined, ...(failed.length > 0 && { failed }) };
}

export function sayIngested({ terminal }: CommandContext, summary: ReturnType<typeof spokenSummary>): void {
  const { quarantined, failed = [], ...counts } = summary;
  terminal.say('ingest.done', counts);
  for (const { message } of failed) terminal.say('ingest.failed', { message });
  if (quarantined.length === 0) return;
  terminal.say('ingest.quarantined', { count: quarantined.length });
  for (const { path, reason } of quarantined.slice(0, NAMED)) {
    terminal.line(`  ${path}`);
    terminal.line(`      ${reason}`);
  }
  if (quarantined.length > NAMED) terminal.line(`  … ${quarantined.length - NAMED}`);
}
