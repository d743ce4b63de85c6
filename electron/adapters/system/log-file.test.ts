import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logFile } from './log-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lines = (name: string) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');

describe('the log file', () => {
  it('holds one JSON document a line, readable by its owner alone', () => {
    logFile(folder)({ at: Date.UTC(2026, 10, 21), level: 'info', event: 'started', fields: { name: 'a\nb' } });
    expect(lines('studio.log').map((line) => JSON.parse(line))).toEqual([
      { at: '2026-11-21T00:00:00.000Z', level: 'info', event: 'started', fields: { name: 'a\nb' } },
    ]);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'studio.log')).mode & 0o777).toBe(0o600);
  });

  it('leaves out what is below its level', () => {
    const sink = logFile(folder, { level: 'warn' });
    sink({ at: 0, level: 'info', event: 'small', fields: {} });
    sink({ at: 0, level: 'error', event: 'big', fields: {} });
    expect(lines('studio.log')).toHaveLength(1);
  });

  it('begins a new file when one is full and keeps the youngest few', () => {
    const sink = logFile(folder, { maximumBytes: 500, kept: 2 });
    for (let number = 0; number < 40; number++) sink({ at: 0, level: 'info', event: `event ${number}`, fields: {} });
    expect(readdirSync(folder).sort()).toEqual(['studio.1.log', 'studio.2.log', 'studio.log']);
    const kept = ['studio.2.log', 'studio.1.log', 'studio.log'].flatMap(lines).map((line) => JSON.parse(line).event);
    expect(kept.at(-1)).toBe('event 39');
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => `event ${40 - kept.length + index}`));
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThan(700);
  });

  it('goes on where it was after a restart', () => {
    logFile(folder)({ at: 0, level: 'info', event: 'one', fields: {} });
    logFile(folder)({ at: 0, level: 'info', event: 'two', fields: {} });
    expect(lines('studio.log')).toHaveLength(2);
  });

  it('never stops the studio when it can’t be written', () => {
    const blocked = join(folder, 'a file');
    writeFileSync(blocked, '');
    const sink = logFile(join(blocked, 'logs'));
    expect(() => sink({ at: 0, level: 'error', event: 'lost', fields: {} })).not.toThrow();
  });
});
