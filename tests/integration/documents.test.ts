import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
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

test('what the README, the architecture and the decisions link to is there', () => {
  const pages = [
    'README.md',
    'docs/architecture.md',
    ...readdirSync('docs/decisions').map((name) => `docs/decisions/${name}`),
  ];
  const broken = pages.flatMap((page) => {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map((match) => match[1] ?? '');
    return links
      .filter((link) => !/^https?:/.test(link) && !existsSync(join(dirname(page), link)))
      .map((link) => `${page}: ${link}`);
  });
  expect(broken).toEqual([]);
});

test('the workflow calls the scripts that everybody runs, and they exist', () => {
  const step = z.object({ run: z.string().optional(), uses: z.string().optional() });
  const workflow = z.object({ jobs: z.record(z.string(), z.object({ steps: z.array(step) })) });
  const scripts = z.object({ scripts: names }).parse(JSON.parse(readFileSync('package.json', 'utf8'))).scripts;
  const { jobs } = workflow.parse(parse(readFileSync('.github/workflows/ci.yml', 'utf8')));
  const called = Object.values(jobs).flatMap((job) =>
    job.steps.flatMap(({ run = '' }) => [...run.matchAll(/npm (?:run )?([a-z]+)/g)].map((match) => match[1] ?? '')),
  );
  expect(called).toEqual(expect.arrayContaining(['ci', 'test', 'package']));
  expect(called.filter((name) => name !== 'ci' && !(name in scripts))).toEqual([]);
});

test('.ci/run can be executed and calls npm test', () => {
  expect(readFileSync('.ci/run', 'utf8')).toMatch(/^#!\/usr\/bin\/env bash\n[\s\S]*npm test\n$/);
});
