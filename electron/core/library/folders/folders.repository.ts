import { type FolderRules, folderRules } from '../../../../shared/domain/folder-rules.ts';
import type { FolderId, PhotoId } from '../../../../shared/domain/ids.ts';
import type { QuarantineCode } from '../../../../shared/domain/quarantine.ts';
import type { Database } from '../../db/database.ts';
import type { FoldersTable } from '../../db/schema.ts';
import { isBelow, rangeBelow } from '../ingest/paths.ts';

export interface WatchedFolder {
  readonly id: FolderId;
  readonly path: string;
  readonly state: FoldersTable['state'];
  readonly lastScanAt: number | null;
  readonly rules: FolderRules;
  /** Not 0: the catalogue does not follow the rules yet. */
  readonly rulesPending: number;
}

export interface FoldersRepository {
  all(): WatchedFolder[];
  byId(id: number): WatchedFolder | null;
  byPath(path: string): WatchedFolder | null;
  /** The innermost watched folder that holds a path. */
  holding(path: string): WatchedFolder | null;
  add(path: string, now: number): WatchedFolder;
  setState(id: FolderId, state: FoldersTable['state']): boolean;
  setScanned(id: FolderId, now: number): void;
  /** Photos, and files that hold them, at or below a folder and reachable. */
  count(path: string): { photos: number; files: number };
  /** Photos with a record below a folder that its rules let in, reachable or not. */
  countRecorded(path: string): number;
  quarantineBelow(path: string): { path: string; code: QuarantineCode; detail: string }[];
  quarantine(): { path: string; code: QuarantineCode; detail: string; since: number }[];
  /**
   * Forgets a folder. What lies in another watched folder goes over to it, the rest of its places go.
   * Answers whose photos were concerned.
   */
  remove(folder: WatchedFolder): PhotoId[];
}

interface FolderRow {
  id: FolderId;
  path: string;
  state: FoldersTable['state'];
  last_scan_at: number | null;
  subfolders: number;
  ignore: string;
  paused: number;
  rules_pending: number;
}

export function foldersRepository(db: Database): FoldersRepository {
  const COLUMNS = 'id, path, state, last_scan_at, subfolders, ignore, paused, rules_pending';
  const all = db.prepare<[], FolderRow>(`SELECT ${COLUMNS} FROM folders ORDER BY path`);
  const byId = db.prepare<[number], FolderRow>(`SELECT ${COLUMNS} FROM folders WHERE id = ?`);
  const byPath = db.prepare<[string], FolderRow>(`SELECT ${COLUMNS} FROM folders WHERE path = ?`);
  const add = db.prepare<[string, number, number], FolderRow>(
    `INSERT INTO folders (path, added_at, rules_pending) VALUES (?, ?, ?) RETURNING ${COLUMNS}`,
  );
  const setState = db.prepare<[string, number, string], never>(
    'UPDATE folders SET state = ? WHERE id = ? AND state <> ?',
  );
  const setScanned = db.prepare<[number, number], never>('UPDATE folders SET last_scan_at = ? WHERE id = ?');
  // By directories, because their index holds all that is asked: a hundred thousand rows need not be fetched for a number.
  const counted = (columns: string, condition: string) => `SELECT ${columns} FROM (
    SELECT photo_id FROM files INDEXED BY files_by_directory WHERE directory = ? AND ignored = 0 ${condition}
    UNION ALL SELECT photo_id FROM files INDEXED BY files_by_directory
    WHERE directory > ? AND directory < ? AND ignored = 0 ${condition})`;
  const count = db.prepare<[string, string, string], { photos: number; files: number }>(
    counted('count(DISTINCT photo_id) AS photos, count(*) AS files', "AND state = 'present'"),
  );
  const countRecorded = db.prepare<[string, string, string], { photos: number }>(
    counted('count(DISTINCT photo_id) AS photos', 'AND photo_id NOT IN (SELECT id FROM photos WHERE hidden <> 0)'),
  );
  // Where the folder's own index will do, its rows come in the order of the photos: nothing to sort before counting.
  const countOwn = db.prepare<[number], { photos: number; files: number }>(
    `SELECT count(DISTINCT photo_id) AS photos, count(*) AS files FROM files INDEXED BY files_by_folder
     WHERE folder_id = ? AND state = 'present'`,
  );
  const quarantineBelow = db.prepare<[string, string], { path: string; code: QuarantineCode; detail: string }>(
    'SELECT path, code, detail FROM quarantine WHERE path >= ? AND path < ? ORDER BY path',
  );
  const quarantine = db.prepare<[], { path: string; code: QuarantineCode; detail: string; since: number }>(
    'SELECT path, code, detail, since FROM quarantine ORDER BY since DESC, path',
  );
  const photosOf = db.prepare<[number], { photo_id: PhotoId }>(
    'SELECT DISTINCT photo_id FROM files WHERE folder_id = ?',
  );
  const moveFiles = db.prepare<[number, number, string, string], never>(
    'UPDATE files SET folder_id = ? WHERE folder_id = ? AND path >= ? AND path < ?',
  );
  const moveQuarantine = db.prepare<[number, number, string, string], never>(
    'UPDATE quarantine SET folder_id = ? WHERE folder_id = ? AND path >= ? AND path < ?',
  );
  const rulesChanged = db.prepare<[number], never>('UPDATE folders SET rules_pending = rules_pending + 1 WHERE id = ?');
  const remove = db.prepare<[number], never>('DELETE FROM folders WHERE id = ?');

  /** A watched folder whose files are all its own and all let in: no other within it, no rules. */
  function countedAlone(path: string): WatchedFolder | null {
    const watchedFolders = repository.all();
    const folder = watchedFolders.find((one) => one.path === path);
    if (!folder || folder.rulesPending > 0 || !folder.rules.subfolders || folder.rules.ignore.length > 0) return null;
    return watchedFolders.some((other) => isBelow(other.path, path)) ? null : folder;
  }

  const repository: FoldersRepository = {
    all: () => all.all().map(watched),
    byId: (id) => optional(byId.get(id)),
    byPath: (path) => optional(byPath.get(path)),
    holding(path) {
      const holders = repository.all().filter((folder) => folder.path === path || isBelow(path, folder.path));
      return holders.reduce<WatchedFolder | null>(
        (inner, folder) => (inner && inner.path.length > folder.path.length ? inner : folder),
        null,
      );
    },
    add(path, now) {
      return db.transaction(() => {
        const outer = repository.holding(path);
        // What of it was left out by the outer folder's rules is now for its own to say.
        const row = add.get(path, now, outer ? 1 : 0);
        if (!row) throw new Error('folder row not inserted');
        const { from, below } = rangeBelow(path);
        if (outer) moveFiles.run(row.id, outer.id, from, below);
        if (outer) moveQuarantine.run(row.id, outer.id, from, below);
        return watched(row);
      });
    },
    setState: (id, state) => setState.run(state, id, state).changes > 0,
    setScanned: (id, now) => void setScanned.run(now, id),
    count(path) {
      const alone = countedAlone(path);
      if (alone) return countOwn.get(alone.id) ?? { photos: 0, files: 0 };
      const { from, below } = rangeBelow(path);
      return count.get(path, from, below) ?? { photos: 0, files: 0 };
    },
    countRecorded(path) {
      const { from, below } = rangeBelow(path);
      return countRecorded.get(path, from, below)?.photos ?? 0;
    },
    quarantineBelow(path) {
      const { from, below } = rangeBelow(path);
      return quarantineBelow.all(from, below);
    },
    quarantine: () => quarantine.all(),
    remove(folder) {
      return db.transaction(() => {
        const photos = photosOf.all(folder.id).map((row) => row.photo_id);
        // Innermost last, so that what lies in several goes to the innermost.
        const others = repository.all().filter((other) => other.id !== folder.id);
        for (const other of others.sort((a, b) => a.path.length - b.path.length)) {
          const outer = isBelow(folder.path, other.path);
          if (!outer && !isBelow(other.path, folder.path)) continue;
          const { from, below } = rangeBelow(outer ? folder.path : other.path);
          for (const owner of outer ? [folder.id] : [folder.id, ...others.map(({ id }) => id)]) {
            moveFiles.run(other.id, owner, from, below);
            moveQuarantine.run(other.id, owner, from, below);
          }
          if (outer) rulesChanged.run(other.id);
        }
        remove.run(folder.id);
        return photos;
      });
    },
  };
  return repository;
}

function watched({
  id,
  path,
  state,
  last_scan_at,
  subfolders,
  ignore,
  paused,
  rules_pending,
}: FolderRow): WatchedFolder {
  const rules = { subfolders: subfolders === 1, ignore: JSON.parse(ignore), paused: paused === 1 };
  return { id, path, state, lastScanAt: last_scan_at, rules: folderRules.parse(rules), rulesPending: rules_pending };
}

function optional(row: FolderRow | undefined): WatchedFolder | null {
  return row ? watched(row) : null;
}
