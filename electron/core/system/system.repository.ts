import type { Database } from '../db/database.ts';

/** What the diagnosis asks the catalogue. */
export interface DiagnosisQueries {
  folders(): string[];
  photoCount(): number;
}

export function diagnosisQueries(db: Database): DiagnosisQueries {
  return {
    folders() {
      return db.all(db.sql.selectFrom('folders').select('path').orderBy('path')).map(({ path }) => path);
    },
    photoCount() {
      return db.get(db.sql.selectFrom('photos').select(({ fn }) => fn.countAll<number>().as('count')))?.count ?? 0;
    },
  };
}
