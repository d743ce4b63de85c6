import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StudioEvent } from '../../shared/contract/events.ts';
import { photoId } from '../../shared/domain/ids.ts';
import { createEventBus } from './events.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ids = (...numbers: number[]) => numbers.map((number) => photoId.parse(number));

function listening() {
  const bus = createEventBus();
  const seen: StudioEvent[] = [];
  const stop = bus.subscribe((event) => seen.push(event));
  return { bus, seen, stop };
}

test('bursts leave as one event a kind, at most ten times a second', () => {
  const { bus, seen } = listening();
  for (let index = 0; index < 50; index += 1) bus.emit({ type: 'folders-changed' });
  bus.emit({ type: 'photos-changed', ids: ids(1, 2), membership: false });
  bus.emit({ type: 'photos-changed', ids: ids(2, 3), membership: true });
  expect(seen).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(seen).toEqual([{ type: 'folders-changed' }, { type: 'photos-changed', ids: ids(1, 2, 3), membership: true }]);
});

test('too many photos are no hint any more: many, ask again', () => {
  const { bus, seen } = listening();
  bus.emit({
    type: 'photos-changed',
    ids: ids(...Array.from({ length: 150 }, (_, index) => index + 1)),
    membership: false,
  });
  bus.emit({
    type: 'photos-changed',
    ids: ids(...Array.from({ length: 150 }, (_, index) => index + 101)),
    membership: false,
  });
  bus.flush();
  expect(seen).toEqual([{ type: 'photos-changed', ids: null, membership: false }]);
  bus.emit({
    type: 'photos-changed',
    ids: ids(...Array.from({ length: 10_000 }, (_, index) => index + 1)),
    membership: true,
  });
  bus.flush();
  expect(seen.at(-1)).toEqual({ type: 'photos-changed', ids: null, membership: true });
});

test('new sales add up; of progress the last counts', () => {
  const { bus, seen } = listening();
  bus.emit({ type: 'sales-changed', newSales: 2 });
  bus.emit({ type: 'sales-changed', newSales: 3 });
  bus.emit({ type: 'online-changed', online: true });
  bus.emit({ type: 'online-changed', online: false });
  bus.flush();
  expect(seen).toEqual([
    { type: 'sales-changed', newSales: 5 },
    { type: 'online-changed', online: false },
  ]);
});

test('one listener that fails does not keep the others from hearing', () => {
  const failures: unknown[] = [];
  const bus = createEventBus((error) => failures.push(error));
  const seen: StudioEvent[] = [];
  bus.subscribe(() => {
    throw new Error('deaf');
  });
  bus.subscribe((event) => seen.push(event));
  bus.emit({ type: 'folders-changed' });
  bus.flush();
  expect(seen).toEqual([{ type: 'folders-changed' }]);
  expect(failures).toEqual([new Error('deaf')]);
});

test('who stopped listening, or listens after the end, hears nothing', () => {
  const { bus, seen, stop } = listening();
  stop();
  bus.emit({ type: 'folders-changed' });
  bus.close();
  bus.emit({ type: 'folders-changed' });
  vi.advanceTimersByTime(1000);
  expect(seen).toEqual([]);
});
