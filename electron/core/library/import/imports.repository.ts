import type { Selectable } from 'kysely';
import { z } from 'zod';
import { type Problem, problem as problemSchema } from '../../../../shared/contract/delivery.contract.ts';
import {
  type ImportId,
  type ImportOptions,
  type ImportState,
  importId,
  importOptions,
} from '../../../../shared/contract/import.contract.ts';
import type { Sha256 } from '../../../../shared/domain/ids.ts';
import type { Database } from '../../db/database.ts';
import type { ImportItemsTable, ImportsTable } from '../../db/schema.ts';

export interface ImportRow {
  readonly id: ImportId;
  readonly state: ImportState;
  readonly sources: readonly string[];
  readonly fromCard: boolean;
  readonly received: boolean;
  readonly options: ImportOptions;
  readonly problem: Problem | null;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

export interface ImportItem {
  readonly id: number;
  readonly shot: number;
  readonly role: 'photo' | 'sidecar';
  readonly path: string;
  readonly size: number;
  /** ms since the epoch. */
  readonly modifiedAt: number;
  readonly takenAt: string | null;
  readonly camera: string | null;
  readonly folder: string | null;
  readonly base: string | null;
}

export type NewItem = Pick<ImportItem, 'shot' | 'role' | 'path' | 'size' | 'modifiedAt' | 'takenAt' | 'camera'>;

/** How much of an import is done. */
export interface ImportTally {
  readonly shots: number;
  readonly shotsDone: number;
  readonly files: number;
  readonly copied: number;
  readonly known: number;
  readonly failed: number;
  readonly bytes: number;
  readonly bytesDone: number;
}

export type ImportsRepository = ReturnType<typeof importsRepository>;

const COLUMNS = 'id, state, sources, from_card, received, options, problem, created_at, finished_at';
type StoredImport = Omit<Selectable<ImportsTable>, 'put_away'>;
const ITEM_COLUMNS = [
  'id',
  'shot',
  'role',
  'path',
  'size',
  'modified_at',
  'taken_at',
  'camera',
  'folder',
  'base',
] as const;
type StoredItem = Pick<Selectable<ImportItemsTable>, (typeof ITEM_COLUMNS)[number]>;

/** Imports and their files as rows: the work is what they say, whatever became of the process. */
export function importsRepository(db: Database) {
  const byId = db.prepare<[number], StoredImport>(`SELECT ${COLUMNS} FROM imports WHERE id = ?`);
  const shown = db.prepare<[], StoredImport>(
    `SELECT ${COLUMNS} FROM imports WHERE put_away = 0 ORDER BY id DESC LIMIT 50`,
  );
  const next = db.prepare<[], StoredImport>(
    `SELECT ${COLUMNS} FROM imports WHERE state IN ('running', 'waiting') ORDER BY id LIMIT 1`,
  );
  const receiving = db.prepare<[], StoredImport>(`SELECT ${COLUMNS} FROM imports WHERE state = 'receiving'`);
  const add = db.prepare<[ImportState, string, number, number, string, number], { id: number }>(
    'INSERT INTO imports (state, sources, from_card, received, options, created_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id',
  );
  const setSources = db.prepare<[string, number], never>('UPDATE imports SET sources = ? WHERE id = ?');
  const setState = db.prepare<[ImportState, string | null, number | null, number], never>(
    'UPDATE imports SET state = ?, problem = ?, finished_at = ? WHERE id = ?',
  );
  const putAway = db.prepare<[number], never>('UPDATE imports SET put_away = 1 WHERE id = ?');
  const addItem = db.prepare<[number, number, string, string, number, number, string | null, string | null], never>(
    'INSERT INTO import_items (import_id, shot, role, path, size, modified_at, taken_at, camera) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const waiting = db.prepare<[number], StoredItem>(
    `SELECT ${ITEM_COLUMNS.join(', ')} FROM import_items WHERE import_id = ? AND state = 'waiting' ORDER BY shot, id`,
  );
  const named = db.prepare<[number], { folder: string; base: string }>(
    'SELECT DISTINCT folder, base FROM import_items WHERE import_id = ? AND base IS NOT NULL',
  );
  const date = db.prepare<[string, string | null, number], never>(
    'UPDATE import_items SET taken_at = ?, camera = ? WHERE id = ?',
  );
  const name = db.prepare<[string, string, number, number], never>(
    'UPDATE import_items SET folder = ?, base = ? WHERE import_id = ? AND shot = ?',
  );
  const settle = db.prepare<[string, string | null, string | null, string | null, number], never>(
    'UPDATE import_items SET state = ?, sha256 = ?, placed = ?, problem = ? WHERE id = ?',
  );
  const retry = db.prepare<[number], never>(
    "UPDATE import_items SET state = 'waiting', problem = NULL WHERE import_id = ? AND state = 'failed'",
  );
  const failures = db.prepare<[number], { path: string; problem: string }>(
    "SELECT path, problem FROM import_items WHERE import_id = ? AND state = 'failed' ORDER BY id LIMIT 1000",
  );
  const outcomes = db.prepare<
    [number],
    { path: string; size: number; state: string; sha256: string | null; placed: string | null; problem: string | null }
  >('SELECT path, size, state, sha256, placed, problem FROM import_items WHERE import_id = ? ORDER BY shot, id');
  const tally = db.prepare<[number], { [K in keyof ImportTally]: number | null }>(`
    SELECT count(DISTINCT shot) AS shots,
      count(DISTINCT shot) - count(DISTINCT CASE WHEN state = 'waiting' THEN shot END) AS shotsDone,
      count(*) AS files, sum(state = 'copied') AS copied, sum(state = 'known') AS known, sum(state = 'failed') AS failed,
      sum(size) AS bytes, sum(CASE WHEN state = 'waiting' THEN 0 ELSE size END) AS bytesDone
    FROM import_items WHERE import_id = ?`);
  const sameSize = db.prepare<[number, number], { found: number }>(`
    SELECT 1 AS found FROM photos WHERE size = ? UNION ALL
    SELECT 1 FROM import_items WHERE size = ? AND state = 'copied' LIMIT 1`);
  const inLibrary = db.prepare<[string], { found: number }>(`
    SELECT 1 AS found FROM photos WHERE sha256 = ?
      AND EXISTS (SELECT 1 FROM files WHERE photo_id = photos.id AND state <> 'missing') LIMIT 1`);
  const importedAt = db.prepare<[string], { placed: string }>(
    "SELECT placed FROM import_items WHERE sha256 = ? AND state = 'copied' AND placed IS NOT NULL",
  );
  const likely = db.prepare<[number, number], { found: number }>(
    "SELECT 1 AS found FROM import_items WHERE size = ? AND modified_at = ? AND state = 'copied' LIMIT 1",
  );

  const importOf = (row: StoredImport | undefined): ImportRow | null => (row ? toImport(row) : null);

  return {
    byId: (id: number) => importOf(byId.get(id)),
    /** What is not put away, newest first. */
    shown: () => shown.all().map(toImport),
    /** The oldest that has something to do. */
    next: () => importOf(next.get()),
    receiving: () => receiving.all().map(toImport),
    add(
      row: Pick<ImportRow, 'state' | 'sources' | 'fromCard' | 'received' | 'options'>,
      items: readonly NewItem[],
      now: number,
    ) {
      return db.transaction((): ImportId => {
        const { state, sources, fromCard, received, options } = row;
        const added = add.get(
          state,
          JSON.stringify(sources),
          fromCard ? 1 : 0,
          received ? 1 : 0,
          JSON.stringify(options),
          now,
        );
        const id = importId.parse(added?.id);
        addItems(id, items);
        return id;
      });
    },
    addItems,
    setSources: (id: ImportId, sources: readonly string[]) => void setSources.run(JSON.stringify(sources), id),
    setState(id: ImportId, state: ImportState, problem: Problem | null, now: number) {
      const ended = state === 'done' || state === 'cancelled';
      setState.run(state, problem ? JSON.stringify(problem) : null, ended ? now : null, id);
    },
    putAway: (id: ImportId) => void putAway.run(id),
    waiting: (id: ImportId) => waiting.all(id).map(toItem),
    /** Names that are given already, lower case. */
    namesTaken: (id: ImportId) => new Set(named.all(id).map(({ folder, base }) => `${folder}/${base}`.toLowerCase())),
    date: (itemId: number, takenAt: string, camera: string | null) => void date.run(takenAt, camera, itemId),
    name: (id: ImportId, shot: number, folder: string, base: string) => void name.run(folder, base, id, shot),
    copied: (itemId: number, sha256: Sha256, placed: string) => void settle.run('copied', sha256, placed, null, itemId),
    known: (itemId: number, sha256: Sha256 | null) => void settle.run('known', sha256, null, null, itemId),
    failed: (itemId: number, problem: Problem) =>
      void settle.run('failed', null, null, JSON.stringify(problem), itemId),
    retry: (id: ImportId) => retry.run(id).changes,
    failures: (id: ImportId) => failures.all(id).map((row) => ({ path: row.path, problem: readProblem(row.problem) })),
    outcomes: (id: ImportId) =>
      outcomes.all(id).map((row) => ({ ...row, problem: row.problem === null ? null : readProblem(row.problem) })),
    tally(id: ImportId): ImportTally {
      const row = tally.get(id);
      const number = (key: keyof ImportTally) => row?.[key] ?? 0;
      return {
        shots: number('shots'),
        shotsDone: number('shotsDone'),
        files: number('files'),
        copied: number('copied'),
        known: number('known'),
        failed: number('failed'),
        bytes: number('bytes'),
        bytesDone: number('bytesDone'),
      };
    },
    /** False: no content of this size was ever seen, so that nothing has to be read to know that this one is new. */
    mayKnow: (size: number) => sameSize.get(size, size) !== undefined,
    /** The library has this content at a place that is reachable or only away. */
    inLibrary: (sha256: Sha256) => inLibrary.get(sha256) !== undefined,
    /** Where imports put this content. */
    importedAt: (sha256: Sha256) => importedAt.all(sha256).map(({ placed }) => placed),
    /** A file of this size and time was imported before: a good guess until the content was compared. */
    looksImported: (size: number, modifiedAt: number) => likely.get(size, modifiedAt) !== undefined,
  };

  function addItems(id: ImportId, items: readonly NewItem[]): void {
    db.transaction(() => {
      for (const { shot, role, path, size, modifiedAt, takenAt, camera } of items)
        addItem.run(id, shot, role, path, size, modifiedAt, takenAt, camera);
    });
  }
}

function toImport(row: StoredImport): ImportRow {
  return {
    id: importId.parse(row.id),
    state: row.state,
    sources: z.array(z.string()).parse(JSON.parse(row.sources)),
    fromCard: row.from_card === 1,
    received: row.received === 1,
    options: importOptions.parse(JSON.parse(row.options)),
    problem: row.problem === null ? null : readProblem(row.problem),
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

function toItem({ modified_at, taken_at, ...item }: StoredItem): ImportItem {
  return { ...item, modifiedAt: modified_at, takenAt: taken_at };
}

function readProblem(text: string): Problem {
  return problemSchema.parse(JSON.parse(text));
}
