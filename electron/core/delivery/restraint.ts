import type { Problem } from '../../../shared/contract/delivery.contract.ts';
import type { Settings } from '../../../shared/contract/system.contract.ts';
import type { StudioContext } from '../context.ts';
import { type AllowedHours, isOpen, nextAt } from './allowed-hours.ts';
import { anywayRepository } from './anyway.repository.ts';
import { askedNowAndThen } from './asked-now-and-then.ts';
import { localDay, type TrafficRepository } from './traffic.repository.ts';

export type RestraintSettings = Pick<
  Settings,
  'sendBudget' | 'sendRate' | 'sendHours' | 'meteredLine' | 'holdOnBattery'
>;

/** Why the whole queue waits, and until when (ms since the epoch; null: until she or the line says otherwise). */
export interface Hold {
  readonly reason: HoldReason;
  readonly problem: Problem;
  readonly until: number | null;
}

export type HoldReason = 'budget' | 'hours' | 'metered' | 'battery';

/** A body was not begun, because of what she allows. */
export class HeldBack extends Error {
  override readonly name = 'HeldBack';
}

/** The system is asked at most this often whether the line is metered and where its current comes from, ms. */
const ASKED_EVERY_MS = 30_000;
const MEGABYTE = 1_000_000;

export type Restraint = ReturnType<typeof createRestraint>;

/**
 * What she allows her line to carry: a budget a day, hours, and whether a metered line or the battery may be used without
 * asking. Looked at
 * before every body: one that is under way is never cut for it, since what it has sent would be paid for twice. A body that
 * does not fit into the day's budget is not begun, so the budget holds.
 */
export function createRestraint(
  context: StudioContext,
  traffic: TrafficRepository,
  settings: { get(): RestraintSettings },
) {
  const { clock, network, power } = context.ports;
  const anyway = anywayRepository(context.db);
  const metered = askedNowAndThen(clock, ASKED_EVERY_MS, async () => (await network?.metered()) ?? null);
  const battery = askedNowAndThen(clock, ASKED_EVERY_MS, async () => (await power?.onBattery()) ?? null);
  /** What the host says of the current, where it says it by itself. */
  let toldOnBattery: boolean | null = null;
  /** A body of that day did not fit into that budget. */
  let refused: { readonly day: string; readonly budget: number } | null = null;

  /** Bytes; null: no budget, or she said to send anyway today. */
  function budget(): number | null {
    const { sendBudget } = settings.get();
    return sendBudget === null || anyway.has('budget', clock.now()) ? null : sendBudget * MEGABYTE;
  }

  function budgetLeft(): number | null {
    const bytes = budget();
    return bytes === null ? null : Math.max(0, bytes - traffic.on(localDay(clock.now())));
  }

  function hours(): AllowedHours | null {
    return anyway.has('hours', clock.now()) ? null : settings.get().sendHours;
  }

  function hold(): Hold | null {
    const now = clock.now();
    const { sendBudget, meteredLine, holdOnBattery } = settings.get();
    const left = budgetLeft();
    const full = refused !== null && refused.day === localDay(now) && refused.budget === sendBudget;
    if (sendBudget !== null && left !== null && (left === 0 || full)) {
      const sent = Math.round(traffic.on(localDay(now)) / MEGABYTE);
      return {
        reason: 'budget',
        problem: { code: 'budget-reached', facts: { sent, budget: sendBudget } },
        until: nextAt('00:00', now),
      };
    }
    const allowed = hours();
    if (allowed !== null && !isOpen(allowed, now))
      return {
        reason: 'hours',
        problem: { code: 'outside-hours', facts: { from: allowed.from, to: allowed.to } },
        until: nextAt(allowed.from, now),
      };
    const counted = meteredLine === 'yes' || (meteredLine === 'system' && metered.answer() === true);
    if (counted && !anyway.has('metered', now))
      return { reason: 'metered', problem: { code: 'line-metered', facts: {} }, until: null };
    if (holdOnBattery && (toldOnBattery ?? battery.answer()) === true && !anyway.has('battery', now))
      return { reason: 'battery', problem: { code: 'on-battery', facts: {} }, until: null };
    return null;
  }

  const asksLine = () => network !== undefined && settings.get().meteredLine === 'system';
  const asksPower = () => power !== undefined && toldOnBattery === null && settings.get().holdOnBattery;

  return {
    hold,
    budget,
    budgetLeft,
    hours,

    /** Bytes per second; null: as fast as the line. */
    rate(): number | null {
      const { sendRate } = settings.get();
      return sendRate === null ? null : sendRate * 1000;
    },

    /** Before a body of `size` bytes is begun, while `reserved` bytes of others are still to go. Errors: HeldBack. */
    admit(size: number, reserved: number): void {
      const left = budgetLeft();
      const { sendBudget } = settings.get();
      if (left !== null && sendBudget !== null && reserved + size > left)
        refused = { day: localDay(clock.now()), budget: sendBudget };
      const held = hold();
      if (held !== null) throw new HeldBack(held.reason);
    },

    /** She says to send although something holds: until midnight, or until the allowed hours begin by themselves. */
    sendAnyway(): void {
      for (let held = hold(); held !== null; held = hold()) {
        anyway.set(held.reason, held.until ?? nextAt('00:00', clock.now()));
        context.log.info('sending anyway', { reason: held.reason });
      }
    },

    /** Whether the queue has to look again although nothing happened in it. */
    watchesLine: () => asksLine() || asksPower(),

    /** The host says where the current comes from. True: something else than before. */
    tellPower(onBattery: boolean): boolean {
      const before = toldOnBattery;
      toldOnBattery = onBattery;
      return before !== onBattery;
    },

    /** Asks the system about the line and the current, now and then. True: an answer is another one than before. */
    async look(): Promise<boolean> {
      const [line, current] = await Promise.all([asksLine() && metered.look(), asksPower() && battery.look()]);
      return line || current;
    },
  };
}
