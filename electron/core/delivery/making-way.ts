import { photoId } from '../../../shared/domain/ids.ts';
import type { StudioContext } from '../context.ts';
import { photoFacts } from '../library/photo-facts.repository.ts';
import type { DeliveryRow } from './deliveries.repository.ts';
import type { replacedRepository } from './replaced.repository.ts';

/**
 * What becomes of a photo whose place a delivery takes: the marketplace has another picture there (`replaced`), or nothing any
 * more (`gone`). To be called inside a transaction.
 */
export function makingWay({ db, events, ports }: StudioContext, replaced: ReturnType<typeof replacedRepository>) {
  const facts = photoFacts(db);

  return (by: DeliveryRow, remoteId: string, why: 'replaced' | 'gone'): void => {
    const now = ports.clock.now();
    const ids = replaced.makeWay(by.account_id, remoteId, by.photo_id, why, now).map((id) => photoId.parse(id));
    for (const id of ids) {
      facts.setDelivery(id, 'none');
      facts.setModeration(id, 'none');
    }
    replaced.lookAgainAtStacks(ids);
    if (ids.length > 0) events.emit({ type: 'photos-changed', ids, membership: true });
  };
}
