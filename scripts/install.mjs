// Installs what package-lock.json names, when it is not there yet.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './tools.mjs';

function packages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/** Whether every package of the lock file that this platform must have is installed at its version. */
export function isInstalled() {
  const wanted = packages(join(root, 'package-lock.json'));
  const there = packages(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional || entry.peer || entry.link) return true;
    return there[path]?.version === entry.version && existsSync(join(root, path));
  });
}

/** npm of the Node that runs this; three attempts, since a mirror may hiccup. `stdout: 2` keeps standard output free. Throws when the third one fails. */
export async function ensureInstalled({ say = console.log, stdout = 'inherit' } = {}) {
  if (isInstalled()) return false;
  // Under npm its own program is known; a .cmd file can't be started without a shell (Node's security release of April 2024).
  const npmProgram = process.env.npm_execpath;
  const [npm, ...before] = /npm-cli\.c?js$/.test(npmProgram ?? '') ? [process.execPath, npmProgram] : ['npm'];
  for (let attempt = 1; ; attempt += 1) {
    say(attempt === 1 ? 'Installing packages (npm ci)…' : `Installing packages, attempt ${attempt}…`);
    // The packages of other Nodes' platforms warn about this one's age (EBADENGINE), page after page; errors are still said.
    const { code } = await run(npm, [...before, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdout });
    if (code === 0) return true;
    if (attempt === 3)
      throw new Error(`npm ci ended with ${code}: look at its message above, then run the same command again.`);
    await new Promise((resolve) => setTimeout(resolve, 3000 * attempt));
  }
}
