import type { PhotoFilter } from '../../../../shared/contract/library.contract.ts';
import type { CollectionId, FolderId } from '../../../../shared/domain/ids.ts';
import { type RuleCode, ruleBits } from '../../../../shared/domain/rules.ts';
import type { Value } from '../../db/database.ts';
import type { Hits } from '../search/kept-hits.repository.ts';

/** A piece of SQL with what fills its question marks. */
export interface Fragment {
  readonly sql: string;
  readonly parameters: readonly Value[];
}

export function joinFragments(fragments: readonly Fragment[], separator: string): Fragment {
  return {
    sql: fragments.map((fragment) => fragment.sql).join(separator),
    parameters: fragments.flatMap((fragment) => [...fragment.parameters]),
  };
}

/** The id in a capture_order, which is also the search index's rowid (migration 0001). */
export const ID_MASK = 1_073_741_823;
const DAY_MS = 86_400_000;

function condition(sql: string, ...parameters: Value[]): Fragment {
  return { sql, parameters };
}

/** Every list, walk and count is of what shows; the indexes hold nothing else (visibility.repository.ts). */
export const VISIBLE: Fragment = { sql: 'photos.hidden = 0', parameters: [] };

/** Conditions over `photos` for the fields that facets decide, in words of the columns themselves. */
export function facetConditions(filter: PhotoFilter): Fragment[] {
  const all: Fragment[] = [];
  if (filter.review !== undefined) all.push(condition('photos.review = ?', filter.review));
  if (filter.rating !== undefined) all.push(condition('photos.rating = ?', filter.rating));
  if (filter.minimumRating !== undefined) all.push(condition('photos.rating >= ?', filter.minimumRating));
  if (filter.label !== undefined)
    all.push(condition('photos.label IS ?', filter.label === 'none' ? null : filter.label));
  if (filter.delivery !== undefined) all.push(condition('photos.delivery = ?', filter.delivery));
  if (filter.moderation !== undefined) all.push(condition('photos.moderation = ?', filter.moderation));
  if (filter.camera !== undefined) all.push(condition('photos.camera = ?', filter.camera));
  if (filter.lens !== undefined) all.push(condition('photos.lens = ?', filter.lens));
  if (filter.format !== undefined) all.push(condition('photos.format = ?', filter.format));
  if (filter.orientationShape !== undefined)
    all.push(condition(`photos.width ${SHAPE[filter.orientationShape]} photos.height`));
  if (filter.ready !== undefined) all.push(condition(filter.ready ? READY : `NOT ${READY}`));
  if (filter.brokenRules !== undefined) all.push(condition(`photos.rule_errors ${filter.brokenRules ? '>' : '='} 0`));
  if (filter.whereabouts !== undefined) all.push(condition(WHEREABOUTS[filter.whereabouts]));
  return all;
}

const WHEREABOUTS = {
  present: 'photos.present = 1',
  offline: 'photos.present = 0 AND photos.missing = 0',
  missing: 'photos.present = 0 AND photos.missing = 1',
} as const;
const SHAPE = { landscape: '>', portrait: '<', square: '=' } as const;
const READY = `(photos.review = 'approved' AND photos.rule_errors = 0 AND photos.delivery IN ('none', 'failed') AND photos.format IN ('jpeg', 'png'))`;

/** Local calendar days against the camera's wall clock, which is text that sorts. */
export function dateConditions(filter: PhotoFilter): Fragment[] {
  const all: Fragment[] = [];
  // The wall clock is at most a day from the instant it means, so the order's own index finds the neighbourhood.
  if (filter.capturedFrom !== undefined) {
    all.push(condition('photos.capture_date >= ?', filter.capturedFrom));
    all.push(
      condition(
        'photos.capture_order >= (CAST(? AS INTEGER) / 1000) * 1073741824',
        Date.parse(filter.capturedFrom) - DAY_MS,
      ),
    );
  }
  if (filter.capturedTo !== undefined) {
    all.push(condition('photos.capture_date < ?', nextDay(filter.capturedTo)));
    all.push(
      condition(
        'photos.capture_order < (CAST(? AS INTEGER) / 1000) * 1073741824',
        Date.parse(filter.capturedTo) + 2 * DAY_MS,
      ),
    );
  }
  return all;
}

function nextDay(date: string): string {
  return new Date(Date.parse(date) + DAY_MS).toISOString().slice(0, 10);
}

/** Photos with a file in one of these folders. */
export function folderCondition(folders: readonly FolderId[]): Fragment {
  return condition(
    `EXISTS (SELECT 1 FROM files WHERE files.photo_id = photos.id AND files.state <> 'missing' AND files.folder_id IN (SELECT value FROM json_each(?)))`,
    JSON.stringify(folders),
  );
}

/** The same as a list to start from. */
export function folderMembers(folders: readonly FolderId[]): Fragment {
  return condition(
    `photos.id IN (SELECT photo_id FROM files WHERE folder_id IN (SELECT value FROM json_each(?)) AND state IN ('present', 'offline'))`,
    JSON.stringify(folders),
  );
}

/** Photos that break one rule, as a test on the way. */
export function ruleCondition(rule: RuleCode): Fragment {
  return condition('photos.rules_broken & ? <> 0', ruleBits([rule]));
}

/** The same as a list to start from: photos_by_rules alone is read. */
export function ruleBreakers(rule: RuleCode): Fragment {
  return condition(
    'photos.id IN (SELECT id FROM photos AS breaking INDEXED BY photos_by_rules WHERE hidden = 0 AND rules_broken & ? <> 0)',
    ruleBits([rule]),
  );
}

/** The photos of a search, as a list to start from or as a test on the way. */
export function amongHits({ table }: Hits): Fragment {
  return condition(`photos.id IN (SELECT id FROM ${table})`);
}

/** The plus keeps the planner from starting at the hits. */
export function testedHits({ table }: Hits): Fragment {
  return condition(`+photos.id IN (SELECT id FROM ${table})`);
}

export function outsideHits({ table }: Hits): Fragment {
  return condition(`+photos.id NOT IN (SELECT id FROM ${table})`);
}

/** Photos of a collection, as a test on the way. */
export function collectionCondition(id: CollectionId): Fragment {
  return condition(
    'EXISTS (SELECT 1 FROM collection_photos WHERE collection_id = ? AND collection_photos.photo_id = photos.id)',
    id,
  );
}

/** The same as a list to start from. */
export function collectionMembers(id: CollectionId): Fragment {
  return condition('photos.id IN (SELECT photo_id FROM collection_photos WHERE collection_id = ?)', id);
}
