import type { PhotoFilter, PhotoSelection } from '../../shared/contract/library.contract.ts';
import { photoFilter } from '../../shared/contract/library.contract.ts';
import { StudioError } from '../../shared/domain/errors.ts';
import { type PhotoId, photoId } from '../../shared/domain/ids.ts';
import type { StudioClient } from '../core/studio.ts';
import { UsageError } from './usage-error.ts';

/** How photos are named on the command line. */
export interface PhotoWords {
  readonly ids: readonly string[];
  readonly all?: boolean;
  readonly query?: string;
}

/** Ids of `list` are numbers; from eight characters on, a beginning of a SHA-256 may stand for one. */
const SHA256_BEGINNING = /^[0-9a-f]{8,64}$/i;
const ID = /^\d{1,15}$/;

/** The photos that the words name. Errors: UsageError for none or two ways, photo-unknown. */
export async function choosePhotos(client: StudioClient, words: PhotoWords): Promise<PhotoSelection> {
  const ways = [words.ids.length > 0, words.all === true, words.query !== undefined].filter(Boolean).length;
  if (ways === 0) throw new UsageError('use.no-selection');
  if (ways > 1) throw new UsageError('use.one-selection');
  if (words.all) return { filter: {} };
  if (words.query !== undefined) return { filter: { text: words.query } };
  const ids = new Set<PhotoId>();
  for (const word of words.ids) ids.add(await findPhoto(client, word));
  return { ids: [...ids] };
}

/** One photo by its id or the beginning of its SHA-256. A number that is an id is that id. Errors: photo-unknown, UsageError. */
export async function findPhoto(client: StudioClient, word: string): Promise<PhotoId> {
  if (ID.test(word)) {
    const [summary] = await client.photos.summaries({
      ids: photoId.array().parse([Number(word)].filter((number) => number > 0)),
    });
    if (summary) return summary.id;
  }
  if (SHA256_BEGINNING.test(word)) {
    const beginning = word.toLowerCase();
    const found = await withSha256(client, beginning);
    const [first] = found;
    if (found.length > 1) throw new UsageError('use.ambiguous-id', { id: word });
    if (first !== undefined) return first;
  }
  throw new StudioError('photo-unknown', { id: word });
}

/** At most two: enough to know whether a beginning is unique. */
async function withSha256(client: StudioClient, beginning: string): Promise<PhotoId[]> {
  const found: PhotoId[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<StudioClient['photos']['page']>> = await client.photos.page({ cursor, limit: 1000 });
    for (const photo of page.items) if (photo.sha256.startsWith(beginning)) found.push(photo.id);
    cursor = page.nextCursor;
  } while (cursor !== null && found.length < 2);
  return found;
}

/** Names of criteria on the command line, and what they mean to the catalogue. */
const CRITERIA: Readonly<Record<string, (value: string) => unknown>> = {
  text: (value) => ({ text: value }),
  review: (value) => ({ review: value }),
  delivery: (value) => ({ delivery: value }),
  moderation: (value) => ({ moderation: value }),
  rating: (value) => (value.startsWith('>=') ? { minimumRating: Number(value.slice(2)) } : { rating: Number(value) }),
  'minimum-rating': (value) => ({ minimumRating: Number(value) }),
  label: (value) => ({ label: value }),
  camera: (value) => ({ camera: value }),
  lens: (value) => ({ lens: value }),
  format: (value) => ({ format: value }),
  orientation: (value) => ({ orientationShape: value }),
  folder: (value) => ({ folderId: Number(value) }),
  directory: (value) => ({ directory: value }),
  from: (value) => ({ capturedFrom: value }),
  to: (value) => ({ capturedTo: value }),
  ready: (value) => ({ ready: yesOrNo(value) }),
  broken: (value) => ({ brokenRules: yesOrNo(value) }),
  rule: (value) => ({ brokenRule: value }),
  whereabouts: (value) => ({ whereabouts: value }),
};

function yesOrNo(value: string): boolean | string {
  if (['', 'true', 'yes', 'oui', '1'].includes(value)) return true;
  return ['false', 'no', 'non', '0'].includes(value) ? false : value;
}

/** `review=approved`, `camera=Canon EOS R6`, `rating=>=4`… as one filter. Errors: UsageError. */
export function readFilter(query: string | undefined, criteria: readonly string[]): PhotoFilter {
  const filter: PhotoFilter = query === undefined || query === '' ? {} : { text: query };
  for (const criterion of criteria) {
    const split = criterion.indexOf('=');
    const key = split === -1 ? criterion : criterion.slice(0, split);
    const value = split === -1 ? '' : criterion.slice(split + 1);
    const parsed = photoFilter
      .strict()
      .safeParse(Object.hasOwn(CRITERIA, key) ? CRITERIA[key]?.(value) : { [key]: value });
    if (!parsed.success) throw new UsageError('use.invalid-value', { word: '--filter', value: criterion });
    Object.assign(filter, parsed.data);
  }
  return filter;
}
