import type { PhotoSummary } from '../../../../shared/contract/library.contract.ts';
import type { FolderId, PhotoId, Sha256 } from '../../../../shared/domain/ids.ts';
import {
  type Delivery,
  type Format,
  type Label,
  type Moderation,
  quarterTurn,
  type Review,
} from '../../../../shared/domain/photo.ts';
import type { Database } from '../../db/database.ts';
import type { FilesTable, PhotosTable, RemotePhotosTable } from '../../db/schema.ts';
import type { QualityColumns } from './photo-words.ts';

interface SummaryRow {
  id: PhotoId;
  sha256: Sha256;
  file_name: string;
  format: Format;
  width: number;
  height: number;
  capture_date: string | null;
  sort_at: number;
  review: Review;
  rating: number;
  label: Label | null;
  delivery: Delivery;
  moderation: Moderation;
  title: string;
  rule_errors: number;
  picture_version: number;
  present: number;
  missing: number;
  added_at: number;
  sales_count: number;
  to_turn: number;
  stack_id: number | null;
  stack_count: number;
  stack_kind: 'pair' | 'hand' | null;
  is_face: number;
}

/** A summary with what its place in every order is made of. */
export interface PlacedSummary extends PhotoSummary {
  readonly addedAt: number;
  readonly sales: number;
}

export type PhotoRow = Omit<
  PhotosTable,
  'id' | 'sha256' | keyof QualityColumns | 'rights' | 'capture_order' | 'facets' | 'hidden' | 'missing' | 'sales_count'
> &
  QualityColumns & {
    id: PhotoId;
    sha256: Sha256;
    rights: string | null;
  };
export type FileRow = Pick<FilesTable, 'path' | 'size' | 'mtime_ns' | 'state'> & { folder_id: FolderId };
export type RemoteRow = Pick<RemotePhotosTable, 'id' | 'rejection_reason' | 'views_count' | 'sales_count'>;

export interface PhotosRepository {
  /** In the order asked; unknown ids are left out. */
  summaries(ids: readonly PhotoId[]): PlacedSummary[];
  /** In the order asked; unknown ids are left out. */
  rows(ids: readonly PhotoId[]): PhotoRow[];
  /** Places of a photo, those that can be reached first. */
  files(id: PhotoId): FileRow[];
  /** The same of many at once. */
  filesOf(ids: readonly PhotoId[]): ReadonlyMap<PhotoId, readonly FileRow[]>;
  /** What the marketplace of the current account knows of photos. */
  remotesOf(ids: readonly PhotoId[]): ReadonlyMap<PhotoId, RemoteRow>;
  /** The problem of each one's newest delivery to the current account, as JSON. */
  deliveryProblemsOf(ids: readonly PhotoId[]): ReadonlyMap<PhotoId, string | null>;
  /** Path of a file that is there now. */
  presentPath(id: PhotoId): string | null;
  /** Its derived images, as JSON. */
  derived(id: PhotoId): string | null;
}

const SUMMARY_COLUMNS =
  'photos.id, sha256, file_name, format, width, height, capture_date, sort_at, review, rating, label, delivery, moderation, title, rule_errors, picture_version, present, missing, added_at, photos.sales_count, (turn - pictures_turn + 360) % 360 AS to_turn, stack_id, iif(stack_id IS NULL, 0, (SELECT count(*) FROM photos AS other WHERE other.stack_id = photos.stack_id)) AS stack_count, iif(stack_id IS NULL, NULL, (SELECT kind FROM stacks WHERE stacks.id = stack_id)) AS stack_kind, hidden & 1 = 0 AS is_face';

export function photosRepository(db: Database): PhotosRepository {
  const summaries = db.prepare<readonly [string], SummaryRow>(
    `SELECT ${SUMMARY_COLUMNS} FROM json_each(?) AS asked CROSS JOIN photos ON photos.id = asked.value ORDER BY asked.key`,
  );
  const rows = db.prepare<readonly [string], PhotoRow>(
    'SELECT photos.* FROM json_each(?) AS asked CROSS JOIN photos ON photos.id = asked.value ORDER BY asked.key',
  );
  // Of several, the last one read is the newest.
  const remotes = db.prepare<readonly [string], RemoteRow & { photo_id: PhotoId }>(
    `SELECT photo_id, remote_photos.id, rejection_reason, views_count, sales_count
     FROM json_each(?) AS asked CROSS JOIN remote_photos ON photo_id = asked.value
     JOIN accounts ON accounts.id = account_id AND accounts.current = 1
     ORDER BY created_at, remote_photos.id`,
  );
  const problems = db.prepare<readonly [string], { photo_id: PhotoId; problem: string | null }>(
    `SELECT photo_id, problem FROM json_each(?) AS asked CROSS JOIN deliveries ON photo_id = asked.value
     JOIN accounts ON accounts.id = account_id AND accounts.current = 1 ORDER BY deliveries.id`,
  );
  const derived = db.prepare<readonly [number], { derived: string }>('SELECT derived FROM photos WHERE id = ?');
  const files = db.prepare<readonly [number], FileRow>(
    `SELECT path, folder_id, size, mtime_ns, state FROM files WHERE photo_id = ?
     ORDER BY CASE state WHEN 'present' THEN 0 WHEN 'offline' THEN 1 ELSE 2 END, id`,
  );
  const filesOf = db.prepare<readonly [string], FileRow & { photo_id: PhotoId }>(
    `SELECT photo_id, files.path, folder_id, size, mtime_ns, state FROM json_each(?) AS asked
     CROSS JOIN files ON photo_id = asked.value
     ORDER BY CASE state WHEN 'present' THEN 0 WHEN 'offline' THEN 1 ELSE 2 END, files.id`,
  );

  return {
    summaries: (ids) => summaries.all(JSON.stringify(ids)).map(summaryOf),
    rows: (ids) => rows.all(JSON.stringify(ids)),
    files: (id) => files.all(id),
    filesOf(ids) {
      const found = new Map<PhotoId, FileRow[]>(ids.map((id) => [id, []]));
      for (const row of filesOf.all(JSON.stringify(ids))) found.get(row.photo_id)?.push(row);
      return found;
    },
    remotesOf: (ids) => new Map(remotes.all(JSON.stringify(ids)).map((row) => [row.photo_id, row])),
    deliveryProblemsOf: (ids) => new Map(problems.all(JSON.stringify(ids)).map((row) => [row.photo_id, row.problem])),
    presentPath: (id) => files.all(id).find((file) => file.state === 'present')?.path ?? null,
    derived: (id) => derived.get(id)?.derived ?? null,
  };
}

export function summaryOf(row: SummaryRow): PlacedSummary {
  return {
    id: row.id,
    sha256: row.sha256,
    fileName: row.file_name,
    format: row.format,
    width: row.width,
    height: row.height,
    captureDate: row.capture_date,
    sortAt: row.sort_at,
    review: row.review,
    rating: row.rating,
    label: row.label,
    delivery: row.delivery,
    moderation: row.moderation,
    title: row.title,
    brokenRules: row.rule_errors,
    pictureVersion: row.picture_version,
    offline: row.present === 0,
    ...(row.present === 0 && row.missing === 1 ? { missing: true } : {}),
    addedAt: row.added_at,
    sales: row.sales_count,
    ...(row.to_turn === 0 ? {} : { pictureTurn: quarterTurn.parse(row.to_turn) }),
    ...(row.stack_id === null || row.stack_kind === null
      ? {}
      : { stack: { id: row.stack_id, count: row.stack_count, face: row.is_face === 1, kind: row.stack_kind } }),
  };
}
