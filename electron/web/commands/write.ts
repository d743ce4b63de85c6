import type { WritingOutcome } from '../../../shared/contract/writing.contract.ts';
import { choosePhotos, type PhotoWords } from '../choose-photos.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { spokenProblem } from '../spoken.ts';
import { UsageError } from '../usage-error.ts';

export interface WriteOptions {
  readonly sidecar?: boolean;
  readonly original?: boolean;
  readonly restore?: boolean;
  readonly dryRun?: boolean;
  /** She knows that originals are touched. */
  readonly yes?: boolean;
}

/** Most files named one by one for a person; a program gets them all. */
const NAMED = 20;

/** Writes her words into sidecars, or into originals on her express word, or puts originals back. */
export async function write(context: CommandContext, words: PhotoWords, options: WriteOptions): Promise<CommandResult> {
  const { terminal } = context;
  const { sidecar = false, original = false, restore = false, dryRun = false, yes = false } = options;
  if ([sidecar, original, restore].filter(Boolean).length !== 1) throw new UsageError('use.write-where');
  const { client } = await context.studio();
  const selection = await choosePhotos(client, words);
  let outcome: WritingOutcome;
  if (sidecar) outcome = await client.writing.sidecars({ selection, dryRun });
  else if (original) outcome = await client.writing.originals({ selection, dryRun, meantIt: yes });
  else outcome = await client.writing.restore({ selection });
  const { written, unchanged } = outcome;
  const failed = outcome.failed.map((failure) => ({ ...failure, message: spokenProblem(terminal.language, failure) }));
  terminal.say(dryRun ? 'write.would' : 'write.done', { count: written.length, unchanged });
  for (const { path } of written.slice(0, NAMED)) terminal.line(`  ${path}`);
  if (written.length > NAMED) terminal.line(`  … ${written.length - NAMED}`);
  for (const { message } of failed.slice(0, NAMED)) terminal.line(`  ${message}`);
  return { exitCode: failed.length > 0 ? 1 : 0, json: { written, unchanged, failed } };
}
