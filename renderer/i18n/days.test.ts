import { describe, expect, it } from 'vitest';
import {
  dayAfter,
  formatMonth,
  monthAfter,
  readDay,
  readTime,
  timeAfter,
  weekdays,
  weeksOf,
  writtenDay,
} from './days.ts';

describe('days and times as she types them', () => {
  it('reads a day in her order, whatever stands between', () => {
    for (const typed of ['12/3/2026', '12/03/2026', ' 12.03.26', '12 3 2026', '12-03-2026', '12032026', '2026-03-12'])
      expect(readDay(typed)).toBe('2026-03-12');
  });

  it('takes nothing for a day that is not on the calendar', () => {
    for (const typed of ['', '12/03', '31/02/2026', '00/01/2026', '03/13/2026', 'demain', '12/03/20260', '1/1/0026'])
      expect(readDay(typed)).toBeNull();
    expect(readDay('29/02/2028')).toBe('2028-02-29');
  });

  it('writes it back as her language does', () => {
    expect(writtenDay('2026-03-12')).toBe('12/03/2026');
    expect(writtenDay('')).toBe('');
    expect(formatMonth('2026-03-12', 'fr')).toBe('mars 2026');
  });

  it('walks over the ends of months and years', () => {
    expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
    expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28');
    expect(monthAfter('2026-01-31', 1)).toBe('2026-02-28');
    expect(monthAfter('2026-01-15', -1)).toBe('2025-12-15');
  });

  it('shows a month in weeks that begin on Monday', () => {
    const weeks = weeksOf('2026-11-21');
    expect(weeks[0]?.[0]).toBe('2026-10-26');
    expect(weeks[0]?.[6]).toBe('2026-11-01');
    expect(weeks).toHaveLength(6);
    expect(weekdays('fr', 'long')[0]).toBe('lundi');
    expect(weekdays('en', 'narrow')).toHaveLength(7);
  });

  it('reads a time of day, by 24 hours', () => {
    expect(readTime('22:30')).toBe('22:30');
    expect(readTime('22h30')).toBe('22:30');
    expect(readTime('22 h')).toBe('22:00');
    expect(readTime('9')).toBe('09:00');
    expect(readTime('0615')).toBe('06:15');
    for (const typed of ['', '24:00', '12:60', 'midi', '1:5']) expect(readTime(typed)).toBeNull();
    expect(timeAfter('23:50', 15)).toBe('00:05');
    expect(timeAfter('00:00', -15)).toBe('23:45');
  });
});
