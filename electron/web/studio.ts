import { systemLocale } from '../adapters/system/locale.ts';
import { logLastWords } from '../compose/last-words.ts';
import { findApplication } from './application-root.ts';
import { dataFolderOf, runCommandLine } from './command-line.ts';
import { whenOrphaned } from './when-orphaned.ts';

/** Entry of the command line and of the web host. Node ≥ 22 is needed (better-sqlite3 crashes older ones). */
const interruption = new AbortController();
/** A terminal and npm both pass on one Ctrl-C: two signals within this are one (milliseconds). */
const ONE_KEYSTROKE_MS = 1000;
let interruptedAt = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // The first asks for a clean end; a later one does not wait for it.
  process.on(signal, () => {
    if (!interruption.signal.aborted) {
      interruptedAt = performance.now();
      interruption.abort(new Error(signal));
    } else if (performance.now() - interruptedAt > ONE_KEYSTROKE_MS) process.exit(130);
  });
}

// Under npm a parent that is gone means that npm was told to stop.
if (process.env.npm_lifecycle_event) whenOrphaned(() => interruption.abort(new Error('SIGTERM')));

// Who read what is printed is gone: the work goes on to its end, or the signal of its going ends it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

logLastWords(dataFolderOf(process.argv.slice(2), process.env));

// What this process starts, and what reports on it, finds no password in the environment.
const environment = { ...process.env };
delete process.env.POUIRE_PASSWORD;

process.exitCode = await runCommandLine({
  words: process.argv.slice(2),
  application: findApplication(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment,
  signal: interruption.signal,
  locale: systemLocale(),
  createPorts: async (options) => (await import('./node-ports.ts')).nodePorts(options),
});
// A library's forgotten timer must not keep a finished command alive; what was printed is flushed first.
await Promise.all(
  [process.stdout, process.stderr].map((stream) => new Promise<void>((resolve) => stream.write('', () => resolve()))),
);
process.exit();
