import { basename, relative, sep } from 'node:path';
import type { Selectable } from 'kysely';
import type { PhotoId, Sha256 } from '../../../../shared/domain/ids.ts';
import type { Database } from '../../db/database.ts';
import type { PhotosTable } from '../../db/schema.ts';
import type { Images, ReadPhotoResult } from '../../ports/images.ts';
import { distanceBetween, fingerprintOfDigits } from '../duplicates/fingerprint-index.ts';
import { fingerprintsRepository } from '../duplicates/fingerprints.repository.ts';
import { qualityColumns } from '../quality/quality.repository.ts';

export type ReadPhoto = Extract<ReadPhotoResult, { outcome: 'photo' }>;

export interface KnownContent {
  readonly id: PhotoId;
  readonly derivedRecipe: string | null;
  /** Its images were never made: nobody but its file's head says that it is a photograph. */
  readonly neverPictured: boolean;
  /** An upload of it has begun: its content is what it is. */
  readonly underWay: boolean;
  /** It was found by another content of the same photo: one from before or after words were written into its original. */
  readonly byOther?: true;
}

/** Photos as the ingest writes them: what their content says. What she says of them is hers (review, description). */
export interface ContentsRepository {
  find(sha256: Sha256): KnownContent | null;
  byId(id: PhotoId): KnownContent | null;
  add(photo: ReadPhoto, now: number): PhotoId;
  /**
   * What lies under the photo's name now is no edited version of it but another photograph: taken at another moment, and of
   * something else. A clock set right leaves the picture, a crop or other colours leave the moment.
   */
  isAnother(id: PhotoId, photo: ReadPhoto): boolean;
  /** The same photo with another content: she edited the file in place. Her decisions and words stay. */
  replaceContent(id: PhotoId, photo: ReadPhoto, now: number): void;
  setDerived(id: PhotoId, photo: ReadPhoto): void;
  countPlaces(id: PhotoId): number;
  /**
   * A photo whose bytes proved to be no photograph before any image of them was made goes with its only place. False, and
   * nothing done, when she ever touched it.
   */
  withdraw(id: PhotoId): boolean;
  /**
   * Brings what a photo derives from its places up to date: present or not, file name, date to sort by. A missing place is
   * remembered only while no other place is left; a photo without any place goes, unless she ever touched it.
   */
  tidyPlaces(id: PhotoId): void;
}

/** `WHERE` of a photo that she (or the marketplace) has had a hand in: its record is kept whatever happens to its files. */
export const TOUCHED_BY_HER = `(review <> 'unreviewed' OR label IS NOT NULL OR delivery <> 'none' OR moderation <> 'none'
  OR changed_at > added_at OR EXISTS (SELECT 1 FROM deliveries WHERE deliveries.photo_id = photos.id)
  OR EXISTS (SELECT 1 FROM remote_photos WHERE remote_photos.photo_id = photos.id)
  OR EXISTS (SELECT 1 FROM collection_photos WHERE collection_photos.photo_id = photos.id)
  OR EXISTS (SELECT 1 FROM stacks WHERE stacks.id = photos.stack_id AND stacks.kind = 'hand') OR set_apart <> 0)`;

/** Bits of 64. Two photographs of nothing in common differ in 32, give or take 4. */
const LOOKS_ALIKE = 18;

/** What a reading says of a photo. */
type ContentColumns = Pick<
  Selectable<PhotosTable>,
  | 'sha256'
  | 'size'
  | 'format'
  | 'width'
  | 'height'
  | 'orientation'
  | 'capture_date'
  | 'capture_offset'
  | 'camera'
  | 'lens'
  | 'exposure_time'
  | 'f_number'
  | 'iso'
  | 'focal_length'
  | 'latitude'
  | 'longitude'
  | 'icc_profile'
  | 'derived_recipe'
  | 'derived'
>;

export function contentsRepository(db: Database, derivedDir: string, images: Images): ContentsRepository {
  const KNOWN =
    "id, derived_recipe, derived_recipe IS NULL AND picture_version = 1 AS never_pictured, delivery IN ('queued', 'sending') AS under_way";
  type KnownRow = { id: PhotoId; derived_recipe: string | null; never_pictured: number; under_way: number };
  const find = db.prepare<[string], KnownRow>(`SELECT ${KNOWN} FROM photos WHERE sha256 = ?`);
  const findOther = db.prepare<[string], KnownRow>(
    `SELECT ${KNOWN} FROM photos WHERE id = (SELECT photo_id FROM photo_contents WHERE sha256 = ?)`,
  );
  const byId = db.prepare<[number], KnownRow>(`SELECT ${KNOWN} FROM photos WHERE id = ?`);
  const places = db.prepare<[number], { id: number; path: string; state: string; mtime_ns: string }>(
    'SELECT id, path, state, mtime_ns FROM files WHERE photo_id = ? ORDER BY path',
  );
  const fingerprints = fingerprintsRepository(db);
  const dropFile = db.prepare<[number], never>('DELETE FROM files WHERE id = ?');
  const dropUntouched = db.prepare<[number], never>(`DELETE FROM photos WHERE id = ? AND NOT ${TOUCHED_BY_HER}`);
  const absent = db.prepare<[number], never>('UPDATE photos SET present = 0 WHERE id = ? AND present <> 0');
  const dates = db.prepare<[number], { capture_date: string | null; capture_offset: string | null }>(
    'SELECT capture_date, capture_offset FROM photos WHERE id = ?',
  );
  const setPlaces = db.prepare<[number, string, number, number, number, string, number], never>(
    'UPDATE photos SET present = ?, file_name = ?, sort_at = ? WHERE id = ? AND (present <> ? OR file_name <> ? COLLATE BINARY OR sort_at <> ?)',
  );

  function contentColumns(photo: ReadPhoto): ContentColumns {
    const { metadata } = photo;
    return {
      sha256: photo.sha256,
      size: photo.size,
      format: photo.format,
      width: photo.width,
      height: photo.height,
      orientation: metadata.orientation,
      capture_date: metadata.captureDate,
      capture_offset: metadata.captureOffset,
      camera: metadata.camera,
      lens: metadata.lens,
      exposure_time: metadata.exposureTime,
      f_number: metadata.fNumber,
      iso: metadata.iso,
      focal_length: metadata.focalLength,
      latitude: metadata.latitude,
      longitude: metadata.longitude,
      icc_profile: metadata.iccProfile,
      ...derivedColumns(photo),
    };
  }

  /** Paths relative to the derived folder with forward slashes, so that a data folder can be moved, even to another system. */
  function derivedColumns({
    derived,
    seen,
    recipe = images.recipe,
  }: ReadPhoto): Pick<ContentColumns, 'derived' | 'derived_recipe'> {
    const onDisk = [...derived, ...(seen ? [seen] : [])].map((image) => ({
      ...image,
      path: relative(derivedDir, image.path).split(sep).join('/'),
    }));
    return { derived_recipe: seen ? null : recipe, derived: JSON.stringify(onDisk) };
  }

  return {
    find(sha256) {
      const now = known(find.get(sha256));
      if (now) return now;
      const other = known(findOther.get(sha256));
      return other && { ...other, byOther: true };
    },
    byId: (id) => known(byId.get(id)),
    add(photo, now) {
      const { title, caption, keywords, place, rating } = photo.metadata;
      const { lastId } = db.run(
        db.sql.insertInto('photos').values({
          ...contentColumns(photo),
          sort_at: captureTime(photo.metadata.captureDate, photo.metadata.captureOffset) ?? now,
          review: 'unreviewed',
          rating,
          label: null,
          title,
          caption,
          keywords: JSON.stringify(keywords),
          category_id: null,
          price_standard: null,
          price_extended: null,
          place,
          delivery: 'none',
          moderation: 'none',
          rule_errors: 0,
          rule_warnings: 0,
          file_name: '',
          present: 1,
          ...(photo.quality && qualityColumns(photo.quality)),
          picture_version: 1,
          added_at: now,
          changed_at: now,
        }),
      );
      const id = lastId as PhotoId;
      if (!photo.seen) fingerprints.write(id, photo.fingerprint);
      return id;
    },
    isAnother(id, photo) {
      const was = dates.get(id)?.capture_date ?? null;
      const is = photo.metadata.captureDate;
      if (was === null || is === null || was === is) return false;
      const looked = fingerprints.of(id);
      if (looked === null || photo.fingerprint === null) return false;
      return distanceBetween(looked, fingerprintOfDigits(photo.fingerprint)) > LOOKS_ALIKE;
    },
    replaceContent(id, photo, now) {
      db.run(
        db.sql
          .updateTable('photos')
          .set(contentColumns(photo))
          .set(photo.quality ? qualityColumns(photo.quality) : { ...qualityColumns(null), measured: 0 })
          .set((column) => ({ picture_version: column('picture_version', '+', 1), changed_at: now }))
          .where('id', '=', id),
      );
      fingerprints.write(id, photo.fingerprint);
    },
    setDerived(id, photo) {
      db.run(
        db.sql
          .updateTable('photos')
          .set({ ...derivedColumns(photo), ...(photo.quality && qualityColumns(photo.quality)) })
          .set((column) => ({ picture_version: column('picture_version', '+', 1) }))
          .where('id', '=', id),
      );
      fingerprints.write(id, photo.fingerprint);
    },
    withdraw(id) {
      // Its places go with it.
      return dropUntouched.run(id).changes > 0;
    },
    countPlaces: (id) => places.all(id).length,
    tidyPlaces(id) {
      const all = places.all(id);
      const present = all.filter((place) => place.state === 'present');
      if (present.length > 0) for (const place of all) if (place.state === 'missing') dropFile.run(place.id);
      const main = present[0] ?? all[0];
      if (!main) {
        if (dropUntouched.run(id).changes === 0) absent.run(id);
        return;
      }
      const date = dates.get(id);
      const remembered = present.length > 0 ? all.filter((place) => place.state !== 'missing') : all;
      const oldest = Math.min(...remembered.map((place) => Number(BigInt(place.mtime_ns) / 1_000_000n)));
      const sortAt = captureTime(date?.capture_date ?? null, date?.capture_offset ?? null) ?? oldest;
      const isPresent = present.length > 0 ? 1 : 0;
      const name = basename(main.path);
      setPlaces.run(isPresent, name, sortAt, id, isPresent, name, sortAt);
    },
  };
}

function known(
  row: { id: PhotoId; derived_recipe: string | null; never_pictured: number; under_way: number } | undefined,
): KnownContent | null {
  if (!row) return null;
  const { id, derived_recipe, never_pictured, under_way } = row;
  return { id, derivedRecipe: derived_recipe, neverPictured: never_pictured === 1, underWay: under_way === 1 };
}

/** ms since the epoch. Without an offset the camera's clock is taken for UTC: the same everywhere, and right in Abidjan and Dakar. */
function captureTime(captureDate: string | null, captureOffset: string | null): number | null {
  if (captureDate === null) return null;
  const time = Date.parse(captureDate + (captureOffset ?? 'Z'));
  return Number.isNaN(time) ? null : time;
}
