import { describe, expect, it } from 'vitest';
import { dayOf, formatBytes, formatCapture, formatDuration, formatExposure, readAmount } from './format.ts';

describe('numbers as a person reads them', () => {
  it('says bytes in the unit that fits', () => {
    expect(formatBytes(0, 'fr')).toBe('0\u00a0o');
    expect(formatBytes(1_234_567, 'fr')).toBe('1,2\u00a0Mo');
    expect(formatBytes(84_000_000, 'fr')).toBe('84\u00a0Mo');
    expect(formatBytes(999_600, 'en')).toBe('1\u00a0MB');
  });

  it('rounds time left up', () => {
    expect(formatDuration(0.2)).toBe('1\u00a0s');
    expect(formatDuration(61)).toBe('2\u00a0min');
    expect(formatDuration(7500)).toBe('2\u00a0h\u00a005');
  });

  it('says exposures as cameras do', () => {
    expect(formatExposure(0.004, 'fr')).toBe('1/250\u00a0s');
    expect(formatExposure(0.5, 'fr')).toBe('0,5\u00a0s');
    expect(formatExposure(30, 'fr')).toBe('30\u00a0s');
  });

  it('reads amounts however they are typed, and nothing else', () => {
    for (const typed of ['12500', '12 500', '12\u202f500', '12.500', '12 500 F CFA', "12'500"])
      expect(readAmount(typed)).toBe(12_500);
    for (const typed of ['', 'abc', '-5', '12e3', '99999999999']) expect(readAmount(typed)).toBeNull();
  });

  it('keeps a calendar day and a camera clock in every time zone', () => {
    expect(dayOf('2026-03-12').getDate()).toBe(12);
    expect(formatCapture('2026-03-12T18:04:09', 'fr')).toContain('18:04');
    expect(formatCapture('2026-03-12', 'fr')).toBe('12 mars 2026');
    expect(formatCapture('unknown', 'fr')).toBe('unknown');
  });
});
