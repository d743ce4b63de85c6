import { EventEmitter } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ContentsDouble, createElectronDouble } from '../../../tests/support/electron-double.ts';
import { removeOldDumps } from './crash-dumps.ts';
import { logUncaught, openDesktopLog } from './desktop-log.ts';
import { keepPageAlive } from './page-process.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-health-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the page’s process', () => {
  function kept() {
    const double = createElectronDouble({ userData: folder });
    const contents = new ContentsDouble();
    const onFailed = vi.fn();
    const log = vi.fn();
    const clock = { at: 0 };
    keepPageAlive(double.electron, contents, { language: () => 'fr', log, onFailed, now: () => clock.at });
    const die = (reason: string) => contents.emit('render-process-gone', {}, { reason, exitCode: 5 });
    return { ...double, contents, onFailed, log, clock, die };
  }

  test('that died is loaded again, and the log says why', () => {
    const { contents, die, log } = kept();
    die('oom');
    expect(contents.calls).toEqual(['reload']);
    expect(log).toHaveBeenCalledWith('page process ended', { reason: 'oom', exitCode: 5 });
    die('clean-exit');
    expect(contents.calls).toHaveLength(1);
  });

  test('that keeps dying is left, and she is told; an hour later it is forgiven', () => {
    const { contents, die, onFailed, clock } = kept();
    for (let death = 0; death < 4; death += 1) die('crashed');
    expect([contents.calls.length, onFailed.mock.calls.length]).toEqual([3, 1]);
    clock.at = 3_600_000;
    die('crashed');
    expect(contents.calls).toHaveLength(4);
  });

  test('that hangs is hers to reload; one that came back meanwhile is left alone', async () => {
    const { contents, state, questions } = kept();
    state.questionAnswer = { response: 1, checkboxChecked: false };
    contents.emit('unresponsive');
    contents.emit('unresponsive');
    await vi.waitFor(() => expect(contents.calls).toEqual(['forcefullyCrashRenderer', 'reload']));
    expect(questions).toHaveLength(1);
    const other = kept();
    other.state.questionAnswer = { response: 1, checkboxChecked: false };
    other.contents.emit('unresponsive');
    other.contents.emit('responsive');
    await vi.waitFor(() => expect(other.questions).toHaveLength(1));
    expect(other.contents.calls).toEqual([]);
  });
});

describe('traces', () => {
  test('only the youngest dumps are kept, wherever the system puts them', () => {
    for (const name of ['pending', 'completed']) mkdirSync(join(folder, name));
    for (let number = 0; number < 6; number += 1) {
      const file = join(folder, number % 2 ? 'pending' : 'completed', `${number}.dmp`);
      writeFileSync(file, '');
      utimesSync(file, 1000 + number, 1000 + number);
    }
    writeFileSync(join(folder, 'settings.dat'), '');
    removeOldDumps(folder, 2);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(
      ['completed', join('completed', '4.dmp'), 'pending', join('pending', '5.dmp'), 'settings.dat'].sort(),
    );
    removeOldDumps(join(folder, 'nowhere'), 2);
  });

  test('what nobody caught in main is written down before it ends', () => {
    const file = join(folder, 'logs', 'desktop.log');
    const source = new EventEmitter();
    logUncaught(openDesktopLog(file), source);
    source.emit('uncaughtExceptionMonitor', new Error('broken'), 'uncaughtException');
    const line: unknown = JSON.parse(readFileSync(file, 'utf8'));
    expect(line).toMatchObject({
      level: 'warn',
      event: 'main process failed',
      fields: { error: { message: 'broken' } },
    });
  });

  test('the log turns over at a megabyte and never fails', () => {
    const file = join(folder, 'desktop.log');
    writeFileSync(file, 'x'.repeat(1_000_001));
    openDesktopLog(file)('process gone', { reason: 'oom' });
    expect([existsSync(`${file}.1`), readFileSync(file, 'utf8').length < 200]).toEqual([true, true]);
    openDesktopLog(join(file, 'below', 'a', 'file'))('process gone', {});
  });
});
