import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'pouire-last-words-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const module = pathToFileURL(join(import.meta.dirname, 'last-words.ts')).href;

describe('what ends a process unforeseen', () => {
  it.each([
    ['uncaughtException', "setImmediate(() => { throw new Error('the unforeseen'); });"],
    ['unhandledRejection', "Promise.reject(new Error('the unforeseen'));"],
  ])('is in the log before it ends: %s', async (origin, failing) => {
    const script = `const { logLastWords } = await import(${JSON.stringify(module)});
      logLastWords(${JSON.stringify(dataDir)});
      ${failing}
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    expect(await once(child, 'exit')).toEqual([1, null]);
    const line: unknown = JSON.parse(readFileSync(join(dataDir, 'logs', 'studio.log'), 'utf8'));
    expect(line).toMatchObject({
      level: 'error',
      event: 'process failed',
      fields: { origin, error: { message: 'the unforeseen' } },
    });
  });
});
