import type { Replacement, Replacing } from '../../../shared/contract/replacing.contract.ts';
import { StudioError } from '../../../shared/domain/errors.ts';
import { type PhotoId, photoId } from '../../../shared/domain/ids.ts';
import { signedInAccount } from '../account/session.ts';
import { isOpen } from './delivery-states.ts';
import { type EnqueueRoad, enqueueOne } from './enqueue.ts';
import type { createOrders } from './her-orders.ts';
import { withdrawnRepository } from './withdrawn.repository.ts';

type Why = Extract<Replacing, { outcome: 'not-replaceable' }>['why'];

/**
 * Sends a picture in the place of one that the marketplace refused (docs/decisions/new-picture-old-item.md). What is to go is
 * what she chose herself: it need not be approved, nor the face of its stack. Asked twice, it is queued once.
 */
export function createReplacing(road: EnqueueRoad, orders: Pick<ReturnType<typeof createOrders>, 'cancel'>) {
  const { context, session, library, ledger } = road;
  const { deliveries, replaced } = ledger;
  const withdrawn = withdrawnRepository(context.db);

  /** The marketplace's photo that shows this picture, or why its picture stays. */
  function itemOf(accountId: number, refused: PhotoId): { remoteId: string } | { why: Why } {
    const row = withdrawn.onSale(accountId, refused);
    if (row?.remote_photo_id == null) return { why: 'not-there' };
    if (row.withdraw_asked_at !== null) return { why: 'leaving' };
    if (replaced.statusOf(accountId, row.remote_photo_id) === 'approved') return { why: 'published' };
    return { remoteId: row.remote_photo_id };
  }

  /** Errors: not-signed-in, photo-unknown. */
  async function replace(id: PhotoId, refused: PhotoId): Promise<Replacing> {
    const account = signedInAccount(session);
    const item = id === refused ? { why: 'same-photo' as const } : itemOf(account.id, refused);
    if ('why' in item) return { outcome: 'not-replaceable', why: item.why };
    const { remoteId } = item;
    const before = deliveries.latest(account.id, id);
    const goesAlready = before?.replaces_remote_id === remoteId;
    if (before && isOpen(before))
      return goesAlready ? { outcome: 'queued', bytes: before.bytes_total } : { outcome: 'under-way' };
    if (before?.state === 'sent') return { outcome: 'already-there' };
    const other = replaced.underWay(account.id, remoteId);
    if (other !== undefined && other.photo_id !== id) return { outcome: 'not-replaceable', why: 'under-way' };

    const { ready, refusedByRules, fileMissing } = library.readyForDelivery({ ids: [id] }, 'chosen');
    const [broken, missing, photo] = [refusedByRules[0], fileMissing[0], ready[0]];
    if (broken) return { outcome: 'refused-by-rules', findings: broken.findings };
    if (missing) return { outcome: 'file-missing', path: missing.path };
    if (photo === undefined) throw new StudioError('photo-unknown', { id: String(id) });

    const inVain = deliveries.latest(account.id, refused);
    await orders.cancel([
      // Words on their way to a picture that goes.
      ...(inVain?.kind === 'correction' && inVain.state !== 'sent' ? [inVain.id] : []),
      // Another session is for another item.
      ...(before?.state === 'failed' && !goesAlready ? [before.id] : []),
    ]);
    return context.db.transaction((): Replacing => {
      // Asked twice at once: the other asking was quicker.
      const quicker = deliveries.latest(account.id, id);
      if (quicker && isOpen(quicker)) return { outcome: 'queued', bytes: quicker.bytes_total };
      enqueueOne(photo, goesAlready ? before : undefined, account, road, remoteId);
      return { outcome: 'queued', bytes: deliveries.latest(account.id, id)?.bytes_total ?? 0 };
    });
  }

  /** What there is to say of a photo in this respect, for the current account. */
  function told(id: PhotoId): Replacement {
    const account = session.current();
    const nothing: Replacement = { may: false, how: 'unknown', underWay: null, replaces: null, replacedBy: null };
    const row = account === null ? undefined : deliveries.latest(account.id, id);
    if (account === null || row === undefined) return nothing;
    const item = itemOf(account.id, id);
    const underWay = 'remoteId' in item ? replaced.underWay(account.id, item.remoteId) : undefined;
    const successor = replaced.successor(row);
    const predecessor = row.state === 'cancelled' ? null : replaced.predecessor(row);
    return {
      may: 'remoteId' in item && underWay === undefined,
      how: how(account.id),
      underWay: underWay === undefined ? null : photoId.parse(underWay.photo_id),
      replaces: predecessor === null ? null : photoId.parse(predecessor),
      replacedBy: successor?.sent_at == null ? null : { id: photoId.parse(successor.photo_id), at: successor.sent_at },
    };
  }

  function how(accountId: number): Replacement['how'] {
    if (ledger.remote.hasNoDirectUpload(accountId, context.ports.clock.now())) return 'new-item';
    const known = replaced.serverReplaces(accountId);
    return known === null ? 'unknown' : known ? 'same-item' : 'new-item';
  }

  return { replace, told };
}
