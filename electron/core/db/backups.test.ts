import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type TestCatalogue, testCatalogue } from '../../../tests/support/catalogue.ts';
import type { StudioContext } from '../context.ts';
import { createBackups } from './backups.ts';
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
  const backups = createBackups(context);
  await backups.backUp();
  catalogue.passTime(DAY);
  const damaging: StudioContext = {
    ...context,
    db: { ...context.db, backup: async (path) => writeFileSync(path, Buffer.alloc(9000, 7)) },
  };
  expect(await createBackups(damaging).backUp()).toBe(false);
  expect(names()).toEqual(['catalogue-20261121T080000.sqlite']);
  expect(catalogue.lines.map((line) => line.event)).toContain('backup not sound');
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
