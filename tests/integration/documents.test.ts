import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';

const names = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: names, devDependencies: names, optionalDependencies: names })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const page = readFileSync('docs/dependencies.md', 'utf8');
const lines = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]);

test('every dependency has its line: why, by whom, instead of what, how big', () => {
  const all = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap(Object.keys);
  expect(all.filter((name) => !lines.includes(name))).toEqual([]);
});

test('no line is about a package that is gone', () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  expect(lines.filter((name) => name !== undefined && !(name in all))).toEqual([]);
});

test('every decision is in the index', () => {
  const index = readFileSync('docs/decisions/README.md', 'utf8');
  const pages = readdirSync('docs/decisions').filter((name) => name !== 'README.md');
  expect(pages.filter((name) => !index.includes(`](${name})`))).toEqual([]);
});
