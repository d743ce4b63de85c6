import { sep } from 'node:path';
import { z } from 'zod';
import type { FolderId, PhotoId } from '../../../../shared/domain/ids.ts';
import type { Database } from '../../db/database.ts';
import type { Volume } from '../../ports/volumes.ts';
import { rangeBelow } from '../ingest/paths.ts';
import { fileSample, type KnownState } from './file-sample.repository.ts';

/** The volume a watched folder lay on, and which of its directories it was. */
export interface KnownVolume extends Volume {
  readonly inode: string;
}

/** Where watched folders lie: on which volume, and under which path. */
export interface FolderPlacesRepository {
  /** The volume the folder lay on when it was last seen; null: never seen on any. */
  volumeOf(id: FolderId): KnownVolume | null;
  setVolume(id: FolderId, volume: KnownVolume): void;
  /** Some of the files that should be at or below a folder, from all over it; the same ones every time. */
  sample(path: string, count: number): KnownState[];
  /** Watched folders at or below a path. */
  foldersAt(path: string): { id: FolderId; path: string }[];
  /**
   * Everything recorded at or below `from` is recorded at or below `to` instead, and there. Where `to` has a record of its own,
   * that one stays, and the photo of the other is in `covered`. To be called inside a transaction.
   */
  move(from: string, to: string, owner: FolderId): { moved: PhotoId[]; covered: PhotoId[] };
  /** Saved searches for what lies at or below `from` look at or below `to` from now on. */
  moveSearches(from: string, to: string): void;
  /** The folder's own row; `merged` when another row has its new path already: then this one goes. */
  rename(id: FolderId, to: string): 'renamed' | 'merged';
}

/** What may end a path, and doesn't change what it means. */
const TRAILING = /[/\\]+$/;

const volume = z.object({
  path: z.string(),
  id: z.string().nullable(),
  capacity: z.number(),
  kind: z.enum(['fixed', 'removable', 'network']),
  inode: z.string(),
});

export function folderPlacesRepository(db: Database): FolderPlacesRepository {
  const volumeOf = db.prepare<[number], { volume: string | null }>('SELECT volume FROM folders WHERE id = ?');
  const setVolume = db.prepare<[string, number], never>('UPDATE folders SET volume = ? WHERE id = ?');
  const sample = fileSample(db);
  const foldersAt = db.prepare<[string, string, string], { id: FolderId; path: string }>(
    'SELECT id, path FROM folders WHERE path = ? OR (path >= ? AND path < ?)',
  );
  const NEW_PATH = '? || substr(path, length(?) + 1)';
  const dropCovered = db.prepare<[string, string, string, string], { photo_id: PhotoId }>(`
    DELETE FROM files WHERE path >= ? AND path < ?
      AND EXISTS (SELECT 1 FROM files AS there WHERE there.path = ? || substr(files.path, length(?) + 1))
    RETURNING photo_id`);
  const moveFiles = db.prepare<
    [string, string, string, string, string, string, number, string, string],
    { photo_id: PhotoId }
  >(`
    UPDATE files SET path = ${NEW_PATH},
      directory = CASE directory WHEN ? THEN ? ELSE ? || substr(directory, length(?) + 1) END,
      folder_id = ?, state = CASE state WHEN 'offline' THEN 'present' ELSE state END
    WHERE path >= ? AND path < ? RETURNING photo_id`);
  const dropQuarantine = db.prepare<[string, string], never>('DELETE FROM quarantine WHERE path >= ? AND path < ?');
  const own = db.prepare<[number, string, string, number], never>(
    'UPDATE files SET folder_id = ? WHERE path >= ? AND path < ? AND folder_id <> ?',
  );
  const byPath = db.prepare<[string], { id: FolderId }>('SELECT id FROM folders WHERE path = ?');
  const rename = db.prepare<[string, number], never>("UPDATE folders SET path = ?, state = 'ok' WHERE id = ?");
  const adopt = db.prepare<[number, number], never>('UPDATE files SET folder_id = ? WHERE folder_id = ?');
  const remove = db.prepare<[number], never>('DELETE FROM folders WHERE id = ?');
  const searches = db.prepare<[string, string, string, string, string, string], never>(`
    UPDATE collections SET filter = json_set(filter, '$.directory',
      ? || substr(json_extract(filter, '$.directory'), length(?) + 1))
    WHERE json_extract(filter, '$.directory') IN (?, ?)
      OR (json_extract(filter, '$.directory') >= ? AND json_extract(filter, '$.directory') < ?)`);
  const searchesOf = db.prepare<[number, number], never>(
    "UPDATE collections SET filter = json_set(filter, '$.folderId', ?) WHERE json_extract(filter, '$.folderId') = ?",
  );
  const present = db.prepare<[string, string], never>(`
    UPDATE photos SET present = 1 WHERE present = 0 AND id IN (
      SELECT photo_id FROM files WHERE path >= ? AND path < ? AND state = 'present')`);
  const forgetGone = db.prepare<[string, string], never>(`
    DELETE FROM files WHERE state = 'missing' AND photo_id IN (
      SELECT photo_id FROM files WHERE path >= ? AND path < ? AND state = 'present')`);

  return {
    volumeOf(id) {
      const kept = volumeOf.get(id)?.volume;
      return kept ? volume.parse(JSON.parse(kept)) : null;
    },
    setVolume: (id, seen) => void setVolume.run(JSON.stringify(seen), id),
    sample,
    foldersAt(path) {
      const { from, below } = rangeBelow(path);
      return foldersAt.all(path, from, below);
    },
    move(from, to, owner) {
      const before = rangeBelow(from);
      const after = rangeBelow(to);
      const covered = dropCovered.all(before.from, before.below, after.from, before.from);
      const moved = moveFiles.all(
        ...[after.from, before.from, from, to, after.from, before.from],
        owner,
        before.from,
        before.below,
      );
      // What could not be read there is found again by the scan, under its new name.
      dropQuarantine.run(before.from, before.below);
      own.run(owner, after.from, after.below, owner);
      present.run(after.from, after.below);
      forgetGone.run(after.from, after.below);
      const photosOf = (rows: readonly { photo_id: PhotoId }[]) => [...new Set(rows.map((row) => row.photo_id))];
      return { moved: photosOf(moved), covered: photosOf(covered) };
    },
    moveSearches(from, to) {
      const [bare, before] = [from.replace(TRAILING, ''), rangeBelow(from)];
      searches.run(to.replace(TRAILING, ''), bare, bare, before.from, before.from, before.below);
    },
    rename(id, to) {
      const there = byPath.get(to);
      if (there && there.id !== id) {
        adopt.run(there.id, id);
        searchesOf.run(there.id, id);
        remove.run(id);
        return 'merged';
      }
      rename.run(to, id);
      return 'renamed';
    },
  };
}

/** The path of `path` below `root`, without a separator in front; '' for the root itself, null for a path elsewhere. */
export function pathBelow(root: string, path: string): string | null {
  if (path === root) return '';
  const { from } = rangeBelow(root);
  return path.startsWith(from) ? path.slice(from.length) : null;
}

/** A path's endings, longest first: of `/media/awa/CARTE/DCIM`, `media/awa/CARTE/DCIM` … `DCIM`, and ''. */
export function endingsOf(path: string): string[] {
  const parts = path.split(sep).filter(Boolean);
  return [...parts.map((_part, index) => parts.slice(index).join(sep)), ''];
}
