import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parsePmset, systemPower } from './power.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-power-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A supply as Linux shows it: a folder of one-line files. */
function supply(name: string, facts: Record<string, string>): void {
  mkdirSync(join(folder, name));
  for (const [what, value] of Object.entries(facts)) writeFileSync(join(folder, name, what), `${value}\n`);
}
const asked = () => systemPower('linux', folder).onBattery();

test('a laptop that is unplugged runs on its battery, plugged in it does not, whatever its mouse does', async () => {
  supply('hidpp_battery_0', { type: 'Battery', scope: 'Device', status: 'Discharging' });
  expect(await asked()).toBeNull();
  supply('BAT0', { type: 'Battery', status: 'Discharging' });
  expect(await asked()).toBe(true);
  supply('AC', { type: 'Mains', online: '0' });
  expect(await asked()).toBe(true);
  supply('ucsi-source-psy-USBC000:001', { type: 'USB', online: '1' });
  expect(await asked()).toBe(false);
});

test('a full battery discharges nothing; where there is none, nobody knows', async () => {
  expect(await asked()).toBeNull();
  supply('BAT0', { type: 'Battery', status: 'Full' });
  expect(await asked()).toBe(false);
  expect(await systemPower('linux', join(folder, 'none')).onBattery()).toBeNull();
  expect(await systemPower('win32').onBattery()).toBeNull();
});

test('macOS says it in the first line of pmset', () => {
  const rest = ' -InternalBattery-0 (id=4653155)\t71%; discharging; 4:12 remaining present: true\n';
  expect(parsePmset(`Now drawing from 'Battery Power'\n${rest}`)).toBe(true);
  expect(parsePmset(`Now drawing from 'AC Power'\n${rest}`)).toBe(false);
  expect(parsePmset('')).toBeNull();
});
