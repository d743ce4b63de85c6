import { z } from 'zod';
import { type Problem, problem as problemSchema } from '../../../../shared/contract/delivery.contract.ts';
import {
  type ExportId,
  type ExportOptions,
  type ExportState,
  exportId,
  exportOptions,
} from '../../../../shared/contract/export.contract.ts';
import { type PhotoId, photoId, type Sha256, sha256 } from '../../../../shared/domain/ids.ts';
import type { Database } from '../../db/database.ts';
import type { Copied } from '../import/copy-file.ts';

export interface ExportRow {
  readonly id: ExportId;
  readonly state: ExportState;
  readonly options: ExportOptions;
  /** Eight hexadecimal digits that its unfinished files carry in their names. */
  readonly token: string;
  readonly problem: Problem | null;
  /** ms since the epoch. */
  readonly createdAt: number;
}

/** One photo of an export that is not written yet. */
export interface ExportItem {
  readonly id: number;
  readonly photo: PhotoId;
  /** From 1, in the order she sees. */
  readonly sequence: number;
  /** Its copy was whole under its hidden name when this was written down; whether it has its own name already is to be seen. */
  readonly made: Copied | null;
}

export interface ExportFailure {
  readonly id: PhotoId;
  readonly problem: Problem;
}

export interface ExportTally {
  readonly total: number;
  readonly written: number;
  readonly failed: number;
}

interface StoredExport {
  id: number;
  state: ExportState;
  options: string;
  token: string;
  problem: string | null;
  created_at: number;
}

const COLUMNS = 'id, state, options, token, problem, created_at';

/** Exports and their photos as rows: written before any file is, so that a kill at any moment loses and repeats nothing. */
export function exportsRepository(db: Database) {
  const byId = db.prepare<[number], StoredExport>(`SELECT ${COLUMNS} FROM exports WHERE id = ?`);
  const all = db.prepare<[], StoredExport>(`SELECT ${COLUMNS} FROM exports ORDER BY id DESC LIMIT 50`);
  const add = db.prepare<[string, string, number], { id: number }>(
    "INSERT INTO exports (state, options, token, created_at) VALUES ('running', ?, ?, ?) RETURNING id",
  );
  const addItem = db.prepare<[number, number, number], never>(
    'INSERT INTO export_items (export_id, sequence, photo_id) VALUES (?, ?, ?)',
  );
  const setState = db.prepare<[ExportState, string | null, number], never>(
    'UPDATE exports SET state = ?, problem = ? WHERE id = ?',
  );
  const remove = db.prepare<[number], never>('DELETE FROM exports WHERE id = ?');
  const waiting = db.prepare<
    [number],
    { id: number; photo_id: number; sequence: number; sha256: string | null; size: number | null }
  >(
    "SELECT id, photo_id, sequence, sha256, size FROM export_items WHERE export_id = ? AND state = 'waiting' ORDER BY sequence",
  );
  const made = db.prepare<[string, number, number], never>('UPDATE export_items SET sha256 = ?, size = ? WHERE id = ?');
  const written = db.prepare<[string, number], never>(
    "UPDATE export_items SET state = 'written', placed = ? WHERE id = ?",
  );
  const failed = db.prepare<[string, number], never>(
    "UPDATE export_items SET state = 'failed', problem = ? WHERE id = ?",
  );
  const retry = db.prepare<[number], never>(
    "UPDATE export_items SET state = 'waiting', problem = NULL WHERE export_id = ? AND state = 'failed'",
  );
  const tally = db.prepare<[number], { total: number; written: number | null; failed: number | null }>(
    "SELECT count(*) AS total, sum(state = 'written') AS written, sum(state = 'failed') AS failed FROM export_items WHERE export_id = ?",
  );
  const places = db.prepare<[number], { placed: string }>(
    "SELECT placed FROM export_items WHERE export_id = ? AND state = 'written' ORDER BY sequence",
  );
  const failures = db.prepare<[number, number], { photo_id: number; problem: string }>(
    "SELECT photo_id, problem FROM export_items WHERE export_id = ? AND state = 'failed' ORDER BY sequence LIMIT ?",
  );

  return {
    byId(id: ExportId): ExportRow | null {
      const row = byId.get(id);
      return row ? toExport(row) : null;
    },
    /** Newest first. */
    all: () => all.all().map(toExport),
    /** All or nothing. */
    add(options: ExportOptions, token: string, photos: readonly PhotoId[], now: number): ExportId {
      return db.transaction(() => {
        const id = exportId.parse(add.get(JSON.stringify(options), token, now)?.id);
        for (const [index, photo] of photos.entries()) addItem.run(id, index + 1, photo);
        return id;
      });
    },
    setState: (id: ExportId, state: ExportState, problem: Problem | null) =>
      void setState.run(state, problem ? JSON.stringify(problem) : null, id),
    remove: (id: ExportId) => void remove.run(id),
    waiting: (id: ExportId): ExportItem[] =>
      waiting.all(id).map((row) => ({
        id: row.id,
        photo: photoId.parse(row.photo_id),
        sequence: row.sequence,
        made: copiedOf(row.sha256, row.size),
      })),
    made: (item: number, { sha256: content, size }: Copied) => void made.run(content, size, item),
    written: (item: number, path: string) => void written.run(path, item),
    failed: (item: number, problem: Problem) => void failed.run(JSON.stringify(problem), item),
    retry: (id: ExportId) => retry.run(id).changes,
    tally(id: ExportId): ExportTally {
      const row = tally.get(id);
      return { total: row?.total ?? 0, written: row?.written ?? 0, failed: row?.failed ?? 0 };
    },
    /** Paths of what is written, in the order she sees. */
    places: (id: ExportId): string[] => places.all(id).map(({ placed }) => placed),
    failures: (id: ExportId, limit: number): ExportFailure[] =>
      failures.all(id, limit).map((row) => ({ id: photoId.parse(row.photo_id), problem: problemOf(row.problem) })),
  };
}

export type ExportsRepository = ReturnType<typeof exportsRepository>;

function toExport(row: StoredExport): ExportRow {
  return {
    id: exportId.parse(row.id),
    state: row.state,
    options: exportOptions.parse(JSON.parse(row.options)),
    token: row.token,
    problem: row.problem === null ? null : problemOf(row.problem),
    createdAt: row.created_at,
  };
}

function problemOf(text: string): Problem {
  return problemSchema.parse(JSON.parse(text));
}

function copiedOf(content: string | null, size: number | null): Copied | null {
  if (content === null || size === null) return null;
  const hash: Sha256 = sha256.parse(content);
  return { sha256: hash, size: z.int().parse(size) };
}
