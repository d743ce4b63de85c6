import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { Format } from '../../../../shared/domain/photo.ts';
import type { Database } from '../../db/database.ts';
import { HIDDEN, visibility } from '../visibility.repository.ts';

export type StackKind = 'pair' | 'hand';

/** A photo's place among stacks: which one, whether she chose it as the face, whether pairing is to leave it alone. */
export interface StackPlace {
  readonly stack: number | null;
  readonly kind: StackKind;
  readonly chosen: boolean;
  readonly apart: boolean;
}

export interface StackedFile {
  readonly photoId: PhotoId;
  readonly path: string;
  readonly format: Format;
  readonly captureDate: string | null;
  readonly camera: string | null;
  readonly stack: number | null;
  /** She decided about it (by hand in a stack, or taken out of one): pairing leaves it alone. */
  readonly hers: boolean;
}

export interface StackMember {
  readonly id: PhotoId;
  readonly format: Format;
  readonly fileName: string;
  readonly missing: boolean;
  readonly delivered: boolean;
  readonly hidden: boolean;
}

export interface StacksRepository {
  /** Files whose pairing key is to be worked out. */
  unkeyed(limit: number): { id: number; photoId: PhotoId; path: string }[];
  setKey(fileId: number, key: number): void;
  /** Those photos that have a neighbour of the same key, or are in a stack. */
  withCompany(ids: readonly PhotoId[]): PhotoId[];
  /** Files that may be one photo with a photo's own, its own among them. */
  besides(id: PhotoId): StackedFile[];
  takeStale(limit: number): number[];
  kindOf(stack: number): { kind: StackKind; chosenFace: PhotoId | null } | null;
  members(stack: number): StackMember[];
  create(kind: StackKind): number;
  /** Null: out of every stack, and showing. */
  setStack(id: PhotoId, stack: number | null): void;
  setFace(face: PhotoId, others: readonly PhotoId[]): void;
  dissolve(stack: number): void;
  place(id: PhotoId): StackPlace | null;
  setPlace(id: PhotoId, place: StackPlace): void;
  /** The members behind those of these photos that are faces: of one kind, or of all. */
  behind(ids: readonly PhotoId[], kind?: StackKind): { id: PhotoId; face: PhotoId }[];
  stacksOf(ids: readonly PhotoId[]): { id: PhotoId; stack: number; isFace: boolean }[];
  /** Faces of pairs of which another member is on its way or was sent. */
  sentOtherwise(ids: readonly PhotoId[]): PhotoId[];
  /** What the face lacks of what she said of the others comes to it, the first of them first. */
  inherit(face: PhotoId, from: PhotoId, now: number): boolean;
  anyUnkeyed(): boolean;
}

interface FileRow {
  photo_id: PhotoId;
  path: string;
  format: Format;
  capture_date: string | null;
  camera: string | null;
  stack_id: number | null;
  hers: number;
}

interface MemberRow {
  id: PhotoId;
  format: Format;
  file_name: string;
  missing: number;
  delivered: number;
  behind: number;
}

const IDS = '(SELECT value FROM json_each(?))';

export function stacksRepository(db: Database): StacksRepository {
  const { setHidden } = visibility(db);
  const unkeyed = db.prepare<readonly [number], { id: number; photoId: PhotoId; path: string }>(
    'SELECT id, photo_id AS photoId, path FROM files WHERE pairing_key IS NULL LIMIT ?',
  );
  const setKey = db.prepare<readonly [number, number], never>('UPDATE files SET pairing_key = ? WHERE id = ?');
  const withCompany = db.prepare<readonly [string], { id: PhotoId }>(
    `SELECT id FROM photos WHERE id IN ${IDS} AND (stack_id IS NOT NULL OR EXISTS (
       SELECT 1 FROM files AS own CROSS JOIN files AS other ON other.pairing_key = own.pairing_key
       WHERE own.photo_id = photos.id AND other.photo_id <> photos.id)) ORDER BY id`,
  );
  const besides = db.prepare<readonly [number], FileRow>(
    `SELECT other.photo_id, other.path, format, capture_date, camera, stack_id,
       set_apart = 1 OR coalesce((SELECT kind = 'hand' FROM stacks WHERE stacks.id = stack_id), 0) AS hers
     FROM files AS own CROSS JOIN files AS other ON other.pairing_key = own.pairing_key
     CROSS JOIN photos ON photos.id = other.photo_id WHERE own.photo_id = ?`,
  );
  const stale = db.prepare<readonly [number], { stack_id: number }>(
    'DELETE FROM stack_stale WHERE stack_id IN (SELECT stack_id FROM stack_stale ORDER BY stack_id LIMIT ?) RETURNING stack_id',
  );
  const setStale = db.prepare<readonly [number], never>('INSERT OR IGNORE INTO stack_stale VALUES (?)');
  const kindOf = db.prepare<readonly [number], { kind: StackKind; chosenFace: PhotoId | null }>(
    'SELECT kind, chosen_face AS chosenFace FROM stacks WHERE id = ?',
  );
  const members = db.prepare<readonly [number], MemberRow>(
    `SELECT id, format, file_name, missing OR hidden & ~${HIDDEN.behindFace} <> 0 AS missing, delivery <> 'none' OR moderation <> 'none' AS delivered,
       hidden & ${HIDDEN.behindFace} <> 0 AS behind FROM photos WHERE stack_id = ? ORDER BY id`,
  );
  const create = db.prepare<readonly [string], { id: number }>('INSERT INTO stacks (kind) VALUES (?) RETURNING id');
  const ensure = db.prepare<readonly [number, string], never>('INSERT OR IGNORE INTO stacks (id, kind) VALUES (?, ?)');
  const remove = db.prepare<readonly [number], never>('DELETE FROM stacks WHERE id = ?');
  const setStack = db.prepare<readonly [number | null, number], never>('UPDATE photos SET stack_id = ? WHERE id = ?');
  const setApart = db.prepare<readonly [number, number], never>('UPDATE photos SET set_apart = ? WHERE id = ?');
  const unsetFace = db.prepare<readonly [number, number], never>(
    'UPDATE stacks SET chosen_face = NULL WHERE id = ? AND chosen_face = ?',
  );
  const chooseFace = db.prepare<readonly [number, number], never>('UPDATE stacks SET chosen_face = ? WHERE id = ?');
  const place = db.prepare<
    readonly [number],
    { stack: number | null; kind: StackKind | null; chosen: number; apart: number }
  >(
    `SELECT stack_id AS stack, kind, coalesce(chosen_face = photos.id, 0) AS chosen, set_apart AS apart
     FROM photos LEFT JOIN stacks ON stacks.id = stack_id WHERE photos.id = ?`,
  );
  const behind = db.prepare<readonly [string, string | null], { id: PhotoId; face: PhotoId }>(
    `SELECT other.id, face.id AS face FROM json_each(?) AS asked CROSS JOIN photos AS face ON face.id = asked.value
     CROSS JOIN photos AS other ON other.stack_id = face.stack_id AND other.id <> face.id
     CROSS JOIN stacks ON stacks.id = face.stack_id
     WHERE face.stack_id IS NOT NULL AND face.hidden & ${HIDDEN.behindFace} = 0 AND stacks.kind = coalesce(?, stacks.kind)
     ORDER BY asked.key, other.id`,
  );
  const stacksOf = db.prepare<readonly [string], { id: PhotoId; stack: number; isFace: number }>(
    `SELECT id, stack_id AS stack, hidden & ${HIDDEN.behindFace} = 0 AS isFace FROM photos
     WHERE id IN ${IDS} AND stack_id IS NOT NULL ORDER BY id`,
  );
  const sentOtherwise = db.prepare<readonly [string], { id: PhotoId }>(
    `SELECT photos.id FROM photos JOIN stacks ON stacks.id = stack_id AND kind = 'pair' WHERE photos.id IN ${IDS}
     AND EXISTS (SELECT 1 FROM photos AS other WHERE other.stack_id = photos.stack_id AND other.id <> photos.id
       AND (other.delivery IN ('queued', 'sending', 'sent') OR other.moderation <> 'none'))`,
  );
  const COLUMNS = [
    ['review', "'unreviewed'"],
    ['rating', '0'],
    ['title', "''"],
    ['caption', "''"],
    ['keywords', "'[]'"],
    ['place', "''"],
  ] as const;
  const OPTIONAL = ['label', 'category_id', 'price_standard', 'price_extended'];
  const lacks = [
    ...COLUMNS.map(([name, nothing]) => `(photos.${name} = ${nothing} AND giver.${name} <> ${nothing})`),
    ...OPTIONAL.map((name) => `(photos.${name} IS NULL AND giver.${name} IS NOT NULL)`),
  ].join(' OR ');
  const gives = [
    ...COLUMNS.map(([name, nothing]) => `${name} = iif(photos.${name} = ${nothing}, giver.${name}, photos.${name})`),
    ...OPTIONAL.map((name) => `${name} = coalesce(photos.${name}, giver.${name})`),
  ].join(', ');
  const inherit = db.prepare<readonly [number, number, number], never>(
    `UPDATE photos SET ${gives}, changed_at = ? FROM photos AS giver WHERE photos.id = ? AND giver.id = ? AND (${lacks})`,
  );
  const collect = db.prepare<readonly [number, number], never>(
    `INSERT INTO collection_photos (collection_id, photo_id, position)
     SELECT collection_id, ?, position FROM collection_photos WHERE photo_id = ? ON CONFLICT DO NOTHING`,
  );

  const repository: StacksRepository = {
    unkeyed: (limit) => unkeyed.all(limit),
    anyUnkeyed: () => unkeyed.get(1) !== undefined,
    setKey: (fileId, key) => void setKey.run(key, fileId),
    withCompany: (ids) => withCompany.all(JSON.stringify(ids)).map((row) => row.id),
    besides: (id) =>
      besides.all(id).map((row) => ({
        photoId: row.photo_id,
        path: row.path,
        format: row.format,
        captureDate: row.capture_date,
        camera: row.camera,
        stack: row.stack_id,
        hers: row.hers === 1,
      })),
    takeStale: (limit) => stale.all(limit).map((row) => row.stack_id),
    kindOf: (stack) => kindOf.get(stack) ?? null,
    members: (stack) =>
      members.all(stack).map((row) => ({
        id: row.id,
        format: row.format,
        fileName: row.file_name,
        missing: row.missing === 1,
        delivered: row.delivered === 1,
        hidden: row.behind === 1,
      })),
    create(kind) {
      const row = create.get(kind);
      if (!row) throw new Error('a stack was not created');
      return row.id;
    },
    setStack(id, stack) {
      setStack.run(stack, id);
      if (stack === null) setHidden([id], HIDDEN.behindFace, false);
    },
    setFace(face, others) {
      setHidden([face], HIDDEN.behindFace, false);
      setHidden(others, HIDDEN.behindFace, true);
    },
    dissolve(stack) {
      for (const member of members.all(stack)) repository.setStack(member.id, null);
      remove.run(stack);
    },
    place(id) {
      const row = place.get(id);
      if (!row) return null;
      return { stack: row.stack, kind: row.kind ?? 'pair', chosen: row.chosen === 1, apart: row.apart === 1 };
    },
    setPlace(id, wanted) {
      const before = repository.place(id);
      if (!before) return;
      if (before.stack !== null) setStale.run(before.stack);
      if (wanted.stack !== null) {
        ensure.run(wanted.stack, wanted.kind);
        setStale.run(wanted.stack);
        if (wanted.chosen) chooseFace.run(id, wanted.stack);
        else unsetFace.run(wanted.stack, id);
      }
      if (before.stack !== wanted.stack) repository.setStack(id, wanted.stack);
      setApart.run(wanted.apart ? 1 : 0, id);
    },
    behind: (ids, kind) => behind.all(JSON.stringify(ids), kind ?? null),
    stacksOf: (ids) => stacksOf.all(JSON.stringify(ids)).map((row) => ({ ...row, isFace: row.isFace === 1 })),
    sentOtherwise: (ids) => sentOtherwise.all(JSON.stringify(ids)).map((row) => row.id),
    inherit(face, from, now) {
      const collected = collect.run(face, from).changes;
      return inherit.run(now, face, from).changes + collected > 0;
    },
  };
  return repository;
}
