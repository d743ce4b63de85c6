import fc from 'fast-check';
import { expect, it } from 'vitest';
import { middleCut, movedCut, pixelsOf, profileWords, type SquareCut, zoomedCut } from './profile.ts';

it('the middle of a picture is its largest square', () => {
  expect(middleCut({ width: 900, height: 600 })).toEqual({ x: expect.closeTo(1 / 6), y: 0, size: 1 });
  expect(pixelsOf(middleCut({ width: 600, height: 900 }), { width: 600, height: 900 })).toEqual({
    left: 0,
    top: 150,
    side: 600,
  });
});

it('a cut stays a square inside the picture wherever it is dragged and however it is zoomed', () => {
  const picture = fc.record({ width: fc.integer({ min: 64, max: 9000 }), height: fc.integer({ min: 64, max: 9000 }) });
  const step = fc.oneof(
    fc.record({ x: fc.float({ min: -2, max: 3, noNaN: true }), y: fc.float({ min: -2, max: 3, noNaN: true }) }),
    fc.record({ factor: fc.float({ min: Math.fround(0.1), max: 10, noNaN: true }) }),
  );
  fc.assert(
    fc.property(picture, fc.array(step, { maxLength: 20 }), (size, steps) => {
      let cut: SquareCut = middleCut(size);
      for (const one of steps)
        cut = 'factor' in one ? zoomedCut(cut, size, one.factor) : movedCut(cut, size, one.x, one.y);
      const { left, top, side } = pixelsOf(cut, size);
      expect(side).toBeGreaterThan(0);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(left + side).toBeLessThanOrEqual(size.width);
      expect(top + side).toBeLessThanOrEqual(size.height);
    }),
  );
});

it('what she says of herself has the marketplace’s limits, counted in characters', () => {
  const words = { firstName: 'Awa', lastName: 'Ouédraogo', phone: '', bio: '📷'.repeat(500) };
  expect(profileWords.safeParse(words).success).toBe(true);
  expect(profileWords.safeParse({ ...words, bio: `${words.bio}é` }).success).toBe(false);
});
