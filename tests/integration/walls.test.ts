import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

// The linter that guards the walls is itself tested: a small house with a hole in every wall.

const HOLES: Readonly<Record<string, { file: string; source: string }>> = {
  'shared-is-alone': { file: 'shared/domain/a.ts', source: "import '../../electron/core/b.ts';" },
  'renderer-imports-shared': { file: 'renderer/a.ts', source: "import '../electron/core/b.ts';" },
  'core-imports-shared': { file: 'electron/core/a.ts', source: "import '../adapters/b.ts';" },
  'adapters-implement-ports': { file: 'electron/adapters/a.ts', source: "import '../core/b.ts';" },
  'workers-know-pixels-only': { file: 'electron/workers/a.ts', source: "import 'better-sqlite3';" },
  'sandbox-is-a-stranger': { file: 'sandbox/a.ts', source: "import '../electron/core/b.ts';" },
  'electron-in-desktop-only': { file: 'electron/core/c.ts', source: "import { app } from 'electron';\nvoid app;" },
  'main-only-relays': { file: 'electron/desktop/a.ts', source: "import '../core/b.ts';" },
  'desktop-serves-nothing': { file: 'electron/compose/a.ts', source: "import '../web/b.ts';" },
  'sqlite-in-db-only': { file: 'electron/core/d.ts', source: "import Database from 'better-sqlite3';\nvoid Database;" },
  'technology-in-adapters-only': { file: 'electron/core/e.ts', source: "import sharp from 'sharp';\nvoid sharp;" },
  'no-cycles': { file: 'shared/domain/cycle-too.ts', source: "import './cycle.ts';" },
};

const answer = z.object({
  summary: z.object({ violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })) }),
});

let folder: string;
let violations: { from: string; rule: { name: string } }[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-walls-'));
  const write = (file: string, source: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${source}\nexport const x = 1;\n`);
  };
  for (const room of ['electron/core', 'electron/adapters', 'electron/web']) write(`${room}/b.ts`, '');
  write('shared/domain/cycle.ts', "import './cycle-too.ts';");
  for (const { file, source } of Object.values(HOLES)) write(file, source);
  writeFileSync(join(folder, 'tsconfig.json'), '{}');
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  const result = spawnSync(
    process.execPath,
    [
      resolve('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      ...[
        '--config',
        resolve('.dependency-cruiser.cjs'),
        '--output-type',
        'json',
        'electron',
        'renderer',
        'shared',
        'sandbox',
      ],
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  violations = answer.parse(JSON.parse(result.stdout)).summary.violations;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(Object.entries(HOLES))('the wall "%s" finds its hole', (name, { file }) => {
  expect(violations.filter((violation) => violation.rule.name === name).map(({ from }) => from)).toContain(file);
});
