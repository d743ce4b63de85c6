import type { PhotoFilter } from '../../../shared/contract/library.contract.ts';
import type { FolderId } from '../../../shared/domain/ids.ts';

/** The lists that a day's work moves through, one chip each. */
export const VIEWS = ['all', 'unreviewed', 'approved', 'rejected', 'ready', 'published', 'refused'] as const;
export type View = (typeof VIEWS)[number];

const VIEW_FILTERS: Readonly<Record<View, PhotoFilter>> = {
  all: {},
  unreviewed: { review: 'unreviewed' },
  approved: { review: 'approved' },
  rejected: { review: 'rejected' },
  ready: { ready: true },
  published: { moderation: 'approved' },
  refused: { moderation: 'rejected' },
};

/** The filter of what is shown: the chip's and what she added; the chip wins where both speak of the same thing. */
export function filterOf(view: View, added: PhotoFilter): PhotoFilter {
  return withoutEmpty({ ...added, ...VIEW_FILTERS[view] });
}

/** The other way round: which chip a filter shows, and what is left to be added to it. */
export function chipOf(filter: PhotoFilter): { readonly view: View; readonly added: PhotoFilter } {
  for (const view of VIEWS) {
    const own = VIEW_FILTERS[view];
    const names = Object.keys(own);
    const holds = names.length > 0 && Object.entries(own).every(([name, value]) => conditionOf(filter, name) === value);
    if (holds)
      return {
        view,
        added: Object.fromEntries(Object.entries(filter).filter(([name]) => !names.includes(name))),
      };
  }
  return { view: 'all', added: filter };
}

function conditionOf(filter: PhotoFilter, name: string): unknown {
  return Object.entries(filter).find(([other]) => other === name)?.[1];
}

/** The filter behind the chips' counts: everything but the chip. */
export function countsFilterOf(added: PhotoFilter): PhotoFilter {
  return withoutEmpty(added);
}

/** Names of the conditions that show as removable chips, in the order shown. The folder and the search text show elsewhere. */
export const CONDITIONS = [
  'camera',
  'lens',
  'minimumRating',
  'rating',
  'label',
  'capturedFrom',
  'capturedTo',
  'orientationShape',
  'format',
  'delivery',
  'moderation',
  'brokenRules',
  'brokenRule',
  'whereabouts',
] as const satisfies readonly (keyof PhotoFilter)[];
export type Condition = (typeof CONDITIONS)[number];

/** `added` with one condition set, or removed when `value` is undefined. */
export function withCondition<Name extends keyof PhotoFilter>(
  added: PhotoFilter,
  name: Name,
  value: PhotoFilter[Name] | undefined,
): PhotoFilter {
  const { [name]: _before, ...rest } = added;
  return value === undefined ? rest : { ...rest, [name]: value };
}

/** A watched folder, or one below it by its path. */
export type Place = { readonly folderId: FolderId } | { readonly directory: string };

/** `added` in one place, or in none in particular. */
export function inPlace({ folderId, directory, ...rest }: PhotoFilter, place: Place | null): PhotoFilter {
  return { ...rest, ...place };
}

export function withoutConditions(added: PhotoFilter): PhotoFilter {
  const { text, folderId, directory, collectionId } = added;
  return withoutEmpty({ text, folderId, directory, collectionId });
}

export function hasConditions(added: PhotoFilter): boolean {
  return CONDITIONS.some((name) => added[name] !== undefined);
}

function withoutEmpty(filter: { [Name in keyof PhotoFilter]?: PhotoFilter[Name] | undefined }): PhotoFilter {
  const kept: PhotoFilter = {};
  return Object.assign(
    kept,
    Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== '')),
  );
}

/** Whether two filters ask for the same. */
export function sameFilter(one: PhotoFilter, other: PhotoFilter): boolean {
  const written = (filter: PhotoFilter) =>
    JSON.stringify(
      Object.entries(filter)
        .filter(([, value]) => value !== undefined)
        .toSorted(([a], [b]) => a.localeCompare(b)),
    );
  return written(one) === written(other);
}
