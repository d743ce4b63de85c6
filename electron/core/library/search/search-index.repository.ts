import type { Database } from '../../db/database.ts';
import { VOWEL_MARKS } from './search-words.ts';

export interface SearchIndex {
  /** Writes what changed since the index was last written. Nothing to do costs microseconds. */
  refresh(): void;
}

/**
 * The search index, written once for all changes of a transaction: in two statements and in its own order, because FTS5 makes
 * a segment of every statement and of every step backwards (measured: eight times as quick for 10,000 photos).
 */
export function searchIndex(db: Database): SearchIndex {
  const anyStale = db.prepare<readonly [], { place: number }>('SELECT 1 AS place FROM photo_words_stale LIMIT 1');
  const leave = db.prepare<readonly [], never>(
    'DELETE FROM photos_search WHERE rowid IN (SELECT place FROM photo_words_stale)',
  );
  const enter = db.prepare<readonly [], never>(
    `INSERT INTO photos_search (rowid, words) SELECT photo_words.capture_order, ${withoutVowelMarks('words')}
     FROM photo_words_stale CROSS JOIN photo_words ON photo_words.capture_order = place ORDER BY place`,
  );
  const done = db.prepare<readonly [], never>('DELETE FROM photo_words_stale');

  function write(): void {
    if (anyStale.get() === undefined) return;
    leave.run();
    enter.run();
    done.run();
  }
  return {
    refresh() {
      if (anyStale.get() !== undefined) db.transaction(write);
    },
  };
}

/** Has the index written before every transaction ends; whoever searches refreshes it again, for changes made outside of one. */
export function keepSearchIndexFresh(db: Database): void {
  const index = searchIndex(db);
  db.beforeCommit(() => index.refresh());
}

/** SQL: the text without the marks that no letter needs; a name without them costs microseconds. */
function withoutVowelMarks(text: string): string {
  return VOWEL_MARKS.reduce((inner, mark) => `replace(${inner}, char(${mark.codePointAt(0)}), '')`, text);
}
