import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepPlace, openingPlace, readPlace } from './window-place.ts';

const laptop = { x: 0, y: 0, width: 1366, height: 728 };
const second = { x: 1366, y: 0, width: 1920, height: 1040 };

test('the first time, the window is centred and fits the display', () => {
  expect(openingPlace(null, [laptop])).toEqual({ x: 0, y: 0, width: 1366, height: 728, maximized: false });
});

test('it opens where it was', () => {
  const kept = { x: 1500, y: 40, width: 1280, height: 800, maximized: true };
  expect(openingPlace(kept, [laptop, second])).toEqual(kept);
});

test('a window whose display is gone comes home', () => {
  const kept = { x: 1500, y: 40, width: 1280, height: 800, maximized: false };
  expect(openingPlace(kept, [laptop])).toEqual({ x: 43, y: 0, width: 1280, height: 728, maximized: false });
});

test('wherever it was and whatever displays remain, its title bar can be reached', () => {
  const numbers = fc.integer({ min: -5000, max: 5000 });
  const kept = fc.record({
    x: numbers,
    y: numbers,
    width: fc.integer({ min: 1, max: 6000 }),
    height: fc.integer({ min: 1, max: 6000 }),
    maximized: fc.boolean(),
  });
  fc.assert(
    fc.property(kept, fc.subarray([laptop, second], { minLength: 1 }), (was, areas) => {
      const place = openingPlace(was, areas);
      return areas.some(
        (area) =>
          place.y >= area.y &&
          place.y < area.y + area.height &&
          place.x < area.x + area.width &&
          place.x + place.width > area.x,
      );
    }),
  );
});

test('the place is kept whole or not at all, and a damaged file is no error', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pouire-place-'));
  try {
    const file = join(folder, 'window.json');
    const place = { x: 1, y: 2, width: 1300, height: 900, maximized: false };
    keepPlace(file, place);
    expect(readPlace(file)).toEqual(place);
    expect(readdirSync(folder)).toEqual(['window.json']);
    writeFileSync(file, '{"x":1');
    expect(readPlace(file)).toBeNull();
    expect(readPlace(join(folder, 'none.json'))).toBeNull();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
