import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromCore } from '../desktop/core-messages.ts';
import { createHelpers } from './helper-processes.ts';
import { createHelperSandbox } from './helper-sandbox.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-helpers-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const READY = { api: 'http://127.0.0.1:4001', s3: 'http://127.0.0.1:4002', email: 'essai@pouire.test', password: 'x' };

function helpersOf() {
  const told: FromCore[] = [];
  return { told, helpers: createHelpers((message) => told.push(message)) };
}

test('a helper hears, speaks, and ends once', () => {
  const { told, helpers } = helpersOf();
  const onMessage = vi.fn();
  const onEnd = vi.fn();
  const helper = helpers.start('image-process', [], { onMessage, onEnd });
  helper.send({ id: 1 });
  helper.kill();
  expect(told.map(({ type }) => type)).toEqual(['start-helper', 'tell-helper', 'end-helper']);
  helpers.receive({ type: 'helper-says', helper: 1, message: 'done' });
  helpers.receive({ type: 'helper-exited', helper: 1, exitCode: 9 });
  helpers.receive({ type: 'helper-exited', helper: 1, exitCode: 9 });
  helpers.receive({ type: 'helper-says', helper: 1, message: 'late' });
  expect(onMessage.mock.calls).toEqual([['done']]);
  expect(onEnd.mock.calls).toEqual([[9]]);
});

test('what is not about a helper is left to others', () => {
  expect(helpersOf().helpers.receive({ type: 'close' })).toBe(false);
});

test('the local marketplace starts once for all who ask, and comes back at its address', async () => {
  const first = helpersOf();
  const start = createHelperSandbox(first.helpers, folder);
  const both = Promise.all([start(), start()]);
  await vi.waitFor(() => expect(first.told).toHaveLength(1));
  const line = JSON.stringify(READY);
  first.helpers.receive({ type: 'helper-prints', helper: 1, text: line.slice(0, 20) });
  first.helpers.receive({ type: 'helper-prints', helper: 1, text: `${line.slice(20)}\n` });
  const expected = { server: READY.api, email: READY.email, password: READY.password };
  expect(await both).toEqual([expected, expected]);
  expect(JSON.parse(readFileSync(join(folder, 'address.json'), 'utf8'))).toEqual({ api: 4001, s3: 4002 });

  const second = helpersOf();
  const again = createHelperSandbox(second.helpers, folder)();
  await vi.waitFor(() => expect(second.told).toHaveLength(1));
  expect(second.told[0]).toMatchObject({ args: expect.arrayContaining(['--port', '4001', '--s3-port', '4002']) });
  // Its port is taken: it ends at once and is started anywhere else.
  second.helpers.receive({ type: 'helper-exited', helper: 1, exitCode: 1 });
  await vi.waitFor(() => expect(second.told).toHaveLength(2));
  expect(second.told[1]).toMatchObject({ args: expect.arrayContaining(['--port', '0']) });
  second.helpers.receive({ type: 'helper-prints', helper: 2, text: `${line}\n` });
  expect(await again).toEqual(expected);
});
