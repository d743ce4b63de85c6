import type { ToldEdit } from '../../../../shared/contract/history.contract.ts';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import { editApplier } from './apply-edit.ts';
import type { EditedPhotos } from './edited-photos.ts';
import { editsRepository, type StoredEdit } from './edits.repository.ts';

/** One step back or forth through what she did, in whatever room it was done. */
export interface Undo {
  undo(): { undone: string | null; photos: number; edit: ToldEdit | null };
  redo(): { redone: string | null; photos: number; edit: ToldEdit | null };
  /** What undo and redo would do now. */
  next(): { undo: ToldEdit | null; redo: ToldEdit | null };
}

export function createUndo(context: StudioContext, edited: EditedPhotos): Undo {
  const { db, events } = context;
  const edits = editsRepository(db);
  const apply = editApplier(context, edits, edited);

  function announce({ name, facts }: StoredEdit, ids: readonly PhotoId[]): void {
    const { collection, order, dismissal } = facts;
    const inCollection = ['collect', 'uncollect', 'arrange-collection'].includes(name);
    if (collection || order || inCollection) events.emit({ type: 'collections-changed' });
    if (dismissal) events.emit({ type: 'duplicates-changed' });
    edited.announce(ids);
  }

  function step(side: 'before' | 'after'): { edit: StoredEdit; photos: number } | null {
    let ids: PhotoId[] = [];
    const edit = db.transaction(() => {
      const next = side === 'before' ? edits.lastDone() : edits.firstUndone();
      if (!next) return null;
      ids = apply(next, side);
      edits.setUndone(next.editId, side === 'before');
      return next;
    });
    if (!edit) return null;
    announce(edit, ids);
    const whole = edit.told.photos > 0 && ids.length === edit.photos.length;
    return { edit, photos: whole ? edit.told.photos : edited.counted(ids) };
  }

  return {
    undo() {
      const done = step('before');
      return { undone: done?.edit.name ?? null, photos: done?.photos ?? 0, edit: done?.edit.told ?? null };
    },

    redo() {
      const done = step('after');
      return { redone: done?.edit.name ?? null, photos: done?.photos ?? 0, edit: done?.edit.told ?? null };
    },

    next: () => edits.next(),
  };
}
