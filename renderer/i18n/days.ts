// Days and times of day as she types them, in her language's order; kept as `YYYY-MM-DD` and `HH:MM`.

import { dayOf, type Language } from './format.ts';

const ISO_DAY = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
/** Day, month, year: the order of French and of British English. */
const WRITTEN_DAY = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4}|\d{2})$/;
const BARE_DAY = /^(\d{2})(\d{2})(\d{4})$/;

/** `YYYY-MM-DD` of a local date. */
export function isoDay(at: Date): string {
  const [year, month, day] = [at.getFullYear(), at.getMonth() + 1, at.getDate()];
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** A day as typed (`12/3/2026`, `12.03.26`, `12032026`, `2026-03-12`) as `YYYY-MM-DD`; null when it is no day of the calendar. */
export function readDay(typed: string): string | null {
  const text = typed.trim();
  const [, isoYear, isoMonth, isoDate] = ISO_DAY.exec(text) ?? [];
  const [, date, month, year] = WRITTEN_DAY.exec(text) ?? BARE_DAY.exec(text) ?? [];
  const years = isoYear ?? (year?.length === 2 ? `20${year}` : year);
  const [y, m, d] = [Number(years), Number(isoMonth ?? month), Number(isoDate ?? date)];
  if (!(y >= 1800 && y <= 9999)) return null;
  const at = new Date(y, m - 1, d, 12);
  return at.getFullYear() === y && at.getMonth() === m - 1 && at.getDate() === d ? isoDay(at) : null;
}

/** `12/03/2026`; empty for what is no day. */
export function writtenDay(day: string): string {
  const [, year, month, date] = ISO_DAY.exec(day) ?? [];
  return year === undefined ? '' : `${date}/${month}/${year}`;
}

/** The day `days` after (before, when negative) a day `YYYY-MM-DD`. */
export function dayAfter(day: string, days: number): string {
  const at = dayOf(day);
  at.setDate(at.getDate() + days);
  return isoDay(at);
}

/** The same day `months` later, or the last of that month where it is shorter. */
export function monthAfter(day: string, months: number): string {
  const at = dayOf(day);
  const date = at.getDate();
  at.setDate(1);
  at.setMonth(at.getMonth() + months);
  const last = new Date(at.getFullYear(), at.getMonth() + 1, 0).getDate();
  at.setDate(Math.min(date, last));
  return isoDay(at);
}

/** The six weeks, Monday first, in which the month of `day` lies. */
export function weeksOf(day: string): readonly (readonly string[])[] {
  const first = `${day.slice(0, 8)}01`;
  const monday = dayAfter(first, -((dayOf(first).getDay() + 6) % 7));
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_unused, weekday) => dayAfter(monday, week * 7 + weekday)),
  );
}

/** `mars 2026` */
export function formatMonth(day: string, language: Language): string {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }).format(dayOf(day));
}

/** `jeudi 12 mars 2026`: as a screen reader says it. */
export function formatWholeDay(day: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'full' }).format(dayOf(day));
}

/** Monday to Sunday, `narrow` (`L`) or `long` (`lundi`). */
export function weekdays(language: Language, width: 'narrow' | 'long'): readonly string[] {
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { weekday: width });
  // The first of January 2024 was a Monday.
  return Array.from({ length: 7 }, (_, weekday) => format.format(new Date(2024, 0, 1 + weekday, 12)));
}

/** A time of day as typed (`22:30`, `22h30`, `22 h`, `9`, `2230`) as `HH:MM`; null when there is no such time. */
export function readTime(typed: string): string | null {
  const text = typed.trim().toLowerCase();
  const [, hour, minute = '0'] =
    /^(\d{1,2})(?:\s*[:h.]\s*(\d{2})?)?$/.exec(text) ?? /^(\d{2})(\d{2})$/.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
}

/** `minutes` later on the clock, around midnight. */
export function timeAfter(time: string, minutes: number): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const total = (((hour * 60 + minute + minutes) % 1440) + 1440) % 1440;
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}
