import { createPhotos, type PhotosService } from '../../electron/core/library/photos/photos.service.ts';
import { createReview } from '../../electron/core/library/review/review.service.ts';
import type { PhotoFilter, PhotoSort } from '../../shared/contract/library.contract.ts';
import { folderId, type PhotoId } from '../../shared/domain/ids.ts';
import { type TestCatalogue, testCatalogue } from '../support/catalogue.ts';
import type { BenchResult, BenchRow } from './bench.ts';
import { fillCatalogue, SEED } from './synthetic-catalogue.ts';

const PHOTOS = Number(process.env.POUIRE_BENCH_PHOTOS ?? 100_000);
/** Pages read one after the other of each filter and sort: the first is what she waits for, the others are scrolling. */
const PAGES = 5;

/** Filters a photographer sets: none, common, rare, rare together, and combined with dates and folders. */
const FILTERS: Readonly<Record<string, PhotoFilter>> = {
  none: {},
  'to review': { review: 'unreviewed' },
  ready: { ready: true },
  'broken rules': { brokenRules: true },
  '3 stars and more': { minimumRating: 3 },
  'one camera': { camera: 'SONY ILCE-7M4' },
  'camera and lens': { camera: 'TECNO CAMON 20', lens: '16-35' },
  'never together': { camera: 'TECNO CAMON 20', lens: '85 f/1.8' },
  'portraits to review, 4 stars': { review: 'unreviewed', orientationShape: 'portrait', minimumRating: 4 },
  refused: { moderation: 'rejected' },
  'five days': { capturedFrom: '2024-03-01', capturedTo: '2024-03-05' },
  'a year, approved': { capturedFrom: '2023-01-01', capturedTo: '2023-12-31', review: 'approved' },
  'small folder': { folderId: folderId.parse(2) },
  'large folder, rejected': { folderId: folderId.parse(1), review: 'rejected' },
};
const SEARCHES: Readonly<Record<string, PhotoFilter>> = {
  'word in 60 %': { text: 'marche' },
  'one letter': { text: 'm' },
  'rare word': { text: 'motrare77' },
  'two words': { text: 'marche motrare77' },
  'word and camera': { text: 'marche', camera: 'TECNO CAMON 20' },
  'without a word': { text: 'marche -motrare77' },
};
const SORTS = ['captured', 'imported', 'name', 'rating'] as const satisfies readonly PhotoSort[];

/** Pages, search, counts and edits over a catalogue of synthetic photographs. `POUIRE_BENCH_PHOTOS` sets their number. */
export async function bench(): Promise<BenchResult> {
  const catalogue = testCatalogue();
  try {
    fillCatalogue(catalogue, PHOTOS);
    const photos = createPhotos(catalogue.context);
    const rows = [
      ...pages('page', photos, FILTERS, SORTS, 5),
      ...pages('search by date', photos, SEARCHES, ['captured'], 5),
      ...pages('search, other orders', photos, SEARCHES, ['imported', 'name', 'rating'], null),
      ...counts(photos),
      ...edits(catalogue, photos),
    ];
    return { bench: 'library', note: `${PHOTOS} photos, pages of 200, ${PAGES} a filter, seed ${SEED}`, rows };
  } finally {
    catalogue.close();
  }
}

function pages(
  name: string,
  photos: PhotosService,
  filters: Readonly<Record<string, PhotoFilter>>,
  sorts: readonly PhotoSort[],
  goal: number | null,
): BenchRow[] {
  const times: number[] = [];
  let slowest = { ms: 0, what: '' };
  for (const [what, filter] of Object.entries(filters)) {
    for (const sort of sorts) {
      for (const direction of ['asc', 'desc'] as const) {
        let cursor: string | null = null;
        for (let page = 0; page < PAGES; page += 1) {
          const start = performance.now();
          const found: { nextCursor: string | null } = photos.page({ filter, sort, direction, cursor, limit: 200 });
          const ms = performance.now() - start;
          times.push(ms);
          if (ms > slowest.ms) slowest = { ms, what: `${what}, ${sort} ${direction}` };
          cursor = found.nextCursor;
          if (cursor === null) break;
        }
      }
    }
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const micro = (ms: number) => Math.round(ms * 1000);
  return [
    { name: `${name}: median`, value: micro(at(0.5)), unit: 'µs' },
    {
      name: `${name}: p95`,
      value: micro(at(0.95)),
      unit: 'µs',
      ...(goal === null || PHOTOS !== 100_000 ? {} : { goal: `≤ ${goal * 1000} µs`, met: at(0.95) <= goal }),
    },
    { name: `${name}: slowest (${slowest.what})`, value: micro(slowest.ms), unit: 'µs' },
  ];
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function counts(photos: PhotosService): BenchRow[] {
  const newest = { sort: 'captured', direction: 'desc' } as const;
  return [
    { name: 'every id, no filter', value: timed(() => photos.ids({}, newest)), unit: 'ms' },
    { name: 'counts, no filter', value: timed(() => photos.counts({})), unit: 'ms', goal: '≤ 20 ms' },
    {
      name: 'counts, one camera',
      value: timed(() => photos.counts({ camera: 'NIKON D850' })),
      unit: 'ms',
      goal: '≤ 250 ms',
    },
    {
      name: 'counts, word in 60 %',
      value: timed(() => photos.counts({ text: 'marche' })),
      unit: 'ms',
      goal: '≤ 250 ms',
    },
    {
      name: 'counts, large folder',
      value: timed(() => photos.counts({ folderId: folderId.parse(1) })),
      unit: 'ms',
      goal: '≤ 250 ms',
    },
  ];
}

function edits(catalogue: TestCatalogue, photos: PhotosService): BenchRow[] {
  const review = createReview(catalogue.context);
  const ids: PhotoId[] = photos.ids({ review: 'unreviewed' }, { sort: 'captured', direction: 'desc' }).slice(0, 10_000);
  const goal = (name: string, ms: number): BenchRow => ({
    name,
    value: ms,
    unit: 'ms',
    goal: '≤ 2,000 ms',
    met: ms <= 2_000,
  });
  return [
    goal(
      `approve ${ids.length}`,
      timed(() => review.set(ids, { review: 'approved' })),
    ),
    goal(
      `describe ${ids.length}`,
      timed(() => review.describe(ids, { title: 'Fête', addKeywords: ['joie'], priceStandard: 5000 })),
    ),
    goal(
      'undo it',
      timed(() => review.undo()),
    ),
  ];
}
