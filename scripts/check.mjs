// `npm run check`: types, lint and format, walls, dead code. Runs all of them, prints what each found, counts each as one.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, root, tool } from './tools.mjs';

const STEPS = [
  ['types', () => node(tool('typescript', 'tsc'), ['--noEmit'], { capture: true })],
  [
    'lint and format',
    () =>
      node(tool('@biomejs/biome', 'biome'), ['check', '--error-on-warnings', '--max-diagnostics=40'], {
        capture: true,
      }),
  ],
  [
    'walls',
    () => {
      const rooms = ['electron', 'renderer', 'shared', 'sandbox', 'tests'];
      return node(tool('dependency-cruiser', 'depcruise'), ['--config', '.dependency-cruiser.cjs', ...rooms], {
        capture: true,
      });
    },
  ],
  ['dead code', () => node(tool('knip', 'knip'), ['--no-progress'], { capture: true })],
];

const only = process.argv.slice(2);
const chosen = STEPS.filter(([name]) => only.length === 0 || only.some((word) => name.startsWith(word)));
const results = [];
for (const [name, check] of chosen) {
  const began = Date.now();
  const { code, output } = await check();
  const seconds = (Date.now() - began) / 1000;
  results.push({ name, passed: code === 0, seconds });
  if (code !== 0) console.log(output.trimEnd());
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`);
}
mkdirSync(join(root, '.cache', 'reports'), { recursive: true });
writeFileSync(join(root, '.cache', 'reports', 'check.json'), JSON.stringify(results));
process.exitCode = results.every((result) => result.passed) ? 0 : 1;
