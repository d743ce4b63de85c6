import { z } from 'zod';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { Database } from '../db/database.ts';

const keywordList = z.array(z.string());

export interface PhotoWords {
  readonly id: PhotoId;
  readonly keywords: readonly string[];
  readonly place: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

interface KeywordCount {
  keyword: string;
  count: number;
}

/** The keywords she gave, read where they are kept: with the photos. */
export function wordsRepository(db: Database) {
  return {
    lastPhoto(): number {
      return db.prepare<[], { last: number | null }>('SELECT max(id) AS last FROM photos').get()?.last ?? 0;
    },

    /** Keywords of the photos with `after` < id ≤ `last`. */
    keywordCounts(after: number, last: number): KeywordCount[] {
      return db
        .prepare<[number, number], KeywordCount>(
          `SELECT value AS keyword, count(*) AS count FROM photos, json_each(photos.keywords)
           WHERE photos.id > ? AND photos.id <= ? AND photos.keywords <> '[]' GROUP BY value`,
        )
        .all(after, last);
    },

    photos(ids: readonly PhotoId[]): PhotoWords[] {
      return db
        .all(
          db.sql
            .selectFrom('photos')
            .select(['id', 'keywords', 'place', 'latitude', 'longitude'])
            .where('id', 'in', [...ids]),
        )
        .flatMap((row) => {
          const id = ids.find((wanted) => wanted === row.id);
          return id === undefined ? [] : [{ ...row, id, keywords: keywordList.parse(JSON.parse(row.keywords)) }];
        });
    },

    /** Folders, whole paths, in which a photo lies. */
    directories(id: PhotoId): string[] {
      return db
        .prepare<[number], { directory: string }>(
          "SELECT DISTINCT directory FROM files WHERE photo_id = ? AND directory <> '' LIMIT 5",
        )
        .all(id)
        .map((row) => row.directory);
    },

    /** Keywords of photos in the same folder, most frequent first. Looks at `reach` of them. */
    inDirectory(directory: string, reach: number): KeywordCount[] {
      return db
        .prepare<[string, number], KeywordCount>(
          `SELECT value AS keyword, count(*) AS count
           FROM (SELECT photo_id FROM files WHERE directory = ? LIMIT ?) near
           JOIN photos ON photos.id = near.photo_id, json_each(photos.keywords)
           GROUP BY value ORDER BY count(*) DESC LIMIT 60`,
        )
        .all(directory, reach);
    },

    /** Keywords of photos taken just before and after on the same day, most frequent first. Looks at 2 × `reach` of them. */
    onSameDay(id: PhotoId, reach: number): KeywordCount[] {
      return db
        .prepare<[number, number, number, number, number], KeywordCount>(
          `SELECT value AS keyword, count(*) AS count FROM (
             SELECT * FROM (SELECT capture_date, keywords FROM photos
               WHERE capture_order > (SELECT capture_order FROM photos WHERE id = ?) ORDER BY capture_order LIMIT ?)
             UNION ALL
             SELECT * FROM (SELECT capture_date, keywords FROM photos
               WHERE capture_order < (SELECT capture_order FROM photos WHERE id = ?) ORDER BY capture_order DESC LIMIT ?)
           ) near, json_each(near.keywords)
           WHERE substr(near.capture_date, 1, 10) = (SELECT substr(capture_date, 1, 10) FROM photos WHERE id = ?)
           GROUP BY value ORDER BY count(*) DESC LIMIT 60`,
        )
        .all(id, reach, id, reach, id);
    },
  };
}

export type WordsRepository = ReturnType<typeof wordsRepository>;
