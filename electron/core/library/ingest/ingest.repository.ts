import { basename, dirname } from 'node:path';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { QuarantineCode } from '../../../../shared/domain/quarantine.ts';
import type { Database } from '../../db/database.ts';
import type { FilesTable } from '../../db/schema.ts';
import { rangeBelow } from './paths.ts';
import type { SeenFile } from './walk.ts';

export interface KnownFile {
  readonly id: number;
  readonly path: string;
  readonly size: number;
  readonly mtimeNs: string;
  readonly state: FilesTable['state'];
  readonly photoId: PhotoId;
}

export interface SetAside {
  readonly path: string;
  readonly size: number;
  readonly mtimeNs: string;
  readonly code: QuarantineCode;
}

export type KnownPlace = Pick<KnownFile, 'id' | 'path' | 'state' | 'photoId'>;

/** The catalogue as a scan sees it: places, and what was set aside. */
export interface PlacesRepository {
  /** Without those that a folder's rule leaves out. */
  filesIn(directory: string): KnownFile[];
  setAsideIn(directory: string): SetAside[];
  /** Folders directly below one that the catalogue knows something in. */
  foldersBelow(directory: string): string[];
  knowsFolder(directory: string): boolean;
  countBelow(directory: string): number;
  setState(fileId: number, state: FilesTable['state']): void;
  /** A folder's rule leaves it out, or no longer does. Its record stays whole. */
  setIgnored(fileId: number, ignored: boolean): void;
  /** Files at or below a folder by path, those behind one; at most so many. */
  placesBelow(directory: string, after: string | null, limit: number): KnownPlace[];
  /** What could not be read at or below a folder, folders included. */
  unreadableBelow(directory: string): string[];
  forgetSetAside(path: string): void;
  forgetSetAsideBelow(directory: string): number;
  setAside(
    entry: SetAside & {
      readonly folderId: number;
      /** The listed folder, where it is not the one that the path names: paths of illegible folders lead nowhere. */
      readonly directory?: string;
      readonly detail: string;
      readonly now: number;
    },
  ): void;
  fileAt(path: string): KnownFile | null;
  /** Where these photos lie and can be reached. */
  pathsOf(ids: readonly PhotoId[]): string[];
  addFile(photoId: PhotoId, folderId: number, seen: SeenFile, now: number): void;
  /** Another state, content or both, at a known place. */
  updateFile(fileId: number, photoId: PhotoId, seen: SeenFile, now: number): void;
  /** Present files whose photo's derived images were made with another recipe, or not at all. */
  outdated(directory: string, recipe: string): string[];
}

interface FileRow {
  id: number;
  path: string;
  size: number;
  mtime_ns: string;
  state: FilesTable['state'];
  photo_id: PhotoId;
}

const FILE_COLUMNS = 'id, path, size, mtime_ns, state, photo_id';

export function placesRepository(db: Database): PlacesRepository {
  const filesIn = db.prepare<[string], FileRow>(
    `SELECT ${FILE_COLUMNS} FROM files WHERE directory = ? AND ignored = 0`,
  );
  const fileAt = db.prepare<[string], FileRow>(`SELECT ${FILE_COLUMNS} FROM files WHERE path = ?`);
  const setAsideIn = db.prepare<[string], { path: string; size: number; mtime_ns: string; code: QuarantineCode }>(
    'SELECT path, size, mtime_ns, code FROM quarantine WHERE directory = ?',
  );
  const nextFolder = (table: string) =>
    db.prepare<[string, string], { directory: string }>(
      `SELECT directory FROM ${table} directory >= ? AND directory < ? ORDER BY directory LIMIT 1`,
    );
  const nextFilesFolder = nextFolder('files WHERE ignored = 0 AND');
  const nextSetAsideFolder = nextFolder('quarantine WHERE');
  const anyIn = db.prepare<[string, string], { found: number }>(
    'SELECT 1 AS found FROM files WHERE directory = ? UNION ALL SELECT 1 FROM quarantine WHERE directory = ? LIMIT 1',
  );
  const countBelow = db.prepare<[string, string], { count: number }>(
    "SELECT count(*) AS count FROM files WHERE path >= ? AND path < ? AND state = 'present' AND ignored = 0",
  );
  const setState = db.prepare<[string, number], never>('UPDATE files SET state = ? WHERE id = ?');
  const setIgnored = db.prepare<[number, number], never>('UPDATE files SET ignored = ? WHERE id = ?');
  const placesBelow = db.prepare<[string, string, number], KnownPlace>(
    'SELECT id, path, state, photo_id AS photoId FROM files WHERE path > ? AND path < ? ORDER BY path LIMIT ?',
  );
  const unreadable = db.prepare<[string, string], { path: string }>(
    "SELECT path FROM quarantine WHERE path >= ? AND path < ? AND code = 'unreadable'",
  );
  const forget = db.prepare<[string], never>('DELETE FROM quarantine WHERE path = ?');
  const forgetBelow = db.prepare<[string, string], never>('DELETE FROM quarantine WHERE path >= ? AND path < ?');
  const setAside = db.prepare<[string, string, number, number, string, string, string, number], never>(`
    INSERT INTO quarantine (path, directory, folder_id, size, mtime_ns, code, detail, since) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns, detail = excluded.detail,
      since = CASE code WHEN excluded.code THEN since ELSE excluded.since END, code = excluded.code`);
  const pathsOf = db.prepare<[string], { path: string }>(
    "SELECT path FROM files WHERE photo_id IN (SELECT value FROM json_each(?)) AND state = 'present'",
  );
  const addFile = db.prepare<[number, number, string, string, number, string, string, number], never>(`
    INSERT INTO files (photo_id, folder_id, path, directory, size, mtime_ns, inode, state, seen_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, 'present', ?)`);
  const updateFile = db.prepare<[number, number, string, string, number, number], never>(
    "UPDATE files SET photo_id = ?, size = ?, mtime_ns = ?, inode = ?, state = 'present', seen_at = ? WHERE id = ?",
  );
  // Three ranges instead of IS NOT, which no index can answer: nothing to do must cost nothing.
  const outdated = db.prepare<[string, string, string, string], { path: string }>(`
    SELECT min(files.path) AS path FROM files WHERE photo_id IN (
      SELECT id FROM photos WHERE derived_recipe < ? UNION ALL SELECT id FROM photos WHERE derived_recipe > ?
      UNION ALL SELECT id FROM photos WHERE derived_recipe IS NULL)
    AND +state = 'present' AND +ignored = 0 AND +path >= ? AND +path < ?
    AND NOT EXISTS (SELECT 1 FROM jobs WHERE kind = 'make-images' AND subject = files.path) GROUP BY photo_id`);

  return {
    filesIn: (directory) => filesIn.all(directory).map(knownFile),
    setAsideIn: (directory) =>
      setAsideIn.all(directory).map(({ mtime_ns, ...entry }) => ({ ...entry, mtimeNs: mtime_ns })),
    foldersBelow(directory) {
      const found = new Set<string>();
      for (const next of [nextFilesFolder, nextSetAsideFolder]) {
        const { from, below } = rangeBelow(directory);
        // One step a child: the index is entered anew behind everything below the child just found.
        for (let row = next.get(from, below); row; ) {
          const child = from + (row.directory.slice(from.length).split(from.slice(-1))[0] ?? '');
          found.add(child);
          row = next.get(rangeBelow(child).below, below);
        }
      }
      return [...found];
    },
    knowsFolder: (directory) => anyIn.get(directory, directory) !== undefined,
    countBelow(directory) {
      const { from, below } = rangeBelow(directory);
      return countBelow.get(from, below)?.count ?? 0;
    },
    setState: (fileId, state) => void setState.run(state, fileId),
    setIgnored: (fileId, ignored) => void setIgnored.run(ignored ? 1 : 0, fileId),
    placesBelow(directory, after, limit) {
      const { from, below } = rangeBelow(directory);
      return placesBelow.all(after ?? from, below, limit);
    },
    unreadableBelow(directory) {
      const { from, below } = rangeBelow(directory);
      return unreadable.all(from, below).map((row) => row.path);
    },
    forgetSetAside: (path) => void forget.run(path),
    forgetSetAsideBelow(directory) {
      const { from, below } = rangeBelow(directory);
      return forgetBelow.run(from, below).changes;
    },
    setAside({ path, directory, folderId, size, mtimeNs, code, detail, now }) {
      setAside.run(path, directory ?? dirname(path), folderId, size, mtimeNs, code, detail, now);
    },
    fileAt(path) {
      const row = fileAt.get(path);
      return row ? knownFile(row) : null;
    },
    pathsOf: (ids) => pathsOf.all(JSON.stringify(ids)).map((row) => row.path),
    addFile(photoId, folderId, { path, size, mtimeNs, inode }, now) {
      addFile.run(photoId, folderId, path, dirname(path), size, mtimeNs, inode, now);
    },
    updateFile(fileId, photoId, { size, mtimeNs, inode }, now) {
      updateFile.run(photoId, size, mtimeNs, inode, now, fileId);
    },
    outdated(directory, recipe) {
      const { from, below } = rangeBelow(directory);
      return outdated.all(recipe, recipe, from, below).map((row) => row.path);
    },
  };
}

function knownFile({ id, path, size, mtime_ns, state, photo_id }: FileRow): KnownFile {
  return { id, path, size, mtimeNs: mtime_ns, state, photoId: photo_id };
}

export function fileNameOf(path: string): string {
  return basename(path);
}
