import { resolve } from 'node:path';
import type { IngestProgress, IngestSummary } from '../../../shared/contract/library.contract.ts';
import { isStudioError, type StudioError } from '../../../shared/domain/errors.ts';
import { openFolder } from '../../core/library/folders/open-folder.ts';
import { sentence } from '../../core/system/sentences.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { failureOf } from '../failure.ts';

/** Most files set aside that are named to a person; a program gets them all. */
const NAMED = 20;

/**
 * One pass over folders to the end. A folder that can't be read does not keep the others waiting: it is named in `failed`.
 * Exit 1 when a folder or a file could not be read.
 */
export async function ingest(context: CommandContext, folders: readonly string[]): Promise<CommandResult> {
  const { terminal } = context;
  const { readable, failed } = await sortFolders(context, folders);
  const studio = await context.studio();
  const summary = await studio.library.ingestOnce(readable, {
    signal: context.signal,
    onProgress: showProgress(context),
  });
  const spoken = spokenSummary(context, summary);
  sayIngested(context, spoken);
  for (const { message } of failed) terminal.say('ingest.failed', { message });
  return {
    exitCode: failed.length > 0 || spoken.quarantined.length > 0 ? 1 : 0,
    json: { ...spoken, ...(failed.length > 0 && { failed }) },
  };
}

interface SortedFolders {
  readonly readable: string[];
  readonly failed: { readonly path: string; readonly code: string; readonly message: string }[];
}

/** Errors: when none is readable, the error of the first. */
export async function sortFolders(context: CommandContext, folders: readonly string[]): Promise<SortedFolders> {
  const readable: string[] = [];
  const failed: SortedFolders['failed'] = [];
  let first: StudioError | null = null;
  for (const folder of folders) {
    const path = resolve(context.workingFolder, folder);
    try {
      await openFolder(path);
      readable.push(path);
    } catch (error) {
      if (!isStudioError(error)) throw error;
      first ??= error;
      const { code, message } = failureOf(error, context.terminal, context.dataDir).error;
      failed.push({ path, code, message });
    }
  }
  if (first && readable.length === 0) throw first;
  return { readable, failed };
}

export function showProgress({ terminal }: CommandContext): (progress: IngestProgress) => void {
  return ({ done, found, secondsLeft, ratePerSecond, state }) =>
    terminal.progress('ingest-progress', { done, total: found, secondsLeft }, { ratePerSecond, state });
}

/** Reasons as sentences; the decoder's own words stay in `detail`. */
export function spokenSummary({ terminal }: CommandContext, summary: IngestSummary) {
  const quarantined = summary.quarantined.map(({ path, code, reason }) => ({
    path,
    reason: sentence(terminal.language, `quarantine.${code}`),
    code,
    detail: reason,
  }));
  return { ...summary, quarantined };
}

export function sayIngested({ terminal }: CommandContext, summary: ReturnType<typeof spokenSummary>): void {
  const { quarantined, ...counts } = summary;
  terminal.say('ingest.done', counts);
  if (quarantined.length === 0) return;
  terminal.say('ingest.quarantined', { count: quarantined.length });
  for (const { path, reason } of quarantined.slice(0, NAMED)) {
    terminal.line(`  ${path}`);
    terminal.line(`      ${reason}`);
  }
  if (quarantined.length > NAMED) terminal.line(`  … ${quarantined.length - NAMED}`);
}
