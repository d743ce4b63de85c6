import { expect, test } from 'vitest';
import { isOpen, nextAt, withClosedHours } from './allowed-hours.ts';

const at = (hour: number, minute = 0, day = 12) => new Date(2026, 4, day, hour, minute).getTime();
const NIGHT = { from: '22:00', to: '06:00' };
const DAY = { from: '08:30', to: '12:00' };

test('hours of the day open and close; hours over midnight too', () => {
  expect([at(8, 29), at(8, 30), at(11, 59), at(12)].map((now) => isOpen(DAY, now))).toEqual([false, true, true, false]);
  expect([at(21, 59), at(22), at(0), at(5, 59), at(6)].map((now) => isOpen(NIGHT, now))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  expect(isOpen({ from: '07:00', to: '07:00' }, at(3))).toBe(true);
});

test('they open at the next such time, today or tomorrow', () => {
  expect(nextAt('22:00', at(9))).toBe(at(22));
  expect(nextAt('22:00', at(22))).toBe(at(22, 0, 13));
  expect(nextAt('06:00', at(23))).toBe(at(6, 0, 13));
});

test('work that does not fit goes on the next day', () => {
  expect(withClosedHours(null, at(9), 7_200)).toBe(7_200);
  expect(withClosedHours(DAY, at(9), 3_600)).toBe(3_600);
  // An hour is left today, the second comes when they open again.
  expect(withClosedHours(DAY, at(11), 7_200)).toBe((at(9, 30, 13) - at(11)) / 1000);
  expect(withClosedHours(NIGHT, at(12), 60)).toBe(10 * 3_600 + 60);
});
