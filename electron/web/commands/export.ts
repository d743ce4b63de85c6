import type { ExportId } from '../../../shared/contract/export.contract.ts';
import type { ExportOutcome } from '../../core/library/export/exports.service.ts';
import type { Studio } from '../../core/studio.ts';
import { choosePhotos, type PhotoWords } from '../choose-photos.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { spokenProblem } from '../spoken.ts';
import { type ExportWords, exportOptionsOf } from './export-words.ts';

/**
 * Writes copies of photos into a folder and waits. Interrupted by her, what is written stays, whole; killed, it goes on with
 * `--resume` or when the studio starts. Exit 1 when a photo could not be written. Errors: as exports.start.
 */
export async function exportPhotos(
  context: CommandContext,
  words: PhotoWords,
  options: ExportWords,
): Promise<CommandResult> {
  const studio = await context.studio();
  const { client } = studio;
  const asked = await exportOptionsOf(context, client, options);
  const selection = await choosePhotos(client, words);
  const { id } = await client.exports.start({ selection, options: asked });
  return spoken(context, [await followed(context, studio, id)]);
}

/** Goes on with every export that was interrupted or waits for her, and waits. */
export async function resumeExports(context: CommandContext): Promise<CommandResult> {
  const studio = await context.studio();
  const outcomes: ExportOutcome[] = [];
  for (const { id, state } of (await studio.client.exports.list()).reverse()) {
    if (context.signal.aborted) break;
    if (state !== 'running' && state !== 'paused') continue;
    await studio.client.exports.resume({ id });
    outcomes.push(await followed(context, studio, id));
  }
  if (outcomes.length === 0) context.terminal.say('export.nothing-open');
  return spoken(context, outcomes);
}

async function followed({ terminal, signal }: CommandContext, studio: Studio, id: ExportId): Promise<ExportOutcome> {
  const stop = () => void studio.client.exports.cancel({ id }).catch(() => {});
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const outcome = await studio.exports.ended(id, ({ written, failed, total, secondsLeft }) =>
    terminal.progress('export-progress', { done: written + failed, total, secondsLeft }),
  );
  signal.removeEventListener('abort', stop);
  // What is told here need not be told on the page as well.
  if (outcome.state !== 'paused') await studio.client.exports.putAway({ id });
  return outcome;
}

function spoken({ terminal, signal }: CommandContext, outcomes: readonly ExportOutcome[]): CommandResult {
  const tell = (problem: ExportOutcome['problem']) =>
    problem && { code: problem.code, message: spokenProblem(terminal.language, problem) };
  for (const { written, folder, failed, problem } of outcomes) {
    terminal.say('export.done', { count: written.length, folder });
    for (const one of failed) terminal.line(`  ${spokenProblem(terminal.language, one.problem)}`);
    if (problem) terminal.line(`  ${spokenProblem(terminal.language, problem)}`);
    if (problem) terminal.say('export.waits');
  }
  const written = outcomes.flatMap((outcome) => outcome.written);
  const failed = outcomes.flatMap((outcome) => outcome.failed).map(({ id, problem }) => ({ id, ...tell(problem) }));
  const waiting = outcomes.flatMap(({ problem }) => (problem ? [tell(problem)] : []));
  const whole = outcomes.every((outcome) => outcome.written.length === outcome.total);
  return {
    exitCode: whole ? 0 : 1,
    json: { written, failed, ...(waiting.length > 0 && { waiting }) },
    ...(signal.aborted && { interrupted: true }),
  };
}
