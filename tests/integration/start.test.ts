import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));

/** How the start script answers before it sets anything up. */
function start(words: readonly string[], locale: string): Promise<{ code: number; stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: locale };
    const child = execFile(process.execPath, [script, ...words], { env }, (_error, _stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stderr }),
    );
  });
}

describe('npm start', () => {
  it.each([['--colour'], ['--port', 'many'], ['--port', '70000']])(
    'refuses %s at once, with its own usage, in both languages',
    async (...words) => {
      const french = await start(words, 'fr_FR.UTF-8');
      expect(french.code).toBe(2);
      expect(french.stderr).toContain('Usage : npm start -- [--server URL]');
      expect((await start(words, 'en_GB.UTF-8')).stderr).toContain('Use: npm start -- [--server URL]');
    },
  );
});
