import { sep } from 'node:path';
import type { Subfolder } from '../../../../shared/contract/library.contract.ts';
import type { Database } from '../../db/database.ts';
import { rangeBelow } from '../ingest/paths.ts';

const NAMES = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' });

export interface FolderTree {
  children(path: string): Subfolder[];
  /** Whether there are any. */
  hasAny(path: string): boolean;
}

/**
 * Folders directly in a folder that hold photographs, with how many show, as the catalogue knows them: one walk along the
 * index of directories, some 50 ms for 100,000 files in 10,000 folders. A photo with two files in a folder counts once.
 */
export function folderTree(db: Database): FolderTree {
  const any = db.prepare<[string, string], { one: number }>(
    `SELECT 1 AS one FROM files INDEXED BY files_by_directory
     WHERE directory > ? AND directory < ? AND ignored = 0 AND state <> 'missing' LIMIT 1`,
  );
  const directories = db.prepare<[string, string], { directory: string; photos: string }>(
    `SELECT directory, json_group_array(photo_id) AS photos FROM files INDEXED BY files_by_directory
     WHERE directory > ? AND directory < ? AND ignored = 0 AND state <> 'missing' GROUP BY directory`,
  );
  const hidden = db.prepare<[], { ids: string }>('SELECT json_group_array(id) AS ids FROM photos WHERE hidden <> 0');
  const ids = (text: string | undefined): number[] => JSON.parse(text ?? '[]');

  function children(path: string): Subfolder[] {
    const { from, below } = rangeBelow(path);
    const unseen = new Set(ids(hidden.get()?.ids));
    const children = new Map<string, { readonly photos: Set<number>; hasSubfolders: boolean }>();
    for (const { directory, photos } of directories.all(from, below)) {
      const end = directory.indexOf(sep, from.length);
      const name = end === -1 ? directory.slice(from.length) : directory.slice(from.length, end);
      const child = children.get(name) ?? { photos: new Set<number>(), hasSubfolders: false };
      children.set(name, child);
      if (end !== -1) child.hasSubfolders = true;
      for (const id of ids(photos)) if (!unseen.has(id)) child.photos.add(id);
    }
    return [...children]
      .toSorted(([a], [b]) => NAMES.compare(a, b))
      .map(([name, { photos, hasSubfolders }]) => ({
        path: from + name,
        name,
        photoCount: photos.size,
        hasSubfolders,
      }));
  }

  return {
    children,
    hasAny(path) {
      const { from, below } = rangeBelow(path);
      return any.get(from, below) !== undefined;
    },
  };
}
