import { collectionId, type PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import { collectionsRepository } from '../collections/collections.repository.ts';
import { duplicatesRepository } from '../duplicates/duplicates.repository.ts';
import { missingRepository } from '../missing/missing.repository.ts';
import { stacksRepository } from '../stacks/stacks.repository.ts';
import { turnsRepository } from '../turning/turns.repository.ts';
import type { EditedPhotos } from './edited-photos.ts';
import type { EditsRepository, StoredEdit } from './edits.repository.ts';

/** Puts everything that an edit did into the state before or after it, in whatever room it was done; inside a transaction. */
export function editApplier(
  { db, ports }: Pick<StudioContext, 'db' | 'ports'>,
  edits: Pick<EditsRepository, 'setFacts'>,
  edited: Pick<EditedPhotos, 'rowsOf' | 'write'>,
) {
  const collections = collectionsRepository(db);
  const duplicates = duplicatesRepository(db);
  const stacks = stacksRepository(db);
  const turns = turnsRepository(db);
  const missing = missingRepository(db);

  /** Photos that are gone since are passed over, and so is a collection that is. */
  function apply(edit: StoredEdit, side: 'before' | 'after'): PhotoId[] {
    const at = ports.clock.now();
    const columns = new Map(edit.photos.map((photo) => [photo.id, photo[side]]));
    const applied: PhotoId[] = [];
    for (const row of edited.rowsOf([...columns.keys()])) {
      const { member, place_in_stack: place, turn, forgotten, ...changed } = columns.get(row.id) ?? {};
      edited.write(row, changed, at);
      if (member) collections.setMember(member.collection, row.id, member.position);
      if (place) stacks.setPlace(row.id, place);
      if (turn !== undefined) turns.setTurn(row.id, turn, at);
      if (forgotten !== undefined) missing.setForgotten(row.id, forgotten);
      applied.push(row.id);
    }
    applyFacts(edit, side, at);
    return applied;
  }

  function applyFacts({ editId, facts }: StoredEdit, side: 'before' | 'after', at: number): void {
    const { collection, order, dismissal } = facts;
    if (collection) {
      const id = collectionId.parse(collection.id);
      const { name, removed } = collection[side];
      if (!removed) collections.restore(id);
      collections.rename(id, name);
      if (removed) collections.remove(id, at);
    }
    if (order) collections.setPositions(order[side].map((id) => collectionId.parse(id)));
    if (dismissal && side === 'before') duplicates.restore(dismissal.id);
    if (dismissal && side === 'after') {
      const id = duplicates.dismiss(dismissal.photos, at);
      edits.setFacts(editId, { ...facts, dismissal: { ...dismissal, id } });
    }
  }

  return apply;
}
