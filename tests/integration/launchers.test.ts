import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

// One set of scenarios, two launchers: asked of Playwright itself, without running a scenario.

interface Spec {
  readonly title: string;
  readonly tags: string[];
  readonly tests: { readonly projectName: string }[];
}
interface Suite {
  readonly file: string;
  readonly specs?: Spec[] | undefined;
  readonly suites?: Suite[] | undefined;
}
const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    file: z.string(),
    specs: z
      .array(
        z.object({
          title: z.string(),
          tags: z.array(z.string()),
          tests: z.array(z.object({ projectName: z.string() })),
        }),
      )
      .optional(),
    suites: z.array(suite).optional(),
  }),
);

const specsOf = (found: Suite): Spec[] => [...(found.specs ?? []), ...(found.suites ?? []).flatMap(specsOf)];

test('every scenario that is not about browsers alone has both launchers', () => {
  const playwright = resolve('node_modules/@playwright/test/cli.js');
  const args = [playwright, 'test', '--config', 'tests/e2e/playwright.config.ts', '--list', '--reporter=json'];
  const listed = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const report = listed.stdout.slice(listed.stdout.indexOf('{\n'));
  const specs = z
    .object({ suites: z.array(suite) })
    .parse(JSON.parse(report))
    .suites.flatMap(specsOf);
  const launchers = new Map<string, { tags: string[]; projects: string[] }>();
  for (const { title, tags, tests } of specs) {
    const known = launchers.get(title) ?? { tags, projects: [] };
    launchers.set(title, {
      tags,
      projects: [...known.projects, ...tests.map(({ projectName }) => projectName)].sort(),
    });
  }
  expect(launchers.size).toBeGreaterThan(10);
  const wrong = [...launchers].filter(
    ([, { tags, projects }]) => projects.join() !== (tags.includes('browser') ? 'web' : 'electron,web'),
  );
  expect(wrong).toEqual([]);
});

test('nothing skips a scenario but a missing Electron', () => {
  const skips = readdirSync('tests/e2e')
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      readFileSync(`tests/e2e/${name}`, 'utf8')
        .split('\n')
        .filter((line) => /\.(skip|fixme|only)\b/.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );
  expect(skips).toEqual(['studio.ts: base.skip(electron && electronIsAway(), WITHOUT_ELECTRON);']);
});
