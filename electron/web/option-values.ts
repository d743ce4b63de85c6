import { InvalidArgumentError } from 'commander';

/** Values of options, read or refused (InvalidArgumentError, which becomes a sentence of ours). */

/** An option given several times. */
export function collect(value: string, before: string[] | boolean | undefined): string[] {
  return [...(Array.isArray(before) ? before : []), value];
}

/** `YYYY-MM` */
export function calendarMonth(value: string): string {
  calendarDay(`${value}-01`);
  return value;
}

/** `YYYY-MM-DD`, and a day that there is. */
export function calendarDay(value: string): string {
  const at = new Date(`${value}T12:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(at.getTime()) || !at.toISOString().startsWith(value))
    throw new InvalidArgumentError('');
  return value;
}

/** A number, or the word that takes a limit away. */
export function numberOrNone(minimum: number, maximum: number): (value: string) => number | 'none' {
  const number = wholeNumber(minimum, maximum);
  return (value) => (value === 'none' ? 'none' : number(value));
}

/** `22:00-06:00`, or `none`. */
export function hoursOrNone(value: string): { from: string; to: string } | 'none' {
  if (value === 'none') return 'none';
  const time = '(?:[01]\\d|2[0-3]):[0-5]\\d';
  const [, from, to] = new RegExp(`^(${time})-(${time})$`).exec(value) ?? [];
  if (from === undefined || to === undefined) throw new InvalidArgumentError('');
  return { from, to };
}

export function wholeNumber(minimum: number, maximum: number): (value: string) => number {
  return (value) => {
    const number = /^\d{1,12}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= minimum && number <= maximum)) throw new InvalidArgumentError('');
    return number;
  };
}
