import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { temporaryFolder } from '../support/whole-studio.ts';

const folder = temporaryFolder();
const studio = commandLine(join(folder.path, 'data'));
afterAll(() => folder.remove());

it('sets what her line may carry, keeps it, and takes it away again', async () => {
  const set = await studio(['sending', '--budget', '500', '--rate', '200', '--hours', '22:00-06:00', '--json']);
  expect(set.json()).toMatchObject({
    budget: 500,
    rate: 200,
    hours: { from: '22:00', to: '06:00' },
    metered: 'system',
  });
  const said = await studio(['sending', '--metered', 'yes', '--lang', 'fr']);
  expect(said.stdout).toContain('500 Mo par jour');
  expect(said.stdout).toContain('de 22:00 à 06:00');
  const without = await studio(['sending', '--budget', 'none', '--rate', 'none', '--hours', 'none', '--json']);
  expect(without.json()).toMatchObject({ budget: null, rate: null, hours: null, hold: { code: 'line-metered' } });
  const anyway = await studio(['sending', '--anyway', '--json']);
  expect(anyway.json()).toMatchObject({ metered: 'yes', hold: null });
});

it('writes the history as a table, and says when there is none', async () => {
  const written = await studio(['deliveries', '--csv', join(folder.path, 'envois.csv'), '--json', '--lang', 'fr']);
  expect(written.json()).toMatchObject({ deliveries: 0 });
  expect(readFileSync(join(folder.path, 'envois.csv'), 'utf8')).toMatch(/^\ufeffDate;Fichier;/);
  expect((await studio(['deliveries', 'marché', '--from', '2026-01-01', '--json'])).json()).toEqual({
    total: 0,
    items: [],
  });
  expect((await studio(['deliveries', '--from', '2026-02-30'])).exitCode).toBe(2);
  const nowhere = await studio(['deliveries', '--csv', join(folder.path, 'nulle', 'part.csv'), '--json']);
  expect(nowhere.json()).toMatchObject({ error: { code: 'folder-unwritable' } });
});

it('refuses what is no limit', async () => {
  for (const words of [
    ['--budget', '0'],
    ['--rate', '3'],
    ['--hours', '25:00-26:00'],
    ['--metered', 'perhaps'],
  ])
    expect((await studio(['sending', ...words, '--json'])).exitCode).toBe(2);
});

it('sends no picture in the place of a photo that is not there', async () => {
  expect((await studio(['replace-photo', '1'])).exitCode).toBe(2);
  const nobody = await studio(['replace-photo', '1', '--with', '2', '--json']);
  expect(nobody.exitCode).not.toBe(0);
  expect(nobody.json()).toMatchObject({ error: { code: 'photo-unknown' } });
});

it('takes no photo off the marketplace without her express word, and says what it would mean', async () => {
  const unsure = await studio(['withdraw-photo', '1', '--lang', 'fr']);
  expect(unsure.exitCode).toBe(2);
  expect(unsure.stderr).toContain('--yes');
  const nobody = await studio(['withdraw-photo', '1', '--yes', '--json']);
  expect(nobody.exitCode).not.toBe(0);
  expect(nobody.json()).toMatchObject({ error: { code: 'photo-unknown' } });
});
