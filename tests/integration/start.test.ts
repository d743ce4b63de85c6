import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sentence } from '../../electron/core/system/sentences.ts';
import { answers, serverAddress } from '../../scripts/server-address.mjs';
import { normaliseServerAddress } from '../../shared/domain/server-address.ts';

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

  it.each(['notaurl', 'not a url', 'http://exemple.bf', 'ftp://exemple.bf', 'https://', 'https://a:b@exemple.bf'])(
    'refuses the server %s at once, in a sentence',
    async (server) => {
      const { code, stderr } = await start(['--server', server], 'fr_FR.UTF-8');
      expect(code).toBe(2);
      expect(stderr).toBe(`${sentence('fr', 'error.server-address-invalid', { server })}\n`);
    },
  );

  it.each([
    'api.pouire.com',
    'https://api.pouire.com/',
    'http://127.0.0.1:4000',
    'localhost:4000',
    '[::1]:80',
    'http://x.bf',
    'a b',
    '',
  ])('reads the address %j as the studio does', (typed) => {
    let studio: string | null;
    try {
      studio = normaliseServerAddress(typed);
    } catch {
      studio = null;
    }
    expect(serverAddress(typed)).toBe(studio);
  });

  it('knows a server that does not answer', async () => {
    expect(await answers('http://127.0.0.1:9')).toBe(false);
  });
});
