import { setImmediate } from 'node:timers/promises';
import type { Collection, PhotoFilter } from '../../../../shared/contract/library.contract.ts';
import { StudioError } from '../../../../shared/domain/errors.ts';
import type { CollectionId, PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import { editsRepository } from '../review/edits.repository.ts';
import { stacksRepository } from '../stacks/stacks.repository.ts';
import { arranged } from './arranged.ts';
import { type CollectionRow, collectionsRepository, type Member } from './collections.repository.ts';

export interface CollectionsService {
  /** In her order, with numbers of photos as of now. Others have their turn between two searches. */
  list(): Promise<Collection[]>;
  create(name: string, content: { ids: readonly PhotoId[] } | { filter: PhotoFilter }): Collection;
  /** Errors: collection-unknown; so have all that take an id. */
  rename(id: CollectionId, name: string): Collection;
  /** Kept for thirty days, to be restored with all its photos. */
  remove(id: CollectionId): void;
  restore(id: CollectionId): Collection;
  /** Puts photos at its end; undone like every edit. Errors: collection-unknown, also for a saved search. */
  addPhotos(id: CollectionId, ids: readonly PhotoId[]): { added: number };
  removePhotos(id: CollectionId, ids: readonly PhotoId[]): { removed: number };
  /** Every photo of a collection in her own order. Errors: collection-unknown, also for a saved search. */
  order(id: CollectionId): PhotoId[];
  /** Puts photos of it before another one, null: at the end. Undone like every edit. Errors as `order`. */
  arrange(id: CollectionId, photos: readonly PhotoId[], before: PhotoId | null): { moved: number };
  /** Those named come first, in this order; the others stay behind them as they are. */
  reorder(ids: readonly CollectionId[]): void;
  /** Forgets for good what was removed long ago. */
  purge(): void;
}

/** More than anybody keeps; a list of them must stay a list. */
const MOST = 1_000;
const KEPT_AFTER_REMOVAL_MS = 30 * 86_400_000;

export function createCollections(
  context: StudioContext,
  photos: { count(filter: PhotoFilter): number },
): CollectionsService {
  const { db, events, ports } = context;
  const collections = collectionsRepository(db);
  const edits = editsRepository(db);
  const stacks = stacksRepository(db);

  /** Changes a collection and records it, in one transaction. */
  function recordedState(
    name: 'create-collection' | 'rename-collection' | 'remove-collection' | 'restore-collection',
    id: CollectionId,
    before: { name: string; removed: boolean },
    after: { name: string; removed: boolean },
  ): void {
    edits.record(name, ports.clock.now(), [], {
      told: { collection: after.name },
      collection: { id, before, after },
      counted: 0,
    });
  }

  function withCount({ members, ...row }: CollectionRow): Collection {
    return { ...row, photoCount: row.filter === null ? members : photos.count(row.filter) };
  }

  function known(id: CollectionId): CollectionRow {
    const row = collections.get(id);
    if (!row) throw unknown(id);
    return row;
  }

  function changed(): void {
    events.emit({ type: 'collections-changed' });
  }

  /** Records who came or went, so that undo can take it back, and says so. */
  function recorded(collection: CollectionId, name: 'collect' | 'uncollect', change: () => Member[]): number {
    const members = db.transaction(() => {
      const { kind } = known(collection);
      if (kind !== 'collection') throw unknown(collection);
      const made = change();
      const inside = (position: number) => ({ member: { collection, position } });
      const outside = { member: { collection, position: null } };
      if (made.length > 0)
        edits.record(
          name,
          ports.clock.now(),
          made.map(({ id, position }) =>
            name === 'collect'
              ? { id, before: outside, after: inside(position) }
              : { id, before: inside(position), after: outside },
          ),
        );
      return made;
    });
    if (members.length > 0) {
      changed();
      events.emit({ type: 'photos-changed', ids: members.map((member) => member.id), membership: true });
    }
    return members.length;
  }

  return {
    async list() {
      const listed: Collection[] = [];
      for (const row of collections.list()) {
        if (row.filter !== null) await setImmediate();
        listed.push(withCount(row));
      }
      return listed;
    },
    create(name, content) {
      const id = db.transaction(() => {
        if (collections.list().length >= MOST)
          throw new StudioError('invalid-input', {
            issues: [{ path: 'name', message: `at most ${MOST} collections` }],
          });
        const created = collections.create(name, 'filter' in content ? content.filter : null, ports.clock.now());
        if ('ids' in content) collections.addMembers(created, content.ids);
        recordedState('create-collection', created, { name, removed: true }, { name, removed: false });
        return created;
      });
      changed();
      return withCount(known(id));
    },
    rename(id, name) {
      db.transaction(() => {
        const before = collections.get(id);
        if (!before || !collections.rename(id, name)) throw unknown(id);
        if (before.name !== name)
          recordedState('rename-collection', id, { name: before.name, removed: false }, { name, removed: false });
      });
      changed();
      return withCount(known(id));
    },
    remove(id) {
      db.transaction(() => {
        const before = collections.get(id);
        if (!before || !collections.remove(id, ports.clock.now())) throw unknown(id);
        const { name } = before;
        recordedState('remove-collection', id, { name, removed: false }, { name, removed: true });
      });
      changed();
    },
    restore(id) {
      db.transaction(() => {
        if (!collections.restore(id)) throw unknown(id);
        const { name } = known(id);
        recordedState('restore-collection', id, { name, removed: true }, { name, removed: false });
      });
      changed();
      return withCount(known(id));
    },
    addPhotos: (id, ids) => ({ added: recorded(id, 'collect', () => collections.addMembers(id, ids)) }),
    removePhotos: (id, ids) => {
      // With what stands behind them: another face must not bring the stack back in.
      const whole = [...new Set([...ids, ...stacks.behind(ids).map((member) => member.id)])];
      return { removed: recorded(id, 'uncollect', () => collections.removeMembers(id, whole)) };
    },
    order(id) {
      if (known(id).kind !== 'collection') throw unknown(id);
      return collections.members(id).map((member) => member.id);
    },
    arrange(id, photos, before) {
      const moved = db.transaction(() => {
        const { kind, name } = known(id);
        if (kind !== 'collection') throw unknown(id);
        const changes = arranged(collections.members(id), photos, before);
        for (const { id: photo, to } of changes) collections.setMember(id, photo, to);
        const at = (position: number) => ({ member: { collection: id, position } });
        if (changes.length > 0)
          edits.record(
            'arrange-collection',
            ports.clock.now(),
            changes.map(({ id: photo, from, to }) => ({ id: photo, before: at(from), after: at(to) })),
            { told: { collection: name }, counted: new Set(photos).size },
          );
        return changes.length;
      });
      if (moved > 0) changed();
      return { moved };
    },
    reorder(ids) {
      db.transaction(() => {
        const before = collections.list().map((row) => row.id);
        const after = [...new Set(ids), ...before.filter((id) => !ids.includes(id))];
        collections.setPositions(after);
        if (before.some((id, index) => id !== after[index]))
          edits.record('reorder-collections', ports.clock.now(), [], { order: { before, after }, counted: 0 });
      });
      changed();
    },
    purge(): void {
      collections.purge(ports.clock.now() - KEPT_AFTER_REMOVAL_MS);
    },
  };
}

function unknown(id: CollectionId): StudioError<'collection-unknown'> {
  return new StudioError('collection-unknown', { id: String(id) });
}
