import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Power } from '../../core/ports/power.ts';

const run = promisify(execFile);
const SUPPLIES = '/sys/class/power_supply';
/** A program that does not answer is not waited for, ms. */
const PATIENCE_MS = 2_000;

/** Asks the kernel (Linux) or pmset (macOS). Windows has no answer without native code; there, the desktop's host is told. */
export function systemPower(platform: NodeJS.Platform = process.platform, supplies = SUPPLIES): Power {
  if (platform === 'linux') return { onBattery: () => suppliesSay(supplies) };
  if (platform !== 'darwin') return { onBattery: async () => null };
  return {
    async onBattery() {
      const answer = await run('pmset', ['-g', 'batt'], { timeout: PATIENCE_MS }).catch(() => null);
      return answer && parsePmset(answer.stdout);
    },
  };
}

/** Linux: Documentation/ABI/testing/sysfs-class-power. Batteries of mice and pens (scope Device) are not the computer's. */
async function suppliesSay(folder: string): Promise<boolean | null> {
  const names = await readdir(folder).catch(() => []);
  const said = (name: string, what: string) =>
    readFile(join(folder, name, what), 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
  let answer: boolean | null = null;
  for (const name of names) {
    if ((await said(name, 'scope')) === 'Device') continue;
    if ((await said(name, 'type')) !== 'Battery') {
      if ((await said(name, 'online')) === '1') return false;
      continue;
    }
    const status = await said(name, 'status');
    if (status === 'Discharging') answer = true;
    else if (status !== '') answer ??= false;
  }
  return answer;
}

/** `Now drawing from 'Battery Power'` */
export function parsePmset(said: string): boolean | null {
  const source = /drawing from '([^']+)'/.exec(said)?.[1];
  return source === undefined ? null : source === 'Battery Power';
}
