import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLogs } from './read-logs.ts';
import { textWithoutNames, valueWithoutNames } from './without-names.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const line = (second: number, level: string, event: string, fields: object = {}) =>
  `${JSON.stringify({ at: new Date(second * 1000).toISOString(), level, event, fields })}\n`;

describe('the logs', () => {
  it('are read from all files, the newest line first, by gravity and text', async () => {
    mkdirSync(join(folder, 'desktop'));
    writeFileSync(
      join(folder, 'studio.log'),
      line(3, 'info', 'slow query') + line(5, 'error', 'sync failed', { x: 1 }),
    );
    writeFileSync(join(folder, 'studio.1.log'), line(1, 'warn', 'picture failed'));
    writeFileSync(join(folder, 'desktop', 'desktop.log'), `${line(4, 'warn', 'process gone')}{"at":"cut`);
    writeFileSync(join(folder, 'notes.txt'), line(9, 'error', 'no log'));
    const folders = [folder, join(folder, 'desktop'), join(folder, 'gone')];
    const read = async (level: 'info' | 'warn', text = '', limit = 10) =>
      (await readLogs(folders, { level, text, limit })).map(({ event }) => event);
    expect(await read('info')).toEqual(['sync failed', 'process gone', 'slow query', 'picture failed']);
    expect(await read('warn')).toEqual(['sync failed', 'process gone', 'picture failed']);
    expect(await read('info', 'FAILED', 1)).toEqual(['sync failed']);
  });
});

describe('a text without names', () => {
  it.each([
    ["ENOENT: no such file or directory, open '/media/Carte SD/DCIM/IMG 1.jpg'", 'Carte'],
    ['cannot read C:\\Users\\Awa\\Images\\Mariage Fatou\\a b.CR3 now', 'Fatou'],
    ['file:///home/awa/Photos/x.jpg', 'awa'],
    ['awa.k@exemple.bf could not sign in', 'awa'],
    ['Mariage-Fatou.jpg is damaged', 'Fatou'],
    ['\\\\nas\\photos\\Fatou 2026\\a.nef', 'Fatou'],
    ['/home/fatou/Images is away', 'fatou'],
  ])('%j does not say %j', (text, secret) => expect(textWithoutNames(text)).not.toContain(secret));

  it('keeps where in our programs something happened', () => {
    expect(textWithoutNames('at run (/home/awa/studio/dist/node/core-process.js:12:5)')).toBe(
      'at run (core-process.js:12:5)',
    );
  });

  it('no photo of any name in any folder comes through a log line', () => {
    const name = fc.stringMatching(/^Zx[\p{L} ._-]{1,20}q$/u);
    fc.assert(
      fc.property(name, name, fc.constantFrom('/', '\\'), (directory, file, slash) => {
        const path = `${slash === '/' ? '/home' : 'C:'}${slash}${directory}${slash}${file}.jpg`;
        const error = {
          name: 'Error',
          message: `cannot open '${path}'`,
          stack: `Error: cannot open '${path}'\n    at open (/opt/studio/main.js:1:2)`,
        };
        const told = JSON.stringify(
          valueWithoutNames({
            photo: 12,
            path,
            error,
            list: [path],
            note: `read '${path}'`,
            problem: { code: 'file-missing', facts: { path } },
          }),
        );
        return (
          !told.includes(directory) &&
          !told.includes(file) &&
          told.includes('12') &&
          told.includes('main.js:1:2') &&
          told.includes('file-missing')
        );
      }),
    );
  });
});
