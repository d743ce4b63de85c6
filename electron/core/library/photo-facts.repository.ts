import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { Delivery, Moderation } from '../../../shared/domain/photo.ts';
import type { Database } from '../db/database.ts';

/**
 * The facts of a photo that other features establish: what the app did with it (delivery) and what the marketplace says
 * (moderation). Kept in `photos` so that filters and pages need no join.
 */
export interface PhotoFacts {
  setDelivery(id: PhotoId, delivery: Delivery): void;
  setModeration(id: PhotoId, moderation: Moderation): void;
}

export function photoFacts(db: Database): PhotoFacts {
  return {
    setDelivery(id, delivery) {
      db.run(db.sql.updateTable('photos').set({ delivery }).where('id', '=', id).where('delivery', '<>', delivery));
    },
    setModeration(id, moderation) {
      db.run(
        db.sql.updateTable('photos').set({ moderation }).where('id', '=', id).where('moderation', '<>', moderation),
      );
    },
  };
}
