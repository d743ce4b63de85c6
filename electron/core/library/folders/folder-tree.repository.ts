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

interface Child {
  readonly count: number;
  readonly hasSubfolders: boolean;
}

/** What was counted of the folders in one folder, by name, and which of them to count again. */
interface Level {
  readonly children: Map<string, Child>;
  readonly stale: Set<string>;
}

/** Open folders that are remembered; each holds the names of its subfolders. */
const MOST_LEVELS = 200;

/**
 * Folders directly in a folder that hold photographs, with how many show, as the catalogue knows them. A photo with two files in a
 * folder counts once. All of a folder is counted once, along the index of directories (some 50 ms for 100,000 files in 10,000
 * folders), and from then on only those of its subfolders in which something changed.
 */
export function folderTree(db: Database): FolderTree {
  const any = db.prepare<[string, string], { one: number }>(
    `SELECT 1 AS one FROM files INDEXED BY files_by_directory
     WHERE directory > ? AND directory < ? AND ignored = 0 AND state <> 'missing' LIMIT 1`,
  );
  const listed = (where: string) => `SELECT directory, json_group_array(photo_id) AS photos
     FROM files INDEXED BY files_by_directory WHERE ${where} AND ignored = 0 AND state <> 'missing' GROUP BY directory`;
  const below = db.prepare<[string, string], Directory>(listed('directory > ? AND directory < ?'));
  const own = db.prepare<[string], Directory>(listed('directory = ?'));
  const hidden = db.prepare<[], { ids: string }>('SELECT json_group_array(id) AS ids FROM photos WHERE hidden <> 0');
  const levels = new Map<string, Level>();

  function noteChanges(): void {
    const changed = db.changedDirectories();
    if (changed === null) levels.clear();
    for (const directory of changed ?? [])
      for (const [from, { stale }] of levels)
        if (directory.startsWith(from)) stale.add(firstName(directory, from.length));
  }

  function level(from: string, end: string): Level {
    noteChanges();
    const known = levels.get(from);
    if (known) {
      if (known.stale.size > 0) countAgain(from, known);
      return known;
    }
    if (levels.size >= MOST_LEVELS) levels.clear();
    const fresh = { children: counted(below.all(from, end), from, unseen()), stale: new Set<string>() };
    levels.set(from, fresh);
    return fresh;
  }

  function countAgain(from: string, { children, stale }: Level): void {
    const notSeen = unseen();
    for (const name of stale) {
      const range = rangeBelow(from + name);
      const found = counted([...own.all(from + name), ...below.all(range.from, range.below)], from, notSeen).get(name);
      if (found) children.set(name, found);
      else children.delete(name);
    }
    stale.clear();
  }

  const unseen = () => new Set(idsIn(hidden.get()?.ids));

  return {
    children(path) {
      const { from, below: end } = rangeBelow(path);
      return [...level(from, end).children]
        .toSorted(([a], [b]) => NAMES.compare(a, b))
        .map(([name, { count, hasSubfolders }]) => ({ path: from + name, name, photoCount: count, hasSubfolders }));
    },
    hasAny(path) {
      const { from, below: end } = rangeBelow(path);
      return any.get(from, end) !== undefined;
    },
  };
}

interface Directory {
  readonly directory: string;
  /** JSON. */
  readonly photos: string;
}

function counted(directories: readonly Directory[], from: string, unseen: ReadonlySet<number>): Map<string, Child> {
  const found = new Map<string, { readonly photos: Set<number>; hasSubfolders: boolean }>();
  for (const { directory, photos } of directories) {
    const name = firstName(directory, from.length);
    const child = found.get(name) ?? { photos: new Set<number>(), hasSubfolders: false };
    found.set(name, child);
    if (directory.length > from.length + name.length) child.hasSubfolders = true;
    for (const id of idsIn(photos)) if (!unseen.has(id)) child.photos.add(id);
  }
  return new Map([...found].map(([name, { photos, hasSubfolders }]) => [name, { count: photos.size, hasSubfolders }]));
}

function firstName(directory: string, from: number): string {
  const end = directory.indexOf(sep, from);
  return end === -1 ? directory.slice(from) : directory.slice(from, end);
}

function idsIn(text: string | undefined): number[] {
  return JSON.parse(text ?? '[]');
}
