/**
 * Calendar arithmetic on local days (`YYYY-MM-DD`). Days are counted as dates, never as 24 hours: where the clock changes in
 * spring and autumn a day has 23 or 25.
 */

export type Period = 'day' | 'week' | 'month' | 'year';

const pad = (value: number, length: number) => String(value).padStart(length, '0');

/** The local calendar day of an instant. */
export function localDay(at: number): string {
  const date = new Date(at);
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`;
}

/** The instant a local day begins. */
export function startOfDay(day: string): number {
  const { year, month, date } = partsOf(day);
  return new Date(year, month - 1, date).getTime();
}

export function addDays(day: string, days: number): string {
  const { year, month, date } = partsOf(day);
  return utcDay(Date.UTC(year, month - 1, date + days));
}

/** The first day of the period a day lies in. Weeks begin on Monday (ISO 8601). */
export function startOfPeriod(day: string, period: Period): string {
  if (period === 'day') return day;
  if (period === 'month') return `${day.slice(0, 7)}-01`;
  if (period === 'year') return `${day.slice(0, 4)}-01-01`;
  const { year, month, date } = partsOf(day);
  const weekday = new Date(Date.UTC(year, month - 1, date)).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

/** The first day of the period `count` periods after the one that begins on `start`. */
export function addPeriods(start: string, period: Period, count: number): string {
  if (period === 'day') return addDays(start, count);
  if (period === 'week') return addDays(start, 7 * count);
  const { year, month } = partsOf(start);
  return utcDay(Date.UTC(year, month - 1 + (period === 'year' ? 12 * count : count), 1));
}

function partsOf(day: string): { year: number; month: number; date: number } {
  const [year, month, date] = day.split('-').map(Number);
  return { year: year ?? 0, month: month ?? 1, date: date ?? 1 };
}

function utcDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
