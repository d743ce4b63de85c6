import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logFile } from '../adapters/system/log-file.ts';
import { makeFolder } from './make-folder.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pouire-folder-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('making a folder', () => {
  it('makes those above it, and is content with one that is there', () => {
    makeFolder(join(root, 'a', 'b'));
    makeFolder(join(root, 'a', 'b'));
    expect(existsSync(join(root, 'a', 'b'))).toBe(true);
  });

  it('refuses a file of that name', () => {
    writeFileSync(join(root, 'a'), '');
    expect(() => makeFolder(join(root, 'a'))).toThrow(/EEXIST/);
    expect(() => makeFolder(join(root, 'a', 'b'))).toThrow();
  });

  it.skipIf(process.platform !== 'linux')('comes to an end where no folder can be made; the log does without', () => {
    expect(() => makeFolder('/proc/pouire/data')).toThrow();
    logFile('/proc/pouire/logs')({ at: 0, level: 'info', event: 'x', fields: {} });
  });
});
