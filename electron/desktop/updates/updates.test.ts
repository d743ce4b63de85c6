import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_CHOICES, type UpdateState } from '../../../shared/desktop-state.ts';
import { UpdateFailed, type Updater } from './updater.ts';
import { createUpdates } from './updates.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function world(parts: Partial<Updater> = {}) {
  const states: UpdateState[] = [];
  const calls: string[] = [];
  const now = { sending: false, choices: { ...DEFAULT_CHOICES } };
  const updater: Updater = {
    look: async (channel) => {
      calls.push(`look ${channel}`);
      return { version: '1.1.0', bytes: 90_000_000, notes: 'Nouveau' };
    },
    fetch: async (onProgress) => {
      calls.push('fetch');
      for (const fraction of [0.001, 0.5, 1]) onProgress(fraction);
    },
    install: () => void calls.push('install'),
    ...parts,
  };
  const updates = createUpdates({
    updater: async () => updater,
    choices: () => now.choices,
    isSending: () => now.sending,
    beforeInstall: async () => void calls.push('studio closed'),
    onChange: (state) => states.push(state),
    log: () => {},
    now: () => 1000,
  });
  return { updates, states, calls, now };
}
const at = (states: readonly UpdateState[]) => states.map((state) => state.at);

test('she is told, fetches, installs: each on her word; the studio is closed first', async () => {
  const { updates, states, calls } = world();
  await updates.order('look');
  expect(updates.state()).toEqual({ at: 'found', version: '1.1.0', bytes: 90_000_000, notes: 'Nouveau' });
  await updates.order('install');
  expect(calls).toEqual(['look stable']);
  await updates.order('fetch');
  expect(at(states)).toEqual(['looking', 'found', 'fetching', 'fetching', 'fetching', 'ready']);
  await updates.order('install');
  expect(calls).toEqual(['look stable', 'fetch', 'studio closed', 'install']);
});

test('while photos are being sent it waits, and is installed when they have gone', async () => {
  const { updates, calls, now } = world();
  now.sending = true;
  await updates.order('look');
  await updates.order('fetch');
  await updates.order('install');
  expect([updates.state(), calls.includes('install')]).toEqual([
    { at: 'ready', version: '1.1.0', waitsForUploads: true },
    false,
  ]);
  await updates.queueChanged();
  expect(calls).not.toContain('install');
  now.sending = false;
  await updates.queueChanged();
  expect(calls.slice(-2)).toEqual(['studio closed', 'install']);
});

test('she puts it off: nothing is installed, not even when the queue is empty', async () => {
  const { updates, calls, now } = world();
  now.sending = true;
  for (const order of ['look', 'fetch', 'install', 'later'] as const) await updates.order(order);
  now.sending = false;
  await updates.queueChanged();
  expect([calls.includes('install'), updates.state()]).toEqual([
    false,
    { at: 'ready', version: '1.1.0', waitsForUploads: false },
  ]);
  const found = world();
  await found.updates.order('look');
  await found.updates.order('later');
  expect(found.updates.state()).toEqual({ at: 'idle', lookedAt: 1000 });
});

test('a failure says why and what is there stays; she may try again', async () => {
  let good = false;
  const { updates } = world({
    fetch: () => (good ? Promise.resolve() : Promise.reject(new UpdateFailed('tampered', new Error('sha512')))),
  });
  await updates.order('look');
  await updates.order('fetch');
  expect(updates.state()).toEqual({ at: 'failed', reason: 'tampered' });
  good = true;
  await updates.order('look');
  await updates.order('fetch');
  expect(updates.state().at).toBe('ready');
});

test('it looks by itself a minute after the start and twice a day, unless she does not want it or photos leave', async () => {
  const calls: string[] = [];
  const { updates, now } = world({
    look: async (channel) => {
      calls.push(`look ${channel}`);
      return null;
    },
  });
  updates.start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls).toEqual(['look stable']);
  now.choices = { ...now.choices, updateChannel: 'beta' };
  await vi.advanceTimersByTimeAsync(12 * 3_600_000);
  expect(calls).toEqual(['look stable', 'look beta']);
  now.sending = true;
  await vi.advanceTimersByTimeAsync(12 * 3_600_000);
  now.sending = false;
  now.choices = { ...now.choices, lookForUpdates: false };
  await vi.advanceTimersByTimeAsync(12 * 3_600_000);
  expect(calls).toHaveLength(2);
  updates.end();
});

test('an installation that is not updated by itself says so and does nothing', async () => {
  const states: UpdateState[] = [];
  const updates = createUpdates({
    updater: null,
    choices: () => DEFAULT_CHOICES,
    isSending: () => false,
    beforeInstall: async () => {},
    onChange: (state) => states.push(state),
    log: () => {},
  });
  for (const order of ['look', 'fetch', 'install', 'later'] as const) await updates.order(order);
  expect([updates.state(), states]).toEqual([{ at: 'off' }, []]);
});
