import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { Database } from '../../db/database.ts';

const KEY = 'rulesVersion';

/** Which version of the rules the counts of broken rules in `photos` were made with. */
export interface RuleCountsRepository {
  version(): string | null;
  setVersion(version: string): void;
  /** The next photos by id. */
  idsAfter(id: number, limit: number): PhotoId[];
}

export function ruleCountsRepository(db: Database): RuleCountsRepository {
  const next = db.prepare<readonly [number, number], { id: PhotoId }>(
    'SELECT id FROM photos WHERE id > ? ORDER BY id LIMIT ?',
  );
  return {
    version() {
      const row = db.get(db.sql.selectFrom('settings').select('value').where('key', '=', KEY));
      return row ? String(JSON.parse(row.value)) : null;
    },
    setVersion(version) {
      const value = JSON.stringify(version);
      db.run(
        db.sql
          .insertInto('settings')
          .values({ key: KEY, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value })),
      );
    },
    idsAfter: (id, limit) => next.all(id, limit).map((row) => row.id),
  };
}
