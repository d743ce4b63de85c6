import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const module = new URL('../../scripts/alone.mjs', import.meta.url).href;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-alone-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that works `times` times alone, saying in `diary` when it begins and ends. */
function worker(lock: string, diary: string, times: number) {
  const script = `const { alone } = await import(${JSON.stringify(module)});
    const { appendFileSync } = await import('node:fs');
    for (let time = 0; time < ${times}; time += 1)
      await alone(${JSON.stringify(lock)}, async () => {
        appendFileSync(${JSON.stringify(diary)}, 'begin ' + process.pid + '\\n');
        await new Promise((resolve) => setTimeout(resolve, 1));
        appendFileSync(${JSON.stringify(diary)}, 'end ' + process.pid + '\\n');
      });`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'inherit', 'inherit'] });
}

describe('work that is done alone', () => {
  it('is never done by two at once, also where the one before was killed and several tidy up after it', async () => {
    const lock = join(folder, 'setup.lock');
    const diary = join(folder, 'diary');
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    writeFileSync(lock, `${dead.pid} killed`);
    const workers = Array.from({ length: 5 }, () => worker(lock, diary, 6));
    const codes = await Promise.all(workers.map(async (child) => (await once(child, 'exit'))[0]));
    expect(codes).toEqual([0, 0, 0, 0, 0]);
    const lines = readFileSync(diary, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(60);
    for (let index = 0; index < lines.length; index += 2)
      expect(lines[index + 1]).toBe(lines[index]?.replace('begin', 'end'));
    expect(readdirSync(folder)).toEqual(['diary']);
  });

  it('takes away no lock but its own', async () => {
    const lock = join(folder, 'setup.lock');
    const script = `const { alone } = await import(${JSON.stringify(module)});
      const { writeFileSync } = await import('node:fs');
      await alone(${JSON.stringify(lock)}, async () => writeFileSync(${JSON.stringify(lock)}, 'another'));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(readFileSync(lock, 'utf8')).toBe('another');
  });
});
