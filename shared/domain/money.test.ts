import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addXof,
  availableAt,
  formatXof,
  splitGross,
  subtractXof,
  type Xof,
  xof,
  xofFromWire,
  ZERO_XOF,
} from './money.ts';

const amount = fc.integer({ min: 0, max: 1_000_000_000_000 }).map((value): Xof => xof.parse(value));

describe('a gross amount', () => {
  test('splits into whole francs that add up to it, the net being 80 % to within half a franc', () => {
    fc.assert(
      fc.property(amount, (gross) => {
        const { net, commission } = splitGross(gross);
        expect(addXof(net, commission)).toBe(gross);
        expect(Math.abs(net - gross * 0.8)).toBeLessThanOrEqual(0.5);
        expect(Math.abs(commission - gross * 0.2)).toBeLessThanOrEqual(0.5);
      }),
    );
  });
  test('splits as the marketplace does for round prices', () => {
    expect(splitGross(xof.parse(5000))).toEqual({ net: 4000, commission: 1000 });
    expect(splitGross(ZERO_XOF)).toEqual({ net: 0, commission: 0 });
  });
});

describe('amounts', () => {
  test('added and taken away again are what they were, in any order', () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(subtractXof(addXof(a, b), b)).toBe(a);
        expect(addXof(a, b)).toBe(addXof(b, a));
      }),
    );
  });
  test('are whole: a fraction of a franc is refused', () => {
    expect(xof.safeParse(0.5).success).toBe(false);
    expect(xof.safeParse(Number.NaN).success).toBe(false);
  });
});

describe('an amount from the marketplace', () => {
  test('may be an integer, a float of a decimal column or a string of either', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (value) => {
        for (const wire of [value, String(value), `${value}.00`, `${value}.0`])
          expect(xofFromWire.parse(wire)).toBe(value + 0);
      }),
    );
  });
  test.each(['', 'abc', '12,5', '12.5', 12.5, null, undefined, '1e3', ' 5', Number.POSITIVE_INFINITY, {}])(
    'is never %o',
    (wire) => {
      expect(xofFromWire.safeParse(wire).success).toBe(false);
    },
  );
});

test('the net of a sale is available thirty days after its order', () => {
  expect(availableAt(Date.UTC(2026, 0, 31))).toBe(Date.UTC(2026, 2, 2));
});

test('an amount is written with narrow no-break spaces, so that no line ends inside it', () => {
  expect(formatXof(xof.parse(12_500), 'fr')).toBe('12\u202f500\u202fF\u202fCFA');
  expect(formatXof(xof.parse(12_500), 'en')).toBe('12,500\u202fF\u202fCFA');
});
