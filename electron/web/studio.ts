import { systemLocale } from '../adapters/system/locale.ts';
import { findApplication } from './application-root.ts';
import { runCommandLine } from './command-line.ts';

/** Entry of the command line and of the web host. Node ≥ 22 is needed (better-sqlite3 crashes older ones). */
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // The first asks for a clean end; a second one does not wait for it.
  process.on(signal, () => {
    if (interruption.signal.aborted) process.exit(130);
    interruption.abort(new Error(signal));
  });
}

process.exitCode = await runCommandLine({
  words: process.argv.slice(2),
  application: findApplication(),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  signal: interruption.signal,
  locale: systemLocale(),
  createPorts: async (dataDir, host, options) =>
    (await import('./node-ports.ts')).nodePorts({ dataDir, host, ...options }),
});
// A library's forgotten timer must not keep a finished command alive; what was printed is flushed first.
await Promise.all(
  [process.stdout, process.stderr].map((stream) => new Promise<void>((resolve) => stream.write('', () => resolve()))),
);
process.exit();
