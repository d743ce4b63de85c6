import type { BarPeriod, SaleFilter } from '../../../shared/contract/sales.contract.ts';

/** Bars shown where no days are chosen: a month of days, a half-year of weeks, a year of months, five years. */
const BARS: Readonly<Record<BarPeriod, number>> = { day: 30, week: 26, month: 12, year: 5 };
/** The contract's limit. */
const MOST_BARS = 400;
const DAY_MS = 86_400_000;

export const PRESETS = ['all', 'days30', 'months12', 'thisMonth', 'lastMonth', 'thisYear', 'lastYear', 'days'] as const;
export type Preset = (typeof PRESETS)[number];

/** `YYYY-MM-DD` of a local date. */
function dayText(year: number, month: number, date: number): string {
  const day = new Date(year, month, date, 12);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** The days of a preset as of `now`; none for everything. `days` is what she types herself. */
export function daysOfPreset(preset: Exclude<Preset, 'days'>, now: number): Pick<SaleFilter, 'from' | 'to'> {
  const today = new Date(now);
  const [year, month, date] = [today.getFullYear(), today.getMonth(), today.getDate()];
  switch (preset) {
    case 'all':
      return {};
    case 'days30':
      return { from: dayText(year, month, date - 29), to: dayText(year, month, date) };
    case 'months12':
      return { from: dayText(year, month - 11, 1), to: dayText(year, month, date) };
    case 'thisMonth':
      return { from: dayText(year, month, 1), to: dayText(year, month, date) };
    case 'lastMonth':
      return { from: dayText(year, month - 1, 1), to: dayText(year, month, 0) };
    case 'thisYear':
      return { from: dayText(year, 0, 1), to: dayText(year, month, date) };
    case 'lastYear':
      return { from: dayText(year - 1, 0, 1), to: dayText(year - 1, 11, 31) };
  }
}

export function presetOf({ from, to }: SaleFilter, now: number): Preset {
  const known = PRESETS.find((preset) => {
    if (preset === 'days') return false;
    const days = daysOfPreset(preset, now);
    return days.from === from && days.to === to;
  });
  return known ?? 'days';
}

/** How many bars show what the filter's days hold. */
export function barCount(by: BarPeriod, { from, to }: SaleFilter, now: number): number {
  if (from === undefined) return BARS[by];
  const start = new Date(`${from}T12:00:00`);
  const end = to === undefined ? new Date(now) : new Date(`${to}T12:00:00`);
  const days = Math.max(0, Math.round((end.getTime() - start.getTime()) / DAY_MS));
  const months = (end.getFullYear() - start.getFullYear()) * 12 + end.getMonth() - start.getMonth();
  const weekday = (date: Date) => (date.getDay() + 6) % 7;
  const counts: Readonly<Record<BarPeriod, number>> = {
    day: days + 1,
    week: Math.round((days + weekday(start) - weekday(end)) / 7) + 1,
    month: months + 1,
    year: end.getFullYear() - start.getFullYear() + 1,
  };
  return Math.min(MOST_BARS, Math.max(1, counts[by]));
}
