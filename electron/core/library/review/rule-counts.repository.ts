import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { Database } from '../../db/database.ts';
import { keptValues } from '../../settings/kept-values.repository.ts';

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
  const kept = keptValues(db);
  return {
    version() {
      const version = kept.get(KEY);
      return version === undefined ? null : String(version);
    },
    setVersion: (version) => kept.set(KEY, version),
    idsAfter: (id, limit) => next.all(id, limit).map((row) => row.id),
  };
}
