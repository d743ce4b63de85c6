import { expect, test } from 'vitest';
import { dayData } from './day-data.ts';

test('the day’s data is shown against the budget, in megabytes, where there is one', () => {
  expect(dayData(84_200_000, 500_000_000, 'fr')).toBe('84/500\u00a0Mo');
  expect(dayData(84_200_000, 2_000_000_000, 'en')).toBe('84/2,000\u00a0MB');
  expect(dayData(84_200_000, null, 'fr')).toBe('84\u00a0Mo');
});
