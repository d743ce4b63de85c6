import { resolve } from 'node:path';
import type { ImportOptions } from '../../../shared/contract/import.contract.ts';
import type { CommandContext, CommandResult } from '../command.ts';
import { spokenProblem } from '../spoken.ts';
import { byteCount, duration } from '../terminal.ts';
import { absolute } from './ingest.ts';

interface ImportWords {
  readonly to: string;
  readonly backup?: string;
  readonly pattern: string;
  readonly rename?: string;
  readonly event: string;
  readonly again?: boolean;
  readonly dryRun?: boolean;
}

/** Most files named to a person; a program gets them all. */
const NAMED = 20;

/**
 * Copies what is new on cards and in folders, verifies it, and reads it into the library. Interrupted or stopped by a full disk,
 * it goes on at the next start of the studio. Exit 1 when a file could not be copied or read.
 */
export async function importPhotos(
  context: CommandContext,
  sources: readonly string[],
  words: ImportWords,
): Promise<CommandResult> {
  const { terminal, signal, workingFolder } = context;
  const studio = await context.studio();
  const { imports } = studio.library;
  const options: ImportOptions = {
    destination: resolve(workingFolder, words.to),
    backup: words.backup === undefined ? null : resolve(workingFolder, words.backup),
    folderPattern: words.pattern,
    namePattern: words.rename ?? null,
    event: words.event,
    firstNumber: 1,
    skipKnown: words.again !== true,
  };
  const { look } = await studio.client.imports.look({ paths: absolute(context, sources) });
  const { shots, ignored } = await imports.looks.whole(look);
  if (words.dryRun) return dryRun(context, (await studio.client.imports.plan({ look, shots: null, options })).files);

  const started = performance.now();
  const { id } = await studio.client.imports.start({ look, shots: null, options });
  const stop = studio.events.subscribe((event) => {
    if (event.type !== 'import-progress' || event.progress.id !== id) return;
    const { copied, known, failed, files, bytesDone, bytes, bytesPerSecond, secondsLeft } = event.progress;
    terminal.progress(
      'import-progress',
      { done: copied + known + failed, total: files, secondsLeft },
      { bytesDone, bytes, bytesPerSecond },
    );
  });
  const row = await imports.runNow(id, signal);
  stop();
  const progress = imports.progress(id);
  const outcomes = imports.outcomes(id);
  const seconds = (performance.now() - started) / 1000;
  const failed = outcomes.flatMap(({ path, problem }) =>
    problem
      ? [{ path, code: problem.code, message: spokenProblem(terminal.language, problem), facts: problem.facts }]
      : [],
  );
  const copied = outcomes.filter(({ state }) => state === 'copied');
  const bytes = copied.reduce((sum, { size }) => sum + size, 0);
  terminal.say('import.done', {
    copied: copied.length,
    known: progress.known,
    bytes: byteCount(terminal.language, bytes),
    destination: options.destination,
    duration: duration(terminal.language, seconds),
  });
  if (failed.length > 0) terminal.say('import.failed', { count: failed.length });
  for (const { path, message } of failed.slice(0, NAMED)) {
    terminal.line(`  ${path}`);
    terminal.line(`      ${message}`);
  }
  if (row.problem) terminal.say('import.unfinished', { message: spokenProblem(terminal.language, row.problem) });
  if (progress.safeToRemove && progress.fromCard) terminal.say('import.safe');
  const finished = row.state === 'done';
  // What was copied is in the library when the command ends.
  if (finished && copied.length > 0) await studio.library.ingestOnce([options.destination], { signal });
  return {
    exitCode: finished && failed.length === 0 ? 0 : 1,
    interrupted: signal.aborted,
    json: {
      state: row.state,
      destination: options.destination,
      photos: shots.length,
      copied: copied.map(({ path, placed, sha256, size }) => ({ from: path, to: placed, sha256, bytes: size })),
      known: outcomes.filter(({ state }) => state === 'known').map(({ path }) => path),
      failed,
      ignored,
      bytes,
      seconds,
      ...(row.problem && { problem: { ...row.problem, message: spokenProblem(terminal.language, row.problem) } }),
    },
  };
}

function dryRun(
  { terminal }: CommandContext,
  files: readonly { from: string; to: string; known: boolean }[],
): CommandResult {
  const would = files.filter(({ known }) => !known).map(({ from, to }) => ({ from, to }));
  terminal.say('import.planned', { count: would.length });
  for (const { from, to } of would) terminal.line(`  ${from}  →  ${to}`);
  return {
    exitCode: 0,
    json: { dryRun: true, wouldCopy: would, known: files.filter(({ known }) => known).map(({ from }) => from) },
  };
}
