import { formatXof, type Xof } from '../../shared/domain/money.ts';

export type Language = 'fr' | 'en';

const NARROW_SPACE = '\u202f';
const NO_BREAK_SPACE = '\u00a0';

function localeOf(language: Language): string {
  return language === 'fr' ? 'fr-FR' : 'en-GB';
}

function units(language: Language): readonly string[] {
  return language === 'fr' ? ['o', 'Ko', 'Mo', 'Go', 'To'] : ['B', 'KB', 'MB', 'GB', 'TB'];
}

export function formatNumber(value: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: digits }).format(value);
}

/** `1,2 Mo`: thousands of bytes (SI), as networks and data plans count; one digit below ten. */
export function formatBytes(bytes: number, language: Language): string {
  const names = units(language);
  let value = Math.max(0, bytes);
  let step = 0;
  while (value >= 999.5 && step < names.length - 1) {
    value /= 1000;
    step += 1;
  }
  const digits = step > 0 && value < 9.95 ? 1 : 0;
  return `${formatNumber(value, language, digits)}${NO_BREAK_SPACE}${names[step] ?? ''}`;
}

/** `1,2 Mo/s` */
export function formatRate(bytesPerSecond: number, language: Language): string {
  return `${formatBytes(bytesPerSecond, language)}/s`;
}

/** `45 s`, `6 min`, `2 h 05`: rounded up, since a promise kept late is a promise broken. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.ceil(seconds))}${NO_BREAK_SPACE}s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes}${NO_BREAK_SPACE}min`;
  return `${Math.floor(minutes / 60)}${NO_BREAK_SPACE}h${NO_BREAK_SPACE}${String(minutes % 60).padStart(2, '0')}`;
}

/** `12 mars 2026` */
export function formatDay(at: number | Date, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month: 'short', year: 'numeric' }).format(at);
}

/** `12 mars 2026, 18:04` */
export function formatMoment(at: number | Date, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}

/** `18:04` today, otherwise `12 mars, 18:04`: for "as of". */
export function formatAsOf(at: number, now: number, language: Language): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  const options: Intl.DateTimeFormatOptions = sameDay
    ? { hour: '2-digit', minute: '2-digit' }
    : { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat(localeOf(language), options).format(at);
}

/** A calendar day `YYYY-MM-DD` as a local date at noon, so that no time zone moves it. */
export function dayOf(isoDate: string): Date {
  const [year = 1970, month = 1, day = 1] = isoDate.split('-').map(Number);
  return new Date(year, month - 1, day, 12);
}

/** A camera's wall-clock time (`YYYY-MM-DDTHH:MM:SS`, no zone) as the camera showed it. */
export function formatCapture(captureDate: string, language: Language): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?/.exec(captureDate);
  if (!found) return captureDate;
  const [, year, month, day, hour = '12', minute = '00'] = found;
  const at = new Date(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  return found[4] ? formatMoment(at, language) : formatDay(at, language);
}

/** `1/250 s`, `0,5 s`, `30 s` */
export function formatExposure(seconds: number, language: Language): string {
  if (seconds > 0 && seconds < 0.4) return `1/${Math.round(1 / seconds)}${NO_BREAK_SPACE}s`;
  return `${formatNumber(seconds, language, 1)}${NO_BREAK_SPACE}s`;
}

/** A whole amount without its currency, for fields whose unit stands beside them. */
export function formatAmount(amount: number, language: Language): string {
  return formatNumber(amount, language).replaceAll(NO_BREAK_SPACE, NARROW_SPACE);
}

/** An amount as typed (`12 500`, `12.500`, `12500 F`) as an integer; null when empty or not an amount. */
export function readAmount(typed: string): number | null {
  const digits = typed.replace(/[\s.,'\u00a0\u202f]|f(?:\s*cfa)?$|xof$/giu, '');
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}

export { formatXof, type Xof };
