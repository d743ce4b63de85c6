import { expect, test } from 'vitest';
import { parseMetered, systemNetwork } from './network.ts';

test('what NetworkManager says of the line is read; anything else is no answer', () => {
  expect(['u 1\n', 'u 3\n'].map(parseMetered)).toEqual([true, true]);
  expect(['u 2\n', 'u 4\n'].map(parseMetered)).toEqual([false, false]);
  expect(['u 0\n', '', 'u', 'b true'].map(parseMetered)).toEqual([null, null, null, null]);
});

test('a system without an answer says that it does not know', async () => {
  expect(await systemNetwork('win32').metered()).toBeNull();
  expect([true, false, null]).toContain(await systemNetwork().metered());
});
