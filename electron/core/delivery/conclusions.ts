import type { Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import { verdictOf } from './failures.ts';
import type { Ledger } from './ledger.ts';
import { AccountChanged } from './marketplace-call.ts';
import { fullJitter } from './patience.ts';
import { HeldBack } from './restraint.ts';

const RETRY_BASE_MS = 1_000;
const RETRY_CAP_MS = 300_000;

/** Why a run was told to stop. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly why: 'stopped' | 'paused' | 'cancelled';

  constructor(why: Interrupted['why']) {
    super(`delivery ${why}`);
    this.why = why;
  }
}

/** What the end of a run means for its delivery: wait and go on, wait for her, or fail. */
export function createConclusions(context: StudioContext, session: Session, ledger: Ledger) {
  const { clock, random } = context.ports;

  /** Writes it down. Returns how long the others had better wait too, ms; null: they need not. */
  function conclude(deliveryId: number, error: unknown): number | null {
    const row = ledger.deliveries.byId(deliveryId);
    if (row === undefined) return null;
    if (error instanceof Interrupted) {
      if (error.why !== 'cancelled') ledger.enter(row, error.why === 'paused' ? 'paused' : 'queued', 'queued');
      return null;
    }
    if (context.lifetime.aborted || error instanceof AccountChanged || error instanceof HeldBack) {
      ledger.enter(row, 'queued', 'queued');
      return null;
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
        context.log.warn('delivery waits', { delivery: deliveryId, problem: verdict.problem, delayMs: delay });
        ledger.wait(row, verdict.problem, clock.now() + delay);
        return verdict.holdsQueue ? delay : null;
      }
      case 'sign-in':
        context.log.info('delivery waits for a session', { delivery: deliveryId });
        ledger.wait(row, verdict.problem, null);
        return null;
      case 'needs-her':
        if (verdict.isBug) context.log.error('delivery failed', { delivery: deliveryId, error });
        else context.log.warn('delivery failed', { delivery: deliveryId, problem: verdict.problem });
        ledger.fail(row, verdict.problem);
        return null;
    }
  }

  return { conclude };
}
