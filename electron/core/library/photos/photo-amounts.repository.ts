import type { CollectionId, FolderId } from '../../../../shared/domain/ids.ts';
import type { RuleCode } from '../../../../shared/domain/rules.ts';
import type { Database, Value } from '../../db/database.ts';
import { filesBelow } from './directory-query.repository.ts';
import { type Fragment, joinFragments, ruleCondition, VISIBLE } from './photo-query.repository.ts';

/** Photos by their combination of facets, in the order of that index. */
export const BY_FACETS = 'photos INDEXED BY photos_by_facets';

/** Whether there are few of something: up to `rows`, which is when it is quicker to gather them than to walk past the others. */
export function photoAmounts(db: Database, rows: number) {
  /** Counts to a limit: enough to choose a way, whatever the size of the catalogue. */
  function countUpTo(limit: number, from: string, condition: Fragment): number {
    const statement = db.prepare<readonly Value[], { n: number }>(
      `SELECT count(*) AS n FROM (SELECT 1 FROM ${from} WHERE ${condition.sql} LIMIT ?)`,
    );
    return statement.get(...condition.parameters, limit)?.n ?? 0;
  }

  /** Whether few photos were taken in a range of dates, of all or of those with some facets. */
  function fewInRange(keys: Fragment | null, dates: readonly Fragment[], most: number): boolean {
    const inRange = dates.filter((date) => date.sql.includes('capture_order'));
    const from = keys ? BY_FACETS : 'photos INDEXED BY photos_by_capture';
    return countUpTo(most + 1, from, joinFragments([VISIBLE, ...(keys ? [keys] : []), ...inRange], ' AND ')) <= most;
  }

  function isSmallFolder(folders: readonly FolderId[]): boolean {
    const inFolders = {
      sql: `folder_id IN (SELECT value FROM json_each(?)) AND state IN ('present', 'offline')`,
      parameters: [JSON.stringify(folders)],
    };
    return countUpTo(rows + 1, 'files', inFolders) <= rows;
  }

  function isSmallDirectory(directory: string): boolean {
    return countUpTo(rows + 1, 'files', filesBelow(directory)) <= rows;
  }

  function isSmallCollection(id: CollectionId): boolean {
    const members = { sql: 'collection_id = ?', parameters: [id] };
    return countUpTo(rows + 1, 'collection_photos', members) <= rows;
  }

  function areFewBreakers(rule: RuleCode): boolean {
    const breaking = joinFragments([VISIBLE, ruleCondition(rule)], ' AND ');
    return countUpTo(rows + 1, 'photos INDEXED BY photos_by_rules', breaking) <= rows;
  }

  return { fewInRange, isSmallFolder, isSmallDirectory, isSmallCollection, areFewBreakers };
}
