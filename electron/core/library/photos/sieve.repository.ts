import type { PhotoSort } from '../../../../shared/contract/library.contract.ts';
import type { RuleCode } from '../../../../shared/domain/rules.ts';
import type { Database, Value } from '../../db/database.ts';
import { photosBelow } from './directory-query.repository.ts';
import { ruleCondition } from './photo-query.repository.ts';
import { dayNumber, type Traits } from './sieve.ts';

/** What the sieve is filled from, and what has changed since; the statements it needs and no more. */
export interface SieveSource {
  /** Notes from now on what changes, in tables of this connection: a change rolled back leaves no note. */
  watch(): void;
  /** Traits of what shows, in the order of the index that holds them all; after the last of those before. */
  traitsAfter(last: (Traits & { readonly facets: string }) | null, limit: number): Traits[];
  traitsOf(ids: readonly number[]): Traits[];
  /** Places of files that are not missing, after the last of those before. */
  placesAfter(last: Place | null, limit: number): Place[];
  placesOf(ids: readonly number[]): Place[];
  /** Some of what shows in an order, from a place in it, and the place to go on from: null at the end. */
  idsFrom(sort: PhotoSort, from: PlaceInOrder | null, limit: number): { ids: number[]; next: PlaceInOrder | null };
  countStale(most: number): number;
  stale(limit: number): number[];
  forgetStale(ids: readonly number[]): void;
  /** Whether photos came, went or got other names since the last time this was asked. */
  takeRenamed(): boolean;
  /** Collections whose photos changed since the last time this was asked. */
  takeCollections(): number[];
  members(collection: number): number[];
  /** Whether photos broke or kept other rules since the last time this was asked. */
  takeRuled(): boolean;
  /** Photos that break a rule. */
  breaking(rule: RuleCode): number[];
  /** Whether files came, went, moved or got another state since the last time this was asked. */
  takeMoved(): boolean;
  /** Photos at or below a directory, some twice. */
  below(directory: string): number[];
}

export interface Place {
  readonly photo: number;
  readonly folder: number;
  readonly state: string;
}

/** What an order is made of, as the last photo read has it: spelled, because numbers of JavaScript are too short for it. */
export interface PlaceInOrder {
  readonly first: string;
  readonly second: string;
}

interface Row {
  readonly id: number;
  readonly facets: string;
  readonly second: number;
  readonly capture_date: string | null;
  readonly added_at: number;
  readonly sales_count: number;
}

const COLUMNS =
  'photos.id, photos.facets, photos.capture_order >> 30 AS second, photos.capture_date, photos.added_at, photos.sales_count';
const PLACE = 'files.photo_id AS photo, files.folder_id AS folder, files.state';
/** Columns that facets, days and orders are made of. */
const TELLING =
  'review, delivery, moderation, rating, label, format, width, height, rule_errors, camera, lens, present, missing, sales_count, hidden, sort_at, capture_date, added_at';
const ORDER_OF: Readonly<Record<PhotoSort, { index: string; first: string; second: string }>> = {
  captured: { index: 'photos_by_capture', first: 'capture_order', second: '0' },
  imported: { index: 'photos_by_import', first: 'added_at', second: 'id' },
  name: { index: 'photos_by_name', first: 'file_name', second: 'id' },
  rating: { index: 'photos_by_rating', first: 'rating', second: 'capture_order' },
  sales: { index: 'photos_by_sales', first: 'sales_count', second: 'capture_order' },
};

export function sieveSource(db: Database): SieveSource {
  const rows = (sql: string) => db.prepare<readonly Value[], Row>(sql);
  const run = (sql: string) => db.prepare<readonly Value[], never>(sql).run();
  const numbers = (sql: string, ...parameters: Value[]) => {
    const row = db.prepare<readonly Value[], { all: string }>(sql).get(...parameters);
    const found: number[] = JSON.parse(row?.all ?? '[]');
    return found;
  };
  const note = (name: string, change: string, table: string, ids: readonly string[], into = 'sieve_stale') =>
    run(`CREATE TEMP TRIGGER IF NOT EXISTS sieve_${name} AFTER ${change} ON main.${table}
      BEGIN ${ids.map((id) => `INSERT INTO ${into} VALUES (${id});`).join(' ')} END`);

  return {
    watch() {
      for (const table of ['sieve_stale', 'sieve_renamed', 'sieve_collections', 'sieve_moved', 'sieve_ruled'])
        run(`CREATE TEMP TABLE IF NOT EXISTS ${table} (id INTEGER)`);
      note('photo_insert', 'INSERT', 'photos', ['new.id']);
      note('photo_delete', 'DELETE', 'photos', ['old.id']);
      note('photo_update', `UPDATE OF ${TELLING}`, 'photos', ['new.id']);
      note('file_insert', 'INSERT', 'files', ['new.photo_id']);
      note('file_delete', 'DELETE', 'files', ['old.photo_id']);
      note('file_update', 'UPDATE OF folder_id, state, photo_id', 'files', ['old.photo_id', 'new.photo_id']);
      note('name_insert', 'INSERT', 'photos', ['1'], 'sieve_renamed');
      note('name_delete', 'DELETE', 'photos', ['1'], 'sieve_renamed');
      note('name_update', 'UPDATE OF file_name, hidden', 'photos', ['1'], 'sieve_renamed');
      note('rule_insert', 'INSERT', 'photos', ['1'], 'sieve_ruled');
      note('rule_update', 'UPDATE OF rules_broken, hidden', 'photos', ['1'], 'sieve_ruled');
      note('place_insert', 'INSERT', 'files', ['1'], 'sieve_moved');
      note('place_delete', 'DELETE', 'files', ['1'], 'sieve_moved');
      note('place_update', 'UPDATE OF path, directory, state, ignored, photo_id', 'files', ['1'], 'sieve_moved');
      note('member_insert', 'INSERT', 'collection_photos', ['new.collection_id'], 'sieve_collections');
      note('member_delete', 'DELETE', 'collection_photos', ['old.collection_id'], 'sieve_collections');
    },
    traitsAfter: (last, limit) =>
      last === null
        ? rows(
            `SELECT ${COLUMNS} FROM photos INDEXED BY photos_by_facets WHERE hidden = 0 ORDER BY facets, capture_order LIMIT ?`,
          )
            .all(limit)
            .map(traitsOf)
        : rows(
            `SELECT ${COLUMNS} FROM photos INDEXED BY photos_by_facets WHERE hidden = 0
               AND (facets, capture_order) > (?, CAST(? AS INTEGER) * 1073741824 + CAST(? AS INTEGER))
             ORDER BY facets, capture_order LIMIT ?`,
          )
            .all(last.facets, last.second, last.id, limit)
            .map(traitsOf),
    traitsOf: (ids) =>
      rows(
        `SELECT ${COLUMNS} FROM json_each(?) AS asked CROSS JOIN photos ON photos.id = asked.value WHERE photos.hidden = 0`,
      )
        .all(JSON.stringify(ids))
        .map(traitsOf),
    placesAfter: (last, limit) =>
      db
        .prepare<readonly Value[], Place>(
          `SELECT ${PLACE} FROM files INDEXED BY files_by_folder
           WHERE (folder_id, state, photo_id) > (?, ?, ?) ORDER BY folder_id, state, photo_id LIMIT ?`,
        )
        .all(last?.folder ?? 0, last?.state ?? '', last?.photo ?? 0, limit),
    placesOf: (ids) =>
      db
        .prepare<readonly Value[], Place>(
          `SELECT ${PLACE} FROM json_each(?) AS asked CROSS JOIN files ON files.photo_id = asked.value`,
        )
        .all(JSON.stringify(ids)),
    idsFrom(sort, from, limit) {
      const { index, first, second } = ORDER_OF[sort];
      const given = first === 'file_name' ? '?' : 'CAST(? AS INTEGER)';
      const order = second === '0' ? first : `${first}, ${second}`;
      const ids = (where: string, ...parameters: Value[]) =>
        numbers(
          `SELECT json_group_array(id) AS "all" FROM (
             SELECT id FROM photos INDEXED BY ${index} WHERE hidden = 0${where} ORDER BY ${order} LIMIT ?)`,
          ...parameters,
        );
      // Asked as two: SQLite finds a pair in an index by its first part alone, and most photos have the same rating.
      const same = `AND ${first} = ${given} AND ${second} > CAST(? AS INTEGER)`;
      const found =
        from === null ? ids('', limit) : second === '0' ? [] : ids(` ${same}`, from.first, from.second, limit);
      if (from !== null && found.length < limit)
        found.push(...ids(` AND ${first} > ${given}`, from.first, limit - found.length));
      const last = found.length < limit ? undefined : found.at(-1);
      if (last === undefined) return { ids: found, next: null };
      const place = db.prepare<readonly [number], PlaceInOrder>(
        `SELECT CAST(${first} AS TEXT) AS first, CAST(${second} AS TEXT) AS second FROM photos WHERE id = ?`,
      );
      return { ids: found, next: place.get(last) ?? null };
    },
    countStale: (most) =>
      db
        .prepare<readonly [number], { n: number }>('SELECT count(*) AS n FROM (SELECT 1 FROM temp.sieve_stale LIMIT ?)')
        .get(most)?.n ?? 0,
    stale: (limit) =>
      numbers(
        'SELECT json_group_array(DISTINCT id) AS "all" FROM (SELECT id FROM temp.sieve_stale ORDER BY rowid LIMIT ?)',
        limit,
      ),
    forgetStale(ids) {
      db.prepare<readonly [string], never>(
        'DELETE FROM temp.sieve_stale WHERE id IN (SELECT value FROM json_each(?))',
      ).run(JSON.stringify(ids));
    },
    takeRenamed: () => run('DELETE FROM temp.sieve_renamed').changes > 0,
    takeCollections() {
      const changed = numbers('SELECT json_group_array(DISTINCT id) AS "all" FROM temp.sieve_collections');
      if (changed.length > 0) run('DELETE FROM temp.sieve_collections');
      return changed;
    },
    members: (collection) =>
      numbers('SELECT json_group_array(photo_id) AS "all" FROM collection_photos WHERE collection_id = ?', collection),
    takeRuled: () => run('DELETE FROM temp.sieve_ruled').changes > 0,
    breaking(rule) {
      const { sql, parameters } = ruleCondition(rule);
      return numbers(
        `SELECT json_group_array(id) AS "all" FROM photos INDEXED BY photos_by_rules WHERE hidden = 0 AND ${sql}`,
        ...parameters,
      );
    },
    takeMoved: () => run('DELETE FROM temp.sieve_moved').changes > 0,
    below(directory) {
      const { sql, parameters } = photosBelow(directory);
      return numbers(`SELECT json_group_array(photo_id) AS "all" FROM (${sql})`, ...parameters);
    },
  };
}

function traitsOf(row: Row): Traits {
  return {
    id: row.id,
    facets: row.facets,
    second: row.second,
    day: row.capture_date === null ? 0 : dayNumber(row.capture_date),
    addedAt: row.added_at,
    sales: row.sales_count,
  };
}
