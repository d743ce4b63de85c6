// `npm test`: everything, on a fresh clone too. Installs what is missing, then checks, builds, and runs the unit and
// integration tests and the end-to-end suite. The last line is `N passed, N failed`; the exit code says the same.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { ensureSystemPackages, findBrowser } from './system-packages.mjs';
import { node, root, tool } from './tools.mjs';

const MINUTE = 60_000;
const reports = join(root, '.cache', 'reports');
const report = (name) => join(reports, `${name}.json`);

function readReport(name) {
  try {
    return JSON.parse(readFileSync(report(name), 'utf8'));
  } catch {
    return null;
  }
}

/** A stage that ended badly counts as at least one failure, whatever its report says or if it left none. */
function counted(code, passed, failed, skipped = 0) {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed, skipped };
}

async function checks() {
  const { code } = await node(join(root, 'scripts', 'check.mjs'), [], { timeoutMs: 5 * MINUTE });
  const results = readReport('check') ?? [];
  return counted(code, results.filter((step) => step.passed).length, results.filter((step) => !step.passed).length);
}

/** The same set-up as `npm start`: what it built last time and has not changed since is used as it is. */
async function build() {
  const { ensureReady } = await import('./setup.mjs');
  await ensureReady();
  return { passed: 1, failed: 0, skipped: 0 };
}

/**
 * Tests start hundreds of processes from the sources (image processes, commands, sandboxes): what Node compiled for one of
 * them the next one finds ready (https://nodejs.org/api/module.html#module-compile-cache), half their start. Those that are
 * ended rather than end by themselves keep nothing, so the longest are run once before. Starts that are measured, in the
 * end-to-end suite, go without.
 */
const compiled = join(root, '.cache', 'compiled');

async function compileOnce() {
  const env = { NODE_COMPILE_CACHE: compiled };
  for (const [program, ...args] of [['electron/web/studio.ts', '--help'], ['electron/workers/image-process.ts']])
    await node(join(root, program), args, { env, capture: true, timeoutMs: MINUTE });
  return env;
}

async function unitAndIntegration() {
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report('vitest')}`];
  const { code } = await node(tool('vitest', 'vitest'), args, {
    timeoutMs: 18 * MINUTE,
    env: { CI: '1', NO_COLOR: '1', ...(await compileOnce()) },
  });
  const found = readReport('vitest');
  if (!found) return counted(code || 1, 0, 0);
  // A file that could not even be loaded has no tests to fail: it counts as one.
  const unloaded = found.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  return counted(
    code,
    found.numPassedTests,
    found.numFailedTests + unloaded.length,
    found.numPendingTests + found.numTodoTests,
  );
}

async function endToEnd() {
  if (!findBrowser()) {
    console.log(
      'Skipped: the end-to-end suite needs Chromium, Chrome or Edge, and none was found (POUIRE_BROWSER names one).',
    );
    return { passed: 0, failed: process.env.CI ? 1 : 0, skipped: 1 };
  }
  const args = ['test', '--config', 'tests/e2e/playwright.config.ts'];
  const { code } = await node(tool('@playwright/test', 'playwright'), args, {
    timeoutMs: 12 * MINUTE,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report('playwright'), FORCE_COLOR: '0' },
  });
  const stats = readReport('playwright')?.stats;
  if (!stats) return counted(code || 1, 0, 0);
  return counted(code, stats.expected + stats.flaky, stats.unexpected, stats.skipped);
}

async function prepare() {
  await ensureInstalled();
  await ensureSystemPackages();
  return { passed: 0, failed: 0, skipped: 0 };
}

const STAGES = [
  ['prepare', prepare],
  ['check', checks],
  ['build', build],
  ['unit and integration', unitAndIntegration],
  ['end to end', endToEnd],
];

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const total = { passed: 0, failed: 0, skipped: 0 };
const table = [];
for (const [name, stage] of STAGES) {
  console.log(`\n── ${name}`);
  const began = Date.now();
  let result;
  try {
    result = await stage();
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    result = { passed: 0, failed: 1, skipped: 0 };
  }
  for (const key of Object.keys(total)) total[key] += result[key];
  table.push({ name, seconds: Math.round((Date.now() - began) / 1000), ...result });
  // Without packages nothing else can run.
  if (name === 'prepare' && result.failed > 0) break;
}

console.log('\n── summary');
for (const { name, seconds, passed, failed, skipped } of table) {
  const counts =
    name === 'prepare' ? '' : `  ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  console.log(`${name.padEnd(22)}${String(seconds).padStart(5)} s${counts}`);
}
console.log(
  total.failed === 0
    ? 'All is well: `npm start` opens the studio.'
    : 'What failed is named above, each with its reason.',
);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
