import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addPeriods, localDay, startOfDay, startOfPeriod } from './calendar.ts';

describe('periods', () => {
  it('begin weeks on Monday and months on the first', () => {
    expect(startOfPeriod('2026-11-22', 'week')).toBe('2026-11-16'); // a Sunday
    expect(startOfPeriod('2026-11-23', 'week')).toBe('2026-11-23');
    expect(startOfPeriod('2027-01-01', 'week')).toBe('2026-12-28');
    expect(startOfPeriod('2026-11-23', 'month')).toBe('2026-11-01');
    expect(addPeriods('2026-01-01', 'month', -13)).toBe('2024-12-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  });

  it('cover every moment once: a day ends where the next begins', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
        (date) => {
          const day = localDay(date.getTime());
          expect(startOfDay(day)).toBeLessThanOrEqual(date.getTime());
          expect(startOfDay(addDays(day, 1))).toBeGreaterThan(date.getTime());
          for (const period of ['day', 'week', 'month'] as const) {
            const start = startOfPeriod(day, period);
            expect(start <= day && day < addPeriods(start, period, 1)).toBe(true);
            expect(startOfPeriod(addPeriods(start, period, 1), period)).toBe(addPeriods(start, period, 1));
          }
        },
      ),
    );
  });
});
