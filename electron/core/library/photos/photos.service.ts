import type {
  PhotoDetail,
  PhotoFilter,
  PhotoSelection,
  PhotoSummary,
} from '../../../../shared/contract/library.contract.ts';
import { StudioError } from '../../../../shared/domain/errors.ts';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import type { ExifTag } from '../../ports/metadata.ts';
import { keepSearchIndexFresh } from '../search/search-index.repository.ts';
import { type Common, whatIsCommon } from './common.ts';
import { countFacets, countPassing, type FacetCounts } from './facet-counts.ts';
import { facetsRepository } from './facets.repository.ts';
import type { GatherLimits } from './gather-limits.ts';
import { photoDetails } from './photo-details.ts';
import { photoFinder } from './photo-finder.repository.ts';
import { cursorAfter, type PhotoOrder, readCursor } from './photo-order.ts';
import { photosRepository } from './photos.repository.ts';
import { sieveKeeper } from './sieve-keeper.ts';

export interface PageRequest extends PhotoOrder {
  readonly filter: PhotoFilter;
  readonly cursor: string | null;
  readonly limit: number;
}

export interface PhotosService {
  page(request: PageRequest): { items: PhotoSummary[]; nextCursor: string | null };
  ids(filter: PhotoFilter, order: PhotoOrder): PhotoId[];
  summaries(ids: readonly PhotoId[]): PhotoSummary[];
  counts(filter: PhotoFilter): FacetCounts;
  /** How many photos a filter finds. */
  count(filter: PhotoFilter): number;
  /** Errors: photo-unknown. */
  show(id: PhotoId): PhotoDetail;
  /** In the order asked; unknown ids are left out. */
  details(ids: readonly PhotoId[]): PhotoDetail[];
  /** Every tag of its file, from the first file that is there. Errors: photo-unknown, file-missing. */
  exif(id: PhotoId, signal?: AbortSignal): Promise<ExifTag[]>;
  common(selection: PhotoSelection): Common;
  /** The photos a selection names, newest first for a filter; ids that are not in the catalogue are kept. */
  resolve(selection: PhotoSelection): readonly PhotoId[];
  /** Until lists are made in memory (sieve-keeper.ts), whatever the size of the catalogue. */
  settled(): Promise<void>;
}

const NEWEST_FIRST: PhotoOrder = { sort: 'captured', direction: 'desc' };
/** Rows in memory at once while a selection of any size is gone through. */
const CHUNK = 2_000;

export function createPhotos(context: StudioContext, gather?: GatherLimits): PhotosService {
  keepSearchIndexFresh(context.db);
  const photos = photosRepository(context.db);
  const facets = facetsRepository(context.db);
  const sieve = sieveKeeper(context.db, facets, context.lifetime);
  const finder = photoFinder(context.db, facets, gather, sieve);

  function resolve(selection: PhotoSelection): readonly PhotoId[] {
    return 'ids' in selection ? [...new Set(selection.ids)] : finder.findAll(selection.filter, NEWEST_FIRST);
  }

  function* rowsOf(ids: readonly PhotoId[]) {
    for (let start = 0; start < ids.length; start += CHUNK) yield* photos.rows(ids.slice(start, start + CHUNK));
  }

  function show(id: PhotoId): PhotoDetail {
    const [detail] = photoDetails(photos, [id]);
    if (!detail) throw new StudioError('photo-unknown', { id: String(id) });
    return detail;
  }

  return {
    page({ filter, sort, direction, cursor, limit }) {
      const order = { sort, direction };
      const after = cursor === null ? null : readCursor(cursor, order);
      sieve.begin(() => facets.totals().total);
      const items = photos.summaries(finder.find(filter, order, after, limit));
      const last = items.at(-1);
      return { items, nextCursor: last && items.length === limit ? cursorAfter({ ...order, ...last }) : null };
    },
    ids: (filter, order) => finder.findAll(filter, order),
    summaries: (ids) => photos.summaries(ids),
    // Nothing is asked but how many there are: that is kept.
    counts: (filter) =>
      Object.values(filter).every((value) => value === undefined)
        ? facets.totals()
        : countFacets(finder.tally(filter), filter),
    count: (filter) => countPassing(finder.tally(filter), filter),
    show,
    details: (ids) => photoDetails(photos, ids),
    async exif(id, signal) {
      const files = photos.files(id);
      const path = photos.presentPath(id);
      if (path !== null) return context.ports.metadata.readAll(path, signal);
      if (files.length === 0 && photos.rows([id]).length === 0)
        throw new StudioError('photo-unknown', { id: String(id) });
      throw new StudioError('file-missing', { path: files[0]?.path ?? '' });
    },
    common: (selection) => whatIsCommon(rowsOf(resolve(selection))),
    resolve,
    settled: () => sieve.settled(),
  };
}
