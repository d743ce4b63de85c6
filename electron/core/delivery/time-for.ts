import { withClosedHours } from './allowed-hours.ts';
import type { Restraint } from './restraint.ts';

/**
 * What sending `bytes` costs her in time, her limit and hours reckoned in (seconds; null while no speed is known), and over how
 * many days her budget spreads it. `speed`: bytes per second of her line as it was last measured.
 */
export function timeFor(
  bytes: number,
  speed: number | null,
  restraint: Pick<Restraint, 'rate' | 'hours' | 'budget' | 'budgetLeft'>,
  now: number,
): { seconds: number | null; budgetLeft: number | null; days: number } {
  const rate = restraint.rate();
  const fastest = speed === null ? rate : Math.min(speed, rate ?? speed);
  const budgetLeft = restraint.budgetLeft();
  const budget = restraint.budget();
  const beyond = Math.max(0, bytes - (budgetLeft ?? bytes));
  return {
    seconds: fastest === null ? null : withClosedHours(restraint.hours(), now, bytes / fastest),
    budgetLeft,
    days: 1 + (budget === null ? 0 : Math.ceil(beyond / budget)),
  };
}
