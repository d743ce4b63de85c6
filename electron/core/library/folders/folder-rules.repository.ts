import type { FolderRules } from '../../../../shared/domain/folder-rules.ts';
import type { Database } from '../../db/database.ts';
import { rangeBelow } from '../ingest/paths.ts';

export interface RuledFile {
  readonly id: number;
  readonly path: string;
  readonly ignored: boolean;
}

/** What the rules of watched folders are about in the catalogue. */
export interface FolderRulesRepository {
  /** Kept, but not followed yet: `pending` of the folder grows. */
  setRules(folderId: number, rules: FolderRules): void;
  /** The catalogue follows the rules, unless they changed meanwhile. */
  setFollowed(folderId: number, pending: number): boolean;
  /** Files after a path (null: from the beginning) that belong to a watched folder. */
  filesOf(folderId: number, root: string, after: string | null, limit: number): RuledFile[];
  setIgnored(ids: readonly number[], ignored: boolean): void;
  /** Files that wait to be read, below a folder. */
  waitingBelow(root: string): { id: number; path: string }[];
  dropWaiting(ids: readonly number[]): void;
  setAsideOf(folderId: number): string[];
  forgetSetAside(paths: readonly string[]): void;
}

export function folderRulesRepository(db: Database): FolderRulesRepository {
  const setRules = db.prepare<[number, string, number, number], never>(
    'UPDATE folders SET subfolders = ?, ignore = ?, paused = ?, rules_pending = rules_pending + 1 WHERE id = ?',
  );
  const setFollowed = db.prepare<[number, number], never>(
    'UPDATE folders SET rules_pending = 0 WHERE id = ? AND rules_pending = ?',
  );
  const filesOf = db.prepare<[string, string, number, number], { id: number; path: string; ignored: number }>(
    'SELECT id, path, ignored FROM files WHERE path > ? AND path < ? AND +folder_id = ? ORDER BY path LIMIT ?',
  );
  const setIgnored = db.prepare<[number, string], never>(
    'UPDATE files SET ignored = ? WHERE id IN (SELECT value FROM json_each(?))',
  );
  const waiting = db.prepare<[string, string], { id: number; path: string }>(
    "SELECT id, subject AS path FROM jobs WHERE kind = 'read-file' AND subject >= ? AND subject < ? AND state <> 'active'",
  );
  const drop = db.prepare<[string], never>(
    "DELETE FROM jobs WHERE id IN (SELECT value FROM json_each(?)) AND state <> 'active'",
  );
  const aside = db.prepare<[number], { path: string }>('SELECT path FROM quarantine WHERE folder_id = ?');
  const forget = db.prepare<[string], never>('DELETE FROM quarantine WHERE path IN (SELECT value FROM json_each(?))');
  return {
    setRules: (id, { subfolders, ignore, paused }) =>
      void setRules.run(subfolders ? 1 : 0, JSON.stringify(ignore), paused ? 1 : 0, id),
    setFollowed: (id, pending) => setFollowed.run(id, pending).changes > 0,
    filesOf(folderId, root, after, limit) {
      const { from, below } = rangeBelow(root);
      return filesOf
        .all(after ?? from, below, folderId, limit)
        .map(({ ignored, ...file }) => ({ ...file, ignored: ignored === 1 }));
    },
    setIgnored: (ids, ignored) => void setIgnored.run(ignored ? 1 : 0, JSON.stringify(ids)),
    waitingBelow(root) {
      const { from, below } = rangeBelow(root);
      return waiting.all(from, below);
    },
    dropWaiting: (ids) => void drop.run(JSON.stringify(ids)),
    setAsideOf: (folderId) => aside.all(folderId).map(({ path }) => path),
    forgetSetAside: (paths) => void forget.run(JSON.stringify(paths)),
  };
}
