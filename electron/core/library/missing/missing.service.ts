import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import { editsRepository, type PhotoEdit } from '../review/edits.repository.ts';
import { stacksRepository } from '../stacks/stacks.repository.ts';
import { missingRepository } from './missing.repository.ts';

export interface MissingPhotos {
  /**
   * Takes photos whose files are all gone out of every view, as one edit; the others among them stay. Nothing of the records
   * is lost: undo shows them again, and so does a file with the same content wherever it turns up. What was sent stays linked.
   */
  forget(ids: readonly PhotoId[]): { forgotten: number; kept: number };
}

export function createMissing(context: Pick<StudioContext, 'db' | 'events' | 'ports'>): MissingPhotos {
  const { db, events, ports } = context;
  const photos = missingRepository(db);
  const edits = editsRepository(db);
  const stacks = stacksRepository(db);

  return {
    forget(ids) {
      const asked = new Set(ids);
      // The other files of a pair are the same photo.
      const behind = stacks.behind(ids, 'pair').flatMap(({ id }) => (asked.has(id) ? [] : [id]));
      const gone = db.transaction(() => {
        const missing = photos.missing([...ids, ...behind]);
        const made = missing.map((id): PhotoEdit => {
          photos.setForgotten(id, true);
          return { id, before: { forgotten: false }, after: { forgotten: true } };
        });
        const counted = missing.filter((id) => asked.has(id)).length;
        if (made.length > 0)
          edits.record('forget-missing', ports.clock.now(), made, { counted: counted || made.length });
        return { missing, counted };
      });
      if (gone.missing.length > 0) events.emit({ type: 'photos-changed', ids: gone.missing, membership: true });
      return { forgotten: gone.counted, kept: asked.size - gone.counted };
    },
  };
}
