import type { PhotoFilter } from '../../../../shared/contract/library.contract.ts';
import type { FolderId, PhotoId } from '../../../../shared/domain/ids.ts';
import type { Database, Value } from '../../db/database.ts';
import { type Hits, keptHits } from '../search/kept-hits.repository.ts';
import { parseSearch } from '../search/search-words.ts';
import { directoryCondition, directoryMembers } from './directory-query.repository.ts';
import type { FacetsRepository } from './facets.repository.ts';
import { FACET_FIELDS, passes, type Tally } from './facets.ts';
import { GATHER, type GatherLimits } from './gather-limits.ts';
import { BY_FACETS, photoAmounts } from './photo-amounts.repository.ts';
import type { PhotoOrder, Position } from './photo-order.ts';
import {
  amongHits,
  collectionCondition,
  collectionMembers,
  dateConditions,
  type Fragment,
  facetConditions,
  folderCondition,
  folderMembers,
  ID_MASK,
  joinFragments,
  outsideHits,
  ruleBreakers,
  ruleCondition,
  testedHits,
  VISIBLE,
} from './photo-query.repository.ts';
import { keysetCondition, notBeyond, onSearchRow, selectPhotos, walkBy } from './photo-walk.repository.ts';
import type { SieveKeeper } from './sieve-keeper.ts';

/** A statement, and the one to run instead where it finds fewer photos than asked for. */
export interface Way extends Fragment {
  readonly otherwise?: Fragment;
}

/** What a filter asks beside facets. */
const OTHER_FIELDS = [
  'text',
  'folderId',
  'directory',
  'collectionId',
  'brokenRule',
  'capturedFrom',
  'capturedTo',
] as const satisfies readonly (keyof PhotoFilter)[];

export interface PhotoFinder {
  /** Ids of up to `limit` photos that a filter finds, in order, after a position. */
  find(filter: PhotoFilter, order: PhotoOrder, after: Position | null, limit: number): PhotoId[];
  /** Every id that a filter finds, in order. */
  findAll(filter: PhotoFilter, order: PhotoOrder): PhotoId[];
  /** Numbers of photos by facets among those that text, folder and dates of a filter find; its facet fields are not applied. */
  tally(filter: PhotoFilter): Tally[];
  /** The statement that `find` would run, for tests of the plan. */
  statement(filter: PhotoFilter, order: PhotoOrder, after: Position | null, limit: number): Way | null;
}

export function photoFinder(
  db: Database,
  facets: FacetsRepository,
  gather: GatherLimits = GATHER,
  sieve: SieveKeeper | null = null,
): PhotoFinder {
  const hits = keptHits(db);
  const amounts = photoAmounts(db, gather.rows);
  const folderPaths = db.prepare<readonly [], { id: FolderId; path: string }>('SELECT id, path FROM folders');

  /** A folder and the watched folders below it. */
  function foldersWithin(id: FolderId): FolderId[] {
    const all = folderPaths.all();
    const top = all.find((folder) => folder.id === id);
    if (!top) return [];
    const within = (path: string) =>
      path.startsWith(top.path) && /^[/\\]/.test(path.slice(top.path.replace(/[/\\]+$/, '').length));
    return all.filter((folder) => folder.id === id || within(folder.path)).map((folder) => folder.id);
  }

  function statement(filter: PhotoFilter, order: PhotoOrder, after: Position | null, limit: number): Way | null {
    const { match, exclusions } = searchOf(filter);
    const folders = filter.folderId === undefined ? null : foldersWithin(filter.folderId);
    const dates = dateConditions(filter);
    const { collectionId: collection, directory, brokenRule: rule } = filter;
    const others = [
      ...dates,
      ...exclusions,
      ...(folders ? [folderCondition(folders)] : []),
      ...(directory === undefined ? [] : [directoryCondition(directory)]),
      ...(collection === undefined ? [] : [collectionCondition(collection)]),
      ...(rule === undefined ? [] : [ruleCondition(rule)]),
    ];
    const conditions = [...facetConditions(filter), ...others];
    const beyond = after ? [keysetCondition(order, after)] : [];

    if (FACET_FIELDS.some((field) => filter[field] !== undefined)) {
      const keys = facetKeys(filter);
      if (keys === null) return null;
      // Folders and collections are looked up for every hit; all else stands in the index.
      const isLookedUp = folders || directory !== undefined || collection !== undefined || rule !== undefined;
      const most = isLookedUp ? gather.rows : gather.entries;
      if (keys.hits <= most || (dates.length > 0 && amounts.fewInRange(keys.condition, dates, most))) {
        const text = match === null ? [] : [testedHits(hits.of(match))];
        return selectPhotos(BY_FACETS, [keys.condition, ...others, ...text, ...beyond], order, limit);
      }
      // Where most photos are hits, walking on costs less than gathering them.
      const { total } = facets.totals();
      if (match === null && limit > 0 && keys.hits < (total * 2) / 3) {
        const end = placeBeyond(order, after);
        if (end !== null)
          return {
            ...selectPhotos(walkBy(order), [...conditions, ...beyond, notBeyond(order, end)], order, limit),
            otherwise: selectPhotos(BY_FACETS, [keys.condition, ...others, ...beyond], order, limit),
          };
      }
    }
    if (collection !== undefined && amounts.isSmallCollection(collection)) {
      const text = match === null ? [] : [testedHits(hits.of(match))];
      return selectPhotos('photos', [collectionMembers(collection), ...conditions, ...text, ...beyond], order, limit);
    }
    if (match !== null) return searchStatement(match, [...conditions, ...beyond], order, limit);
    if (directory !== undefined && amounts.isSmallDirectory(directory))
      return selectPhotos('photos', [directoryMembers(directory), ...conditions, ...beyond], order, limit);
    if (rule !== undefined && amounts.areFewBreakers(rule))
      return selectPhotos('photos', [ruleBreakers(rule), ...conditions, ...beyond], order, limit);
    if (folders && amounts.isSmallFolder(folders))
      return selectPhotos('photos', [folderMembers(folders), ...conditions, ...beyond], order, limit);
    if (dates.length > 0 && order.sort !== 'captured' && amounts.fewInRange(null, dates, gather.rows))
      return selectPhotos('photos INDEXED BY photos_by_capture', [...conditions, ...beyond], order, limit);
    return selectPhotos(walkBy(order), [...conditions, ...beyond], order, limit);
  }

  /** The photo a stride further in an order; null when the end is nearer. */
  function placeBeyond(order: PhotoOrder, after: Position | null): Position | null {
    const { sql, parameters } = selectPhotos(walkBy(order), after ? [keysetCondition(order, after)] : [], order, 1);
    const place = db
      .prepare<readonly Value[], Omit<Position, keyof PhotoOrder>>(
        `SELECT id, sort_at AS sortAt, added_at AS addedAt, rating, sales_count AS sales, file_name AS fileName
         FROM photos WHERE id = (${sql} OFFSET ?)`,
      )
      .get(...parameters, gather.stride);
    return place ? { ...order, ...place } : null;
  }

  /** The combinations of facets that pass a filter, and how many photos have them; null when there are none. */
  function facetKeys(filter: PhotoFilter): { condition: Fragment; hits: number } | null {
    const cells = facets.tallies().filter((tally) => passes(tally.facets, filter));
    if (cells.length === 0) return null;
    return {
      hits: cells.reduce((sum, tally) => sum + tally.count, 0),
      condition: {
        sql: 'photos.facets IN (SELECT value FROM json_each(?))',
        parameters: [JSON.stringify(cells.map((cell) => cell.key))],
      },
    };
  }

  /** Whether a search with this filter needs all its hits, to look for those few that pass among them. */
  function gathersHits(filter: PhotoFilter): boolean {
    if (filter.collectionId !== undefined || filter.directory !== undefined || filter.brokenRule !== undefined)
      return true;
    if (!FACET_FIELDS.some((field) => filter[field] !== undefined)) return false;
    const keys = facetKeys(filter);
    return keys !== null && keys.hits <= gather.entries;
  }

  /** What the text of a filter asks for: an expression for the search index, and what must not be found. */
  function searchOf(filter: PhotoFilter): { match: string | null; exclusions: Fragment[] } {
    if (filter.text === undefined) return { match: null, exclusions: [] };
    const { match, without } = parseSearch(filter.text);
    return { match, exclusions: without === null ? [] : [outsideHits(hits.of(without))] };
  }

  /** By capture the search index is walked in its own order; otherwise few hits are looked up, and many tested on the way. */
  function searchStatement(match: string, conditions: readonly Fragment[], order: PhotoOrder, limit: number): Fragment {
    if (order.sort !== 'captured') {
      const found = hits.of(match);
      if (found.count <= gather.rows) return selectPhotos('photos', [amongHits(found), ...conditions], order, limit);
      return selectPhotos(walkBy(order), [...conditions, testedHits(found)], order, limit);
    }
    hits.index.refresh();
    const where = joinFragments(
      [{ sql: 'photos_search MATCH ?', parameters: [match] }, ...conditions.map(onSearchRow)],
      ' AND ',
    );
    const direction = order.direction === 'asc' ? 'ASC' : 'DESC';
    const joined = conditions.some((condition) => onSearchRow(condition) === condition);
    return {
      sql: `SELECT photos_search.rowid & ${ID_MASK} AS id FROM photos_search${joined ? ` CROSS JOIN photos ON photos.id = photos_search.rowid & ${ID_MASK}` : ''} WHERE ${where.sql} ORDER BY photos_search.rowid ${direction} LIMIT ?`,
      parameters: [...where.parameters, limit],
    };
  }

  /**
   * By the sieve, where it is there. The first page of a search by capture date walks the search's own index, which has it
   * at once, unless its hits would be gathered; whoever asks for a second one is worth all hits in memory.
   */
  function sift(filter: PhotoFilter, order: PhotoOrder, after: Position | null, limit: number): PhotoId[] | null {
    const kept = sieve?.current();
    if (!kept || !sieve) return null;
    const { match } = parseSearch(filter.text ?? '');
    const isFirstByDate = match !== null && order.sort === 'captured' && after === null && limit >= 0;
    if (isFirstByDate && !sieve.knowsHits(match) && !gathersHits(filter)) return null;
    const found = kept.find(filter, sieve.masks(filter, foldersWithin), order, after, limit);
    return found && areIds(found) ? found : null;
  }

  function find(filter: PhotoFilter, order: PhotoOrder, after: Position | null, limit: number): PhotoId[] {
    const sifted = sift(filter, order, after, limit);
    if (sifted) return sifted;
    const query = statement(filter, order, after, limit);
    if (!query) return [];
    const found = idsOf(query);
    return query.otherwise && found.length < limit ? idsOf(query.otherwise) : found;
  }

  function idsOf({ sql, parameters }: Fragment): PhotoId[] {
    return db
      .prepare<readonly Value[], { id: PhotoId }>(sql)
      .all(...parameters)
      .map((row) => row.id);
  }

  return {
    find,
    statement,
    findAll(filter, order) {
      const sifted = sift(filter, order, null, -1);
      if (sifted) return sifted;
      const query = statement(filter, order, null, -1);
      if (!query) return [];
      // One row of text instead of a row a photo: three times as quick for 100,000.
      const row = db
        .prepare<readonly Value[], { ids: string }>(`SELECT json_group_array(id) AS ids FROM (${query.sql})`)
        .get(...query.parameters);
      const ids: PhotoId[] = JSON.parse(row?.ids ?? '[]');
      return ids;
    },
    tally(filter) {
      if (!OTHER_FIELDS.some((field) => filter[field] !== undefined)) return facets.tallies();
      const sifted = sieve?.current()?.tally(filter, sieve.masks(filter, foldersWithin));
      if (sifted) return sifted;
      const { match, exclusions } = searchOf(filter);
      const folders = filter.folderId === undefined ? null : foldersWithin(filter.folderId);
      const found: Hits | null = match === null ? null : hits.of(match);
      const few = found !== null && found.count <= gather.rows;
      const conditions = [
        ...dateConditions(filter),
        ...exclusions,
        ...(folders ? [folderMembers(folders)] : []),
        ...(filter.directory === undefined ? [] : [directoryMembers(filter.directory)]),
        ...(filter.collectionId === undefined ? [] : [collectionMembers(filter.collectionId)]),
        ...(filter.brokenRule === undefined ? [] : [ruleCondition(filter.brokenRule)]),
        ...(found === null ? [] : [few ? amongHits(found) : testedHits(found)]),
      ];
      if (conditions.length === 0) return facets.tallies();
      // Many hits: the facets are read from their index, in order, rather than worked out again for every photo.
      const from = found !== null && !few ? BY_FACETS : 'photos';
      const where = joinFragments([VISIBLE, ...conditions], ' AND ');
      return db
        .prepare<readonly Value[], { facets: string; count: number }>(
          `SELECT facets, count(*) AS count FROM ${from} WHERE ${where.sql} GROUP BY facets`,
        )
        .all(...where.parameters)
        .map((row) => ({ key: row.facets, facets: facets.read(row.facets), count: row.count }));
    },
  };
}

/** What orders hold are row ids of photos. */
function areIds(ids: readonly number[]): ids is PhotoId[] {
  return ids.every((id) => id > 0);
}
