import type { Problem } from '../../../shared/contract/delivery.contract.ts';
import { type PhotoId, photoId } from '../../../shared/domain/ids.ts';
import { type Session, signedInAccount } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import { photoFacts } from '../library/photo-facts.repository.ts';
import { verdictOf } from './failures.ts';
import type { createOrders } from './her-orders.ts';
import type { Ledger } from './ledger.ts';
import { callsAs } from './marketplace-call.ts';
import { type Withdrawal, withdrawnRepository } from './withdrawn.repository.ts';

/** What the marketplace could not be told is told again after this, ms. */
const TELL_AGAIN_MS = 30_000;

export interface Withdrawn {
  readonly withdrawn: PhotoId[];
  readonly waiting: { id: PhotoId; problem: Problem }[];
  readonly refused: { id: PhotoId; problem: Problem }[];
  readonly notSent: number;
}

/** What became of telling the marketplace: nothing to say where it is done. */
type Told = { readonly kind: 'done' } | { readonly kind: 'waiting' | 'refused'; readonly problem: Problem };

/**
 * Takes photos off the marketplace. The order is written down before the marketplace is told, and DELETE says what is to be: one
 * whose answer was lost is said again, and "not found" means done.
 */
export function createPhotoWithdrawals(
  context: StudioContext,
  session: Session,
  ledger: Ledger,
  orders: Pick<ReturnType<typeof createOrders>, 'cancel'>,
) {
  const { db, events, ports, lifetime } = context;
  const withdrawals = withdrawnRepository(db);
  const facts = photoFacts(db);
  const told = new Map<number, Told>();
  let telling: Promise<void> = Promise.resolve();
  let again: AbortController | null = null;

  function changed(ids: readonly PhotoId[]): void {
    events.emit({ type: 'photos-changed', ids: [...ids], membership: true });
    events.emit({ type: 'delivery-changed' });
  }

  function account(): number {
    const current = signedInAccount(session);
    return current.id;
  }

  async function tell(accountId: number, { photoId: photo, remoteId }: Withdrawal): Promise<Told> {
    try {
      await callsAs(
        session,
        accountId,
        lifetime,
      )(({ marketplace, token }) => marketplace.deletePhoto(token, remoteId, lifetime));
    } catch (error) {
      const verdict = verdictOf(error, { storage: session.current()?.server ?? '', dataDir: ports.dataDir });
      if (verdict.kind !== 'needs-her' || lifetime.aborted) return { kind: 'waiting', problem: verdict.problem };
      context.log.warn('photo stays on the marketplace', { photo, remote: remoteId, problem: verdict.problem });
      withdrawals.setAsked(accountId, remoteId, null);
      changed([photoId.parse(photo)]);
      return { kind: 'refused', problem: verdict.problem };
    }
    db.transaction(() => {
      withdrawals.done(accountId, remoteId, ports.clock.now());
      facts.setDelivery(photoId.parse(photo), 'none');
      facts.setModeration(photoId.parse(photo), 'none');
      if (ledger.replaced.wasReplaced(accountId, remoteId)) ledger.replaced.lookAgainAtStacks([photo]);
    });
    context.log.info('photo taken off the marketplace', { photo, remote: remoteId });
    changed([photoId.parse(photo)]);
    return { kind: 'done' };
  }

  /** Tells everything that was not told yet, one after the other, and never two tellings at once. */
  function tellAll(): Promise<void> {
    telling = telling.then(async () => {
      again?.abort();
      const current = session.current();
      if (current === null || lifetime.aborted) return;
      for (const withdrawal of withdrawals.asked(current.id)) {
        const outcome = await tell(current.id, withdrawal);
        told.set(withdrawal.photoId, outcome);
        if (outcome.kind === 'waiting') return tellAgainLater(); // the next would meet the same
      }
    });
    return telling;
  }

  function tellAgainLater(): void {
    again = new AbortController();
    ports.clock.sleep(TELL_AGAIN_MS, AbortSignal.any([again.signal, lifetime])).then(tellAll, () => {}); // a new telling or the end came first
  }

  /** Errors: not-signed-in. */
  async function withdraw(ids: readonly PhotoId[]): Promise<Withdrawn> {
    const accountId = account();
    // A correction on its way to a photo that is to go has nothing to correct.
    const onTheirWay = ids.flatMap((id) => ledger.deliveries.latest(accountId, id) ?? []);
    await orders.cancel(onTheirWay.filter((row) => row.kind === 'correction').map((row) => row.id));
    const wanted = new Map<PhotoId, string>();
    db.transaction(() => {
      for (const id of ids) {
        const remoteId = withdrawals.onSale(accountId, id)?.remote_photo_id ?? null;
        if (remoteId === null) continue;
        wanted.set(id, remoteId);
        withdrawals.setAsked(accountId, remoteId, ports.clock.now());
      }
    });
    for (const id of wanted.keys()) told.delete(id);
    await tellAll();
    const answer: Withdrawn = { withdrawn: [], waiting: [], refused: [], notSent: ids.length - wanted.size };
    let problem: Problem = { code: 'server-unreachable', facts: {} };
    for (const outcome of told.values()) if (outcome.kind === 'waiting') problem = outcome.problem;
    for (const id of wanted.keys()) {
      const outcome = told.get(id) ?? { kind: 'waiting' as const, problem };
      if (outcome.kind === 'done') answer.withdrawn.push(id);
      else answer[outcome.kind].push({ id, problem: outcome.problem });
    }
    changed([...wanted.keys()]);
    return answer;
  }

  /** Errors: not-signed-in. */
  function keepForSale(ids: readonly PhotoId[]): { kept: number } {
    const accountId = account();
    let kept = 0;
    for (const id of ids) {
      const row = withdrawals.onSale(accountId, id);
      if (row?.withdraw_asked_at == null || row.remote_photo_id === null) continue;
      withdrawals.setAsked(accountId, row.remote_photo_id, null);
      kept += 1;
    }
    changed(ids);
    return { kept };
  }

  function sale(id: PhotoId): { onSale: boolean; askedAt: number | null; withdrawnAt: number | null } {
    const current = session.current();
    if (current === null) return { onSale: false, askedAt: null, withdrawnAt: null };
    const row = withdrawals.onSale(current.id, id);
    const withdrawnAt = row === undefined ? withdrawals.withdrawnAt(current.id, id) : null;
    return { onSale: row !== undefined, askedAt: row?.withdraw_asked_at ?? null, withdrawnAt };
  }

  session.onActive(() => void tellAll());

  return {
    withdraw,
    keepForSale,
    sale,
    /** Tells what an earlier run could not. */
    start: (): void => void tellAll(),
    /** Tells what was just ordered. */
    tell: (): void => void tellAll(),
    /** Resolves when nothing is being told any more; the studio's end ends it. */
    stop: (): Promise<void> => telling,
  };
}
