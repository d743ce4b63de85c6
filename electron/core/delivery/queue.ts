import { isStudioError } from '../../../shared/domain/errors.ts';
import type { Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import { RUNNING_STATES } from './deliveries.repository.ts';
import { verdictOf } from './failures.ts';
import type { Ledger } from './ledger.ts';
import { AccountChanged } from './marketplace-call.ts';
import { fullJitter } from './patience.ts';
import { pauseSwitch } from './pause-switch.repository.ts';
import { HeldBack, type Restraint } from './restraint.ts';

/**
 * One is being prepared, one is at the marketplace (opening, completing), one is being sent: what each waits for is another
 * thing. More would only make each of them later, for the bytes go through the same few lanes.
 */
const ACTIVE_AT_MOST = 3;
const RETRY_BASE_MS = 1_000;
const RETRY_CAP_MS = 300_000;
/** What could not be tidied up is tried again after this, ms. */
const LOOK_AGAIN_MS = 30_000;
/** Clocks are set and lids are closed: what waits for a time of day looks at it this often, ms. */
const LOOK_AT_CLOCK_MS = 60_000;

/** Why a run was told to stop. */
class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly why: 'stopped' | 'paused' | 'cancelled';

  constructor(why: Interrupted['why']) {
    super(`delivery ${why}`);
    this.why = why;
  }
}

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
 * Runs deliveries in the order of the queue, a few at a time, for the account that is signed in. Decides what a failure means:
 * wait and go on, wait for her, or fail. All it knows is in the ledger; this is only the hand that turns it.
 */
export function createQueue(
  context: StudioContext,
  session: Session,
  ledger: Ledger,
  restraint: Restraint,
  run: (deliveryId: number, signal: AbortSignal) => Promise<void>,
) {
  const { clock, random } = context.ports;
  const paused = pauseSwitch(context.db);
  const active = new Map<number, Active>();
  let running = false;
  /** The computer sleeps, or is about to: nothing is begun, and her own pause is left as it is. */
  let resting = false;
  /** The network or the server is away: until then one delivery at a time knocks. Monotonic ms. */
  let heldUntil: number | null = null;
  let timer: AbortController | null = null;
  let aborting: Promise<void> | null = null;
  /** Monotonic ms; set after the marketplace could not be told of cancelled deliveries. */
  let sweepNotBefore: number | null = null;
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
        conclude(deliveryId, error);
        unwritten.delete(deliveryId);
      } catch {
        break; // still not; sleepUntilNext comes back to it
      }
    }
    sweepCancelled(accountId, moment.monotonic);
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
        (error: unknown) => conclude(deliveryId, controller.signal.aborted ? controller.signal.reason : error),
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

  /** Writes down what an error means for the delivery. */
  function conclude(deliveryId: number, error: unknown): void {
    const row = ledger.deliveries.byId(deliveryId);
    if (row === undefined) return;
    if (error instanceof Interrupted) {
      if (error.why !== 'cancelled') ledger.enter(row, error.why === 'paused' ? 'paused' : 'queued', 'queued');
      return;
    }
    if (context.lifetime.aborted || error instanceof AccountChanged || error instanceof HeldBack) {
      ledger.enter(row, 'queued', 'queued');
      return;
    }
    const verdict = verdictOf(error, {
      storage: session.current()?.server ?? '',
      dataDir: context.ports.dataDir,
    });
    switch (verdict.kind) {
      case 'wait': {
        const delay = Math.max(
          verdict.atLeastMs,
          RETRY_BASE_MS / 2 + fullJitter(random, row.attempts, RETRY_BASE_MS, RETRY_CAP_MS),
        );
        if (verdict.holdsQueue) heldUntil = clock.monotonic() + delay;
        context.log.warn('delivery waits', { delivery: deliveryId, problem: verdict.problem, delayMs: delay });
        ledger.wait(row, verdict.problem, clock.now() + delay);
        return;
      }
      case 'sign-in':
        context.log.info('delivery waits for a session', { delivery: deliveryId });
        ledger.wait(row, verdict.problem, null);
        return;
      case 'needs-her':
        if (verdict.isBug) context.log.error('delivery failed', { delivery: deliveryId, error });
        else context.log.warn('delivery failed', { delivery: deliveryId, problem: verdict.problem });
        ledger.fail(row, verdict.problem);
    }
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
    if (sweepNotBefore !== null) waits.push(sweepNotBefore - monotonic);
    if (hold !== null) waits.push(Math.min(LOOK_AT_CLOCK_MS, (hold.until ?? Number.POSITIVE_INFINITY) - now));
    if (restraint.watchesLine() && active.size > 0) waits.push(LOOK_AGAIN_MS);
    if (unwritten.size > 0) waits.push(LOOK_AGAIN_MS);
    const next = Math.min(...waits.filter((ms) => ms > 0));
    if (!Number.isFinite(next)) return;
    timer = new AbortController();
    const signal = AbortSignal.any([timer.signal, context.lifetime]);
    clock.sleep(next, signal).then(pump, () => {});
  }

  /** Tells the marketplace of cancelled deliveries, so that it removes what they left. */
  function sweepCancelled(accountId: number, monotonic: number): void {
    if (aborting !== null || (sweepNotBefore !== null && monotonic < sweepNotBefore)) return;
    sweepNotBefore = null;
    const rows = ledger.deliveries.toAbort(accountId).filter((row) => !active.has(row.id));
    if (rows.length === 0) return;
    aborting = (async () => {
      for (const row of rows) {
        await tellCancelled(row.remote_upload_id ?? '');
        ledger.deliveries.update(row.id, { remote_upload_id: null }, clock.now());
      }
    })()
      .catch((error: unknown) => {
        context.log.warn('cancelled uploads could not be removed yet', { error });
        sweepNotBefore = clock.monotonic() + LOOK_AGAIN_MS;
      })
      .finally(() => {
        aborting = null;
        pump();
      });
  }

  async function tellCancelled(uploadId: string): Promise<void> {
    try {
      await session.authorised(
        ({ marketplace, token }) => marketplace.abortUpload(token, uploadId, context.lifetime),
        context.lifetime,
      );
    } catch (error) {
      // Too late: it was completed already. The photo is on the marketplace, where she may withdraw it.
      if (!isStudioError(error, 'server-refused')) throw error;
    }
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
      await aborting;
    },

    isRunning: () => running,
    isPaused: () => paused.get(),
    activeCount: () => active.size,
    isBusy: () => active.size > 0 || aborting !== null,

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
