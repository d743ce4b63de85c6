// `npm run --silent studio -- <command>`: sets up quietly what is missing, then runs the command line with the project's Node.
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { ensureReady, program } from './setup.mjs';
import { STUDIO_ENVIRONMENT, STUDIO_FLAGS } from './studio-process.mjs';

/** better-sqlite3 crashes on Node 20. */
const OLDEST_NODE = 22;

try {
  await ensureReady();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

const { execPath, script, env } = program('studio');
const staysOpen = process.argv[2] === 'serve';
if (staysOpen && process.platform === 'linux' && typeof process.execve === 'function') {
  // The same process under other settings: a second one beside it would cost more memory than they save.
  process.execve(execPath, [execPath, ...STUDIO_FLAGS, script, ...process.argv.slice(2)], {
    ...env,
    ...STUDIO_ENVIRONMENT,
  });
} else if (Number.parseInt(process.versions.node, 10) >= OLDEST_NODE) {
  // npm already put the project's Node first on the PATH: no second process, a tenth of a second saved.
  await import(pathToFileURL(script).href);
} else {
  const child = spawn(execPath, [script, ...process.argv.slice(2)], { stdio: 'inherit', env });
  // Ctrl-C reaches the child by itself (same terminal); what is sent to this process alone is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}
