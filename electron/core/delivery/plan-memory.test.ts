import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planParts } from './digests.ts';
import { PlanMemory } from './plan-memory.ts';

const { signal } = new AbortController();
const MIB = 1024 * 1024;

test('the parts of a copy that was just made are those that reading it would give, and are given once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plans-'));
  try {
    const head = Buffer.alloc(70_001, 'h');
    const scans = Buffer.alloc(11 * MIB, 's');
    writeFileSync(join(folder, 'copy.jpg'), Buffer.concat([head, scans]));
    const read = await planParts(join(folder, 'copy.jpg'), 5 * MIB, 'sha256');
    const plans = new PlanMemory();
    expect(await plans.note([head, scans], signal)).toBe(read.sha256);
    expect(plans.take(read.sha256, 5 * MIB, 'sha256')).toEqual(read.parts);
    expect(plans.take(read.sha256, 5 * MIB, 'sha256')).toBeNull();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a marketplace with other parts is not given these; its size is what the next copy is cut into', async () => {
  const plans = new PlanMemory();
  const content = [Buffer.alloc(17 * MIB, 'x')];
  const sha256 = await plans.note(content, signal);
  expect(plans.take(sha256, 8 * MIB, 'md5')).toBeNull();
  await plans.note(content, signal);
  expect(plans.take(sha256, 8 * MIB, 'sha256')).toBeNull(); // told with MD5 by now
  await plans.note(content, signal);
  expect(plans.take(sha256, 8 * MIB, 'sha256')?.map((part) => part.size)).toEqual([8 * MIB, 8 * MIB, 1 * MIB]);
});
