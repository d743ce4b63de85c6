import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StudioError } from '../../../shared/domain/errors.ts';
import { type TestCatalogue, testCatalogue } from '../../../tests/support/catalogue.ts';
import { createBackups } from './backups.ts';
import { catalogueThread } from './catalogue-thread.ts';
import { MIGRATIONS } from './migrations/all.ts';

const DAY = 86_400_000;
let catalogue: TestCatalogue;
beforeEach(() => {
  catalogue = testCatalogue();
});
afterEach(() => catalogue.close());

const names = () => readdirSync(catalogue.context.paths.backups).sort();

test('a backup is a whole catalogue, made while photos are being added', async () => {
  for (let index = 0; index < 50; index += 1) catalogue.addPhoto({ title: `n° ${index}`, caption: 'x'.repeat(4000) });
  const made = createBackups(catalogue.context).backUp();
  catalogue.addPhoto({ title: 'meanwhile' });
  expect(await made).toBe(true);
  expect(names()).toEqual(['catalogue-20261121T080000.sqlite']);
  const copy = new SqliteDatabase(join(catalogue.context.paths.backups, 'catalogue-20261121T080000.sqlite'), {
    readonly: true,
  });
  expect(copy.prepare('SELECT count(*) FROM photos').pluck().get()).toBeGreaterThanOrEqual(50);
  expect(copy.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length);
  copy.close();
});

test('the last eight are kept, whatever they were made for', async () => {
  mkdirSync(catalogue.context.paths.backups, { recursive: true });
  writeFileSync(join(catalogue.context.paths.backups, 'catalogue-20261101T000000-v1.sqlite'), '');
  const backups = createBackups(catalogue.context);
  for (let day = 0; day < 9; day += 1) {
    await backups.backUp();
    catalogue.passTime(DAY);
  }
  expect(names()).toHaveLength(8);
  expect(names()[0]).toBe('catalogue-20261122T080000.sqlite');
});

test('a copy that is not sound counts for nothing, and what a killed process left is removed', async () => {
  const { context } = catalogue;
  await createBackups(context).backUp();
  catalogue.passTime(DAY);
  const copy = async (_from: string, to: string) => {
    writeFileSync(to, Buffer.alloc(9000, 7));
    throw new StudioError('backup-damaged', { path: to, detail: 'row 1 missing from index' });
  };
  expect(await createBackups(context, { ...catalogueThread, copy }).backUp()).toBe(false);
  expect(names()).toEqual(['catalogue-20261121T080000.sqlite']);
  expect(catalogue.lines.map((line) => line.event)).toContain('backup not sound');
});

test('the list says of every copy in the data folder what it is, when it was made and how many photos it holds', async () => {
  const { context } = catalogue;
  for (let index = 0; index < 3; index += 1) catalogue.addPhoto();
  const backups = createBackups(context);
  await backups.backUp();
  const one = join(context.paths.backups, 'catalogue-20261121T080000.sqlite');
  copyFileSync(one, join(context.paths.backups, 'catalogue-20261001T000000-v4.sqlite'));
  copyFileSync(one, join(catalogue.dataDir, 'catalogue.before-restore-20261120T000000.sqlite'));
  writeFileSync(join(catalogue.dataDir, 'catalogue.damaged-20261119T000000.sqlite'), Buffer.alloc(9000, 7));
  writeFileSync(join(context.paths.backups, 'unfinished-catalogue-20261121T090000.sqlite'), 'half');
  expect(
    (await backups.list()).map(({ kind, at, photos }) => [kind, new Date(at).toISOString().slice(0, 10), photos]),
  ).toEqual([
    ['automatic', '2026-11-21', 3],
    ['before-restore', '2026-11-20', 3],
    ['damaged', '2026-11-19', null],
    ['before-update', '2026-10-01', 3],
  ]);
});

test('one is made when the studio starts and the last is a day old, not before', async () => {
  const { context } = catalogue;
  mkdirSync(context.paths.backups, { recursive: true });
  writeFileSync(join(context.paths.backups, 'unfinished-catalogue-20261120T000000.sqlite'), 'half');
  let wake = () => {};
  const slept: number[] = [];
  const clock = {
    ...context.ports.clock,
    sleep: (ms: number) =>
      new Promise<void>((resolve) => {
        slept.push(ms);
        wake = resolve;
      }),
  };
  const backups = createBackups({ ...context, ports: { ...context.ports, clock } });
  backups.start();
  await vi.waitFor(() => expect(slept).toHaveLength(1));
  expect(names()).toEqual(['catalogue-20261121T080000.sqlite']);
  catalogue.passTime(DAY - 1);
  wake();
  await vi.waitFor(() => expect(slept).toHaveLength(2));
  expect(names()).toHaveLength(1);
  catalogue.passTime(1);
  wake();
  await vi.waitFor(() => expect(slept).toHaveLength(3));
  expect(names()).toHaveLength(2);
});
