import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckSubject, Finding } from './finding.ts';
import { readLogs } from './read-logs.ts';

const DAYS = 7;
const DAY_MS = 86_400_000;
/** Events that mean that a process ended which should not have. */
const ENDS = new Set([
  'process failed',
  'main process failed',
  'studio process ended',
  'page process ended',
  'process gone',
]);

/** What crashed lately: told, and no fault by itself, since what crashed was started again. */
export async function checkTraces({ ports }: CheckSubject): Promise<Finding> {
  const since = ports.clock.now() - DAYS * DAY_MS;
  const folders = ports.traces?.logs ?? [join(ports.dataDir, 'logs')];
  const lines = await readLogs(folders, { level: 'warn', text: '', limit: 2000 });
  const ends = lines.filter(({ at, event }) => at >= since && ENDS.has(event)).length;
  const dumps = ports.traces?.dumps ? await dumpsSince(ports.traces.dumps, since) : 0;
  const facts = { crashes: Math.max(ends, dumps), days: DAYS };
  return { ok: true, code: facts.crashes === 0 ? 'ok' : 'some', facts };
}

async function dumpsSince(folder: string, since: number): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let count = 0;
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith('.dmp')) continue;
    const facts = await stat(join(entry.parentPath, entry.name)).catch(() => null);
    if (facts && facts.mtimeMs >= since) count += 1;
  }
  return count;
}
