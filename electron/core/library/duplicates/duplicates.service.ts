import type {
  DuplicateGroup,
  DuplicateKind,
  DuplicatePhoto,
  DuplicatesState,
} from '../../../../shared/contract/duplicates.contract.ts';
import { StudioError } from '../../../../shared/domain/errors.ts';
import { type PhotoId, photoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import { photosRepository } from '../photos/photos.repository.ts';
import { editsRepository } from '../review/edits.repository.ts';
import type { ReviewService } from '../review/review.service.ts';
import { duplicatesRepository } from './duplicates.repository.ts';
import { distanceBetween } from './fingerprint-index.ts';
import { NEAR, type NearGroup } from './near-groups.ts';
import { nearGroupsKeeper } from './near-groups-keeper.ts';

/** Photos of one group told at once; who has more of a kind compares these first. */
const TOLD = 100;

export type Duplicates = ReturnType<typeof createDuplicates>;

/** Photographs that are there twice, or nearly: found, compared, chosen from. Nothing is ever deleted from a disk. */
export function createDuplicates(context: StudioContext, review: Pick<ReviewService, 'set'>) {
  const { db, events, ports } = context;
  const duplicates = duplicatesRepository(db);
  const edits = editsRepository(db);
  const photos = photosRepository(db);
  const keeper = nearGroupsKeeper(context, duplicates);

  /** Best first, or nearest to `to` first. */
  function tell(ids: readonly number[], to: PhotoId | null): DuplicatePhoto[] {
    const wanted = ids.map((id) => photoId.parse(id));
    const rows = new Map(photos.rows(wanted).map((row) => [row.id, row]));
    const told = photos.summaries(wanted).map(({ addedAt: _addedAt, ...summary }) => ({
      ...summary,
      size: rows.get(summary.id)?.size ?? 0,
      camera: rows.get(summary.id)?.camera ?? null,
      distance: 0,
      files: photos.files(summary.id).map((file) => ({
        path: file.path,
        folderId: file.folder_id,
        size: file.size,
        modifiedAt: Number(BigInt(file.mtime_ns) / 1_000_000n),
        state: file.state,
      })),
    }));
    told.sort(bestFirst);
    const from = keeper.groups.index.get(to ?? told[0]?.id ?? 0);
    for (const photo of told) {
      const fingerprint = keeper.groups.index.get(photo.id);
      photo.distance = from && fingerprint ? distanceBetween(from, fingerprint) : 0;
    }
    return to === null ? told : told.sort((a, b) => a.distance - b.distance);
  }

  function tellGroup({ key, ids, kind }: NearGroup): DuplicateGroup {
    return { key, kind, count: ids.length, photos: tell(ids.slice(0, TOLD), null) };
  }

  function inSeveralPlaces(cursor: number | null, limit: number) {
    const ids = duplicates.inSeveralPlaces(cursor ?? Number.MAX_SAFE_INTEGER, limit);
    return {
      groups: ids.map((id): DuplicateGroup => ({ key: id, kind: 'places', count: 1, photos: tell([id], null) })),
      total: duplicates.countInSeveralPlaces(),
      nextCursor: ids.length === limit ? (ids.at(-1) ?? null) : null,
    };
  }

  return {
    async state(): Promise<DuplicatesState> {
      const ready = keeper.begin();
      const count = (kind: DuplicateKind) => (ready ? keeper.list().filter((group) => group.kind === kind).length : 0);
      return {
        ready,
        near: count('near'),
        burst: count('burst'),
        waiting: duplicates.countLacking(),
      };
    },
    /** A page of groups; waits until the catalogue was looked through. */
    async groups(kind: DuplicateKind, cursor: number | null, limit: number) {
      await keeper.settled();
      if (kind === 'places') return inSeveralPlaces(cursor, limit);
      const all = keeper.list().filter((group) => group.kind === kind);
      const page = all.filter((group) => cursor === null || group.key < cursor).slice(0, limit);
      return {
        groups: page.map(tellGroup),
        total: all.length,
        nextCursor: page.length === limit ? (page.at(-1)?.key ?? null) : null,
      };
    },
    /** Errors: photo-unknown. */
    async of(id: PhotoId): Promise<DuplicatePhoto[]> {
      await keeper.settled();
      if (photos.rows([id]).length === 0) throw new StudioError('photo-unknown', { id: String(id) });
      const fingerprint = keeper.groups.index.get(id);
      if (!fingerprint) return [];
      const ids = keeper.groups.index
        .near(fingerprint, NEAR)
        .filter((found) => found.id !== id && !keeper.groups.areDismissed(id, found.id))
        .sort((a, b) => a.distance - b.distance || a.id - b.id)
        .map((found) => found.id);
      return tell(ids.slice(0, TOLD), id);
    },
    async dismiss(which: { ids: readonly PhotoId[] } | { groupOf: PhotoId }): Promise<number> {
      if ('groupOf' in which) await keeper.settled();
      const ids = 'ids' in which ? which.ids : (keeper.groups.of(which.groupOf)?.ids ?? []);
      const photosOf = [...new Set(ids)].map((id) => photoId.parse(id));
      const at = ports.clock.now();
      const dismissal = db.transaction(() => {
        const made = duplicates.dismiss(photosOf, at);
        edits.record('dismiss-duplicates', at, [], {
          dismissal: { id: made, photos: photosOf },
          counted: photosOf.length,
        });
        return made;
      });
      events.emit({ type: 'duplicates-changed' });
      return dismissal;
    },
    restore(dismissal: number): boolean {
      const restored = db.transaction(() => {
        // Taken back already: undo goes on with what was done before.
        edits.forgetDismissal(dismissal);
        return duplicates.restore(dismissal);
      });
      if (restored) events.emit({ type: 'duplicates-changed' });
      return restored;
    },
    /** Rejects the others of its group through the normal review, so that undo takes it back. */
    async keep(id: PhotoId): Promise<number> {
      await keeper.settled();
      const others = keeper.groups.of(id)?.ids.filter((other) => other !== id) ?? [];
      if (others.length === 0) return 0;
      return review.set(
        others.map((other) => photoId.parse(other)),
        { review: 'rejected' },
      ).updated;
    },
  };
}

function bestFirst(a: DuplicatePhoto, b: DuplicatePhoto): number {
  return b.rating - a.rating || b.width * b.height - a.width * a.height || b.size - a.size || a.id - b.id;
}
