import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { fillWithSales } from '../support/sales-maker.ts';
import { temporaryFolder } from '../support/whole-studio.ts';

const folder = temporaryFolder();
const studio = commandLine(join(folder.path, 'data'));
const out = join(folder.path, 'releve.pdf');
beforeAll(() =>
  fillWithSales(
    join(folder.path, 'data'),
    [
      { title: 'Marché', at: new Date(2026, 0, 5, 12).getTime(), gross: 12_500 },
      { title: 'Tisseuse', at: new Date(2026, 0, 31, 12).getTime(), gross: 501 },
      { title: 'Berger', at: new Date(2026, 1, 1, 12).getTime(), gross: 2_000 },
    ],
    Date.now(),
  ),
);
afterAll(() => folder.remove());

it('writes the paper of a month with its number, and the same bytes again', async () => {
  const words = ['statement', '--month', '2026-01', '--out', out, '--csv', join(folder.path, 'releve.csv'), '--json'];
  const written = await studio(words);
  expect(written.exitCode).toBe(0);
  expect(written.json()).toMatchObject({
    path: out,
    number: expect.stringMatching(/^\d{4}-0001$/),
    provisional: false,
    count: 2,
    gross: 13_001,
    commission: 2_600,
    net: 10_401,
  });
  const bytes = readFileSync(out);
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(readFileSync(join(folder.path, 'releve.csv'), 'utf8')).toContain(';12500;2500;10000;');
  await studio(words);
  expect(readFileSync(out).equals(bytes)).toBe(true);
});

it('is provisional where she wants no number, and says what it needs', async () => {
  const said = await studio([
    'statement',
    '--from',
    '2026-01-01',
    '--to',
    '2026-02-28',
    '--provisional',
    '--out',
    out,
    '--lang',
    'fr',
  ]);
  expect(said.stdout).toContain('Relevé provisoire');
  expect(said.stdout).toContain('3 ventes');
  expect((await studio(['statement', '--out', out])).exitCode).toBe(2);
  expect((await studio(['statement', '--month', '2026-13'])).exitCode).toBe(2);
  expect((await studio(['statement', '--from', '2026-03-01', '--to', '2026-02-01', '--out', out])).exitCode).toBe(2);
  const running = new Date().toISOString().slice(0, 7);
  const open = await studio(['statement', '--month', running, '--out', out, '--json']);
  expect(open.json()).toMatchObject({ number: null, provisional: true });
});

it('writes every sale as a table', async () => {
  const path = join(folder.path, 'ventes.csv');
  expect((await studio(['export', '--csv', path, '--json'])).json()).toEqual({ path, sales: 3 });
  expect(readFileSync(path, 'utf8').split('\r\n')).toHaveLength(5);
});
