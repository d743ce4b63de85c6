import { type PhotoId, photoId } from '../../../shared/domain/ids.ts';
import type { StudioContext } from '../context.ts';
import type { DeliveryRow } from './deliveries.repository.ts';
import { OPEN_STATES } from './delivery-states.ts';
import type { Ledger } from './ledger.ts';
import type { Queue } from './queue.ts';
import type { SentCopyMaker } from './sent-copy.ts';

/** What she orders of one delivery or of all: pause, resume, cancel. */
export function createOrders(context: StudioContext, ledger: Ledger, queue: Queue, copies: SentCopyMaker) {
  /** What is under way stops at once; the others go on. */
  async function pause(deliveryId: number): Promise<void> {
    await queue.interrupt('paused', [deliveryId]);
    const row = ledger.deliveries.byId(deliveryId);
    if (row?.state === 'queued' || row?.state === 'waiting') ledger.enter(row, 'paused', 'queued');
  }

  function resume(deliveryId: number): void {
    const row = ledger.deliveries.byId(deliveryId);
    if (row?.state === 'paused') ledger.enter(row, 'queued', 'queued');
  }

  /**
   * What is not sent yet goes no further; the marketplace is told, now or when it can be reached. Returns the photos that are
   * not in the queue any more.
   */
  async function cancel(deliveryIds: readonly number[]): Promise<{ cancelled: number; photos: PhotoId[] }> {
    await queue.interrupt('cancelled', deliveryIds);
    const rows = deliveryIds.flatMap((id) => ledger.deliveries.byId(id) ?? []).filter(mayBeCancelled);
    context.db.transaction(() => {
      for (const row of rows) {
        // The marketplace keeps the photo of a correction as it is, and so does the history.
        if (row.kind === 'correction') ledger.correctionDropped(row);
        else ledger.enter(row, 'cancelled', 'none');
      }
    });
    const stillNeeded = new Set(ledger.deliveries.preparedPaths());
    for (const { sent_path: copy } of rows) if (copy !== null && !stillNeeded.has(copy)) await copies.remove(copy);
    const photos = rows.filter((row) => row.kind === 'photo').map((row) => photoId.parse(row.photo_id));
    return { cancelled: rows.length, photos };
  }

  return { pause, resume, cancel };
}

function mayBeCancelled(row: DeliveryRow): boolean {
  return ([...OPEN_STATES, 'failed'] as const).some((state) => state === row.state);
}
