import type { Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import { createCancelledSweep } from './cancelled-sweep.ts';
import { createConclusions, Interrupted } from './conclusions.ts';
import { RUNNING_STATES } from './delivery-states.ts';
import type { Ledger } from './ledger.ts';
import { pauseSwitch } from './pause-switch.repository.ts';
import type { Restraint } from './restraint.ts';

/**
 * Two are being prepared, one is at the marketplace (opening, completing), one is being sent, one is ready to go: what each waits
 * for is another thing, and the line is never silent for want of the next. More would only make each of them later: bytes go
 * through the same few lanes, those of the photo that came first before the others (lanes.ts).
 */
const ACTIVE_AT_MOST = 5;
/** What could not be tidied up is tried again after this, ms. */
const LOOK_AGAIN_MS = 30_000;
/** Clocks are set and lids are closed: what waits for a time of day looks at it this often, ms. */
const LOOK_AT_CLOCK_MS = 60_000;

interface Active {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/** What the clocks and the restraints say at one look. */
interface Moment {
  readonly now: number;
  readonly monotonic: number;
  readonly hold: ReturnType<Restraint['hold']>;
}

export type Queue = ReturnType<typeof createQueue>;

/**
 * Runs deliveries in the order of the queue, a few at a time, for the account that is signed in. All it knows is in the ledger; this is only the hand that turns it.
 */
export function createQueue(
  context: StudioContext,
  session: Session,
  ledger: Ledger,
  restraint: Restraint,
  run: (deliveryId: number, signal: AbortSignal) => Promise<void>,
) {
  const { clock } = context.ports;
  const paused = pauseSwitch(context.db);
  const active = new Map<number, Active>();
  let running = false;
  /** The computer sleeps, or is about to: nothing is begun, and her own pause is left as it is. */
  let resting = false;
  /** The network or the server is away: until then one delivery at a time knocks. Monotonic ms. */
  let heldUntil: number | null = null;
  let timer: AbortController | null = null;
  const { conclude } = createConclusions(context, session, ledger);
  const cancelled = createCancelledSweep(context, session, ledger, pump);
  /** Runs whose end could not be written down (a full disk): tried again until it can. */
  const unwritten = new Map<number, unknown>();
  const idleListeners = new Set<() => void>();

  function pump(): void {
    timer?.abort();
    timer = null;
    const account = session.current();
    if (running && !resting && !paused.get() && !context.lifetime.aborted && account !== null) startWhatMay(account.id);
    settle();
  }

  function startWhatMay(accountId: number): void {
    // One look at clocks and holds for deciding and for sleeping: what fell due between two looks would be slept through for ever.
    const moment = { now: clock.now(), monotonic: clock.monotonic(), hold: restraint.hold() };
    for (const [deliveryId, error] of unwritten) {
      try {
        written(deliveryId, error);
        unwritten.delete(deliveryId);
      } catch {
        break; // still not; sleepUntilNext comes back to it
      }
    }
    cancelled.sweep(accountId, moment.monotonic, (deliveryId) => active.has(deliveryId));
    lookAtLine();
    const which = moment.hold === null ? 'all' : 'words';
    const mayStart = heldUntil === null ? ACTIVE_AT_MOST : moment.monotonic < heldUntil ? 0 : 1;
    while (active.size < mayStart) {
      const next = ledger.deliveries.next(accountId, moment.now, [...active.keys()], which);
      if (next === undefined) break;
      begin(next.id);
    }
    sleepUntilNext(accountId, moment);
  }

  function begin(deliveryId: number): void {
    const controller = new AbortController();
    const signal = AbortSignal.any([controller.signal, context.lifetime]);
    const ended = run(deliveryId, signal)
      .then(
        () => {
          heldUntil = null;
        },
        (error: unknown) => written(deliveryId, controller.signal.aborted ? controller.signal.reason : error),
      )
      .catch((error: unknown) => {
        context.log.error('delivery could not be concluded', { delivery: deliveryId, error });
        unwritten.set(deliveryId, error);
      })
      .finally(() => {
        active.delete(deliveryId);
        pump();
      });
    active.set(deliveryId, { controller, ended });
  }

  /** Writes down how a run ended; where the network or the server is away, the others wait with it. */
  function written(deliveryId: number, error: unknown): void {
    const holdMs = conclude(deliveryId, error);
    if (holdMs !== null) heldUntil = clock.monotonic() + holdMs;
  }

  /** Pumps again when the system says something else of the line than before. */
  function lookAtLine(): void {
    restraint.look().then(
      (changed) => {
        if (changed) pump();
      },
      (error: unknown) => context.log.warn('the line could not be looked at', { error }),
    );
  }

  function sleepUntilNext(accountId: number, { now, monotonic, hold }: Moment): void {
    const wakeAt = ledger.deliveries.nextWakeAt(accountId);
    const waits: number[] = [];
    if (wakeAt !== null) waits.push(wakeAt - now);
    if (heldUntil !== null) waits.push(heldUntil - monotonic);
    const sweepAt = cancelled.notBefore();
    if (sweepAt !== null) waits.push(sweepAt - monotonic);
    if (hold !== null) waits.push(Math.min(LOOK_AT_CLOCK_MS, (hold.until ?? Number.POSITIVE_INFINITY) - now));
    if (restraint.watchesLine() && active.size > 0) waits.push(LOOK_AGAIN_MS);
    if (unwritten.size > 0) waits.push(LOOK_AGAIN_MS);
    const next = Math.min(...waits.filter((ms) => ms > 0));
    if (!Number.isFinite(next)) return;
    timer = new AbortController();
    const signal = AbortSignal.any([timer.signal, context.lifetime]);
    clock.sleep(next, signal).then(pump, () => {});
  }

  function settle(): void {
    for (const listener of [...idleListeners]) listener();
  }

  async function interrupt(why: Interrupted['why'], which: readonly number[] = [...active.keys()]): Promise<void> {
    const ending = which.flatMap((id) => {
      const entry = active.get(id);
      entry?.controller.abort(new Interrupted(why));
      return entry === undefined ? [] : [entry.ended];
    });
    await Promise.all(ending);
  }

  return {
    pump,

    /** What a crash left in the middle goes back to its place in the queue. Before anything runs. */
    recover(): void {
      ledger.deliveries.moveAll(RUNNING_STATES, paused.get() ? 'paused' : 'queued', clock.now());
      // A new start is a reason to try at once; and a clock that was set back must not make anything wait for years.
      ledger.deliveries.moveAll(['waiting'], 'queued', clock.now());
    },

    start(): void {
      running = true;
      pump();
    },

    async stop(): Promise<void> {
      running = false;
      timer?.abort();
      await interrupt('stopped');
      await cancelled.ended();
    },

    isRunning: () => running,
    isPaused: () => paused.get(),
    activeCount: () => active.size,
    isBusy: () => active.size > 0 || cancelled.isBusy(),

    /** Before the computer sleeps: connections end here, not by the far side's patience. Her pause is another matter. */
    async rest(): Promise<void> {
      resting = true;
      timer?.abort();
      await interrupt('stopped');
    },

    /** It is awake again: at once, whatever was being waited for before. */
    goOn(): void {
      if (!resting) return;
      resting = false;
      heldUntil = null;
      pump();
    },

    async pause(): Promise<void> {
      paused.set(true);
      timer?.abort();
      await interrupt('paused');
    },

    resume(): void {
      paused.set(false);
      heldUntil = null;
      ledger.deliveries.moveAll(['paused'], 'queued', clock.now());
      pump();
    },

    /** Something changed for the better: what waits tries at once. */
    wake(which: 'all' | 'untimed'): number {
      const account = session.current();
      if (account === null) return 0;
      heldUntil = null;
      const woken = ledger.deliveries.wake(account.id, which, clock.now());
      pump();
      return woken;
    },

    /** Ends runs at once; resolves when they have ended. */
    interrupt,

    /** Called whenever the queue has looked for work. */
    onSettle(listener: () => void): () => void {
      idleListeners.add(listener);
      return () => idleListeners.delete(listener);
    },
  };
}
