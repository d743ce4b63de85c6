import type { Settings } from '../../../shared/contract/system.contract.ts';

export type AllowedHours = NonNullable<Settings['sendHours']>;

/** Minutes since local midnight of a wall-clock time `HH:MM`. */
function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function minutesAt(at: number): number {
  const date = new Date(at);
  return date.getHours() * 60 + date.getMinutes();
}

/** Whether she allows sending at this instant (ms since the epoch, her local time). The same hour twice: always. */
export function isOpen({ from, to }: AllowedHours, at: number): boolean {
  const [open, close, now] = [minutes(from), minutes(to), minutesAt(at)];
  if (open === close) return true;
  return open < close ? now >= open && now < close : now >= open || now < close;
}

/** The next instant after `at` at which her clock shows `time`; days of 23 or 25 hours included. */
export function nextAt(time: string, at: number): number {
  const [hour, minute] = [Number(time.slice(0, 2)), Number(time.slice(3))];
  const today = new Date(at).setHours(hour, minute, 0, 0);
  return today > at ? today : new Date(at).setHours(hour + 24, minute, 0, 0);
}

/** How long work of `seconds` takes from `at` on when only the allowed hours count, in seconds. */
export function withClosedHours(hours: AllowedHours | null, at: number, seconds: number): number {
  if (hours === null || minutes(hours.from) === minutes(hours.to)) return seconds;
  let left = seconds * 1000;
  let now = at;
  for (let day = 0; day < 400 && left > 0; day += 1) {
    if (!isOpen(hours, now)) now = nextAt(hours.from, now);
    const worked = Math.min(left, nextAt(hours.to, now) - now);
    left -= worked;
    now += worked;
  }
  return (now - at) / 1000;
}
