import type { Database } from '../db/database.ts';

/** What the diagnosis asks the catalogue. */
export interface DiagnosisQueries {
  /** SQLite's own quick check: 'ok', or the first thing wrong. Reads every page: seconds for a huge catalogue. */
  quickCheck(): string;
  folders(): string[];
  photoCount(): number;
}

export function diagnosisQueries(db: Database): DiagnosisQueries {
  return {
    quickCheck() {
      return db.prepare<[], { quick_check: string }>('PRAGMA quick_check(1)').get()?.quick_check ?? 'no answer';
    },
    folders() {
      return db.all(db.sql.selectFrom('folders').select('path').orderBy('path')).map(({ path }) => path);
    },
    photoCount() {
      return db.get(db.sql.selectFrom('photos').select(({ fn }) => fn.countAll<number>().as('count')))?.count ?? 0;
    },
  };
}
