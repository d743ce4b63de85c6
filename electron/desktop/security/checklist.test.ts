import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const rows = [
  ...readFileSync('docs/security.md', 'utf8').matchAll(/^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm),
].map(([, number, point, kept, attacked]) => ({
  number: Number(number),
  point,
  kept: kept ?? '',
  attacked: attacked ?? '',
}));
const files = (cell: string) => [...cell.matchAll(/`([\w./-]+\.(?:ts|yml|json))`/g)].map(([, file]) => file ?? '');

test('each of the twenty points of Electron’s checklist stands in docs/security.md', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
});

test.each(rows)('point $number is kept in files that are there, and attacked by a test', ({ kept, attacked }) => {
  for (const file of [...files(kept), ...files(attacked)]) expect(existsSync(file), file).toBe(true);
  expect(files(attacked).length).toBeGreaterThan(0);
  for (const file of files(attacked)) expect(file).toMatch(/\.test\.ts$/);
});
