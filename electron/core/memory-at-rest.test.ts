import { afterEach, expect, test, vi } from 'vitest';
import { restMemory } from './memory-at-rest.ts';

const ending = new AbortController();
afterEach(() => ending.abort());

test('memory that a piece of work needed goes back once the studio rests, and is not collected again and again', async () => {
  const told = vi.fn();
  let work: string[] | null = Array.from({ length: 400_000 }, (_, index) => `a row of a scan, number ${index}`);
  const busy = process.memoryUsage().heapTotal;
  expect(work.length).toBe(400_000);
  work = null;
  const dropCaches = vi.fn();
  restMemory({ lifetime: ending.signal, log: { debug: told }, dropCaches, everyMs: 50 });
  await vi.waitFor(() => expect(told).toHaveBeenCalled(), { timeout: 10_000 });
  expect(dropCaches).toHaveBeenCalled();
  expect(process.memoryUsage().heapTotal).toBeLessThan(busy);
  const times = told.mock.calls.length;
  const looks = Promise.withResolvers<void>();
  setTimeout(looks.resolve, 300);
  await looks.promise;
  expect(told.mock.calls.length).toBeLessThanOrEqual(times + 1);
});
