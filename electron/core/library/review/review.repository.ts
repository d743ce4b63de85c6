import type { PhotoId, Sha256 } from '../../../../shared/domain/ids.ts';
import type { Format } from '../../../../shared/domain/photo.ts';
import type { Database, Value } from '../../db/database.ts';
import type { PhotosTable } from '../../db/schema.ts';
import type { QualityColumns } from '../photos/photo-words.ts';
import type { EditedColumns } from './edits.repository.ts';

export type ReviewRow = Pick<
  PhotosTable,
  | 'review'
  | 'rating'
  | 'label'
  | 'title'
  | 'caption'
  | 'keywords'
  | 'category_id'
  | 'price_standard'
  | 'price_extended'
  | 'place'
  | 'size'
  | 'width'
  | 'height'
  | 'icc_profile'
  | 'delivery'
  | 'rule_errors'
  | 'rule_warnings'
  | 'file_name'
> &
  QualityColumns & {
    id: PhotoId;
    sha256: Sha256;
    format: Format;
    orientation: number;
    turn: number;
    rules_broken: number;
    rights: string | null;
  };

/** How many rules a photo breaks, and which (ruleBits). */
export interface BrokenRules {
  readonly errors: number;
  readonly warnings: number;
  readonly bits: number;
}

export interface ReviewRepository {
  /** Rows of some photos, unknown ids left out, oldest id first. */
  rows(ids: readonly PhotoId[]): ReviewRow[];
  /** ms since the epoch. */
  addedAt(id: PhotoId): number;
  /** Writes what changed of a photo; nothing where that is nothing. */
  write(row: ReviewRow, columns: EditedColumns, broken: BrokenRules, at: number): void;
  /** One decision for many photos at once; returns the values before of those it changed. */
  setForAll(
    ids: readonly PhotoId[],
    columns: Pick<EditedColumns, 'review' | 'rating' | 'label'>,
    at: number,
  ): ReviewedBefore[];
}

export type ReviewedBefore = Pick<ReviewRow, 'id' | 'review' | 'rating' | 'label'>;

const ROW_COLUMNS =
  'id, sha256, review, rating, label, title, caption, keywords, category_id, price_standard, price_extended, place, format, size, width, height, icc_profile, delivery, rule_errors, rule_warnings, file_name, orientation, turn, sharpness, noise, highlights, shadows, measured, sent_alike, rules_broken, rights';

export function reviewRepository(db: Database): ReviewRepository {
  const rows = db.prepare<readonly [string], ReviewRow>(
    `SELECT ${ROW_COLUMNS} FROM photos WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
  );

  const addedAt = db.prepare<readonly [number], { added_at: number }>('SELECT added_at FROM photos WHERE id = ?');

  return {
    addedAt: (id) => addedAt.get(id)?.added_at ?? 0,
    rows: (ids) => rows.all(JSON.stringify(ids)),
    write(row, columns, { errors, warnings, bits }, at) {
      const { names, values } = given(columns);
      // Rules are counted for photos that nobody has had a hand in, too: only what she said is a change of hers.
      const byHer = names.length > 0;
      if (errors !== row.rule_errors || warnings !== row.rule_warnings) {
        names.push('rule_errors', 'rule_warnings');
        values.push(errors, warnings);
      }
      if (bits !== row.rules_broken) {
        names.push('rules_broken');
        values.push(bits);
      }
      if (names.length === 0) return;
      if (byHer) {
        names.push('changed_at');
        values.push(at);
      }
      const assignments = names.map((name) => `${name} = ?`).join(', ');
      db.prepare<readonly Value[], never>(`UPDATE photos SET ${assignments} WHERE id = ?`).run(...values, row.id);
    },
    setForAll(ids, columns, at) {
      const { names, values } = given(columns);
      const differs = `(${names.map((name) => `${name} IS NOT ?`).join(' OR ')})`;
      const among = 'id IN (SELECT value FROM json_each(?))';
      const list = JSON.stringify(ids);
      const before = db
        .prepare<readonly Value[], ReviewedBefore>(
          `SELECT id, review, rating, label FROM photos WHERE ${among} AND ${differs} ORDER BY id`,
        )
        .all(list, ...values);
      db.prepare<readonly Value[], never>(
        `UPDATE photos SET ${names.map((name) => `${name} = ?`).join(', ')}, changed_at = ? WHERE ${among} AND ${differs}`,
      ).run(...values, at, list, ...values);
      return before;
    },
  };
}

function given(columns: EditedColumns): { names: string[]; values: Value[] } {
  const entries = Object.entries(columns).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  return { names: entries.map((entry) => entry.name), values: entries.map((entry) => entry.value) };
}
