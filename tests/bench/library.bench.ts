import { createPhotos, type PhotosService } from '../../electron/core/library/photos/photos.service.ts';
import { createReview } from '../../electron/core/library/review/review.service.ts';
import type { PhotoFilter, PhotoSort } from '../../shared/contract/library.contract.ts';
import { folderId, type PhotoId } from '../../shared/domain/ids.ts';
import { type TestCatalogue, testCatalogue } from '../support/catalogue.ts';
import { type BenchResult, type BenchRow, median, share } from './bench.ts';
import { fillCatalogue, SEED } from './synthetic-catalogue.ts';

const PHOTOS = Number(process.env.POUIRE_BENCH_PHOTOS ?? 100_000);
/** Pages read one after the other of each filter and sort: the first is what she waits for, the others are scrolling. */
const PAGES = 5;
const ROUNDS = 5;

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
    const photos = createPhotos(catalogue.context);
    fillCatalogue(catalogue, PHOTOS);
    const rows = [
      ...pages('page', photos, FILTERS, SORTS, PHOTOS > 100_000 ? 20 : 5),
      ...pages('search by date', photos, SEARCHES, ['captured'], 50),
      ...pages('search, other orders', photos, SEARCHES, ['imported', 'name', 'rating'], 50),
      ...counts(photos),
      ...edits(catalogue, photos),
    ];
    return {
      bench: 'library',
      note: `${PHOTOS} photos, pages of 200, ${PAGES} a filter, medians of ${ROUNDS} interleaved rounds, seed ${SEED}`,
      rows,
    };
  } finally {
    catalogue.close();
  }
}

/**
 * Every page of every filter and sort once a round; the time of a page is its median over the rounds, so that what else the
 * machine does at a moment is not taken for the page's own. The first round begins with nothing kept.
 */
function pages(
  name: string,
  photos: PhotosService,
  filters: Readonly<Record<string, PhotoFilter>>,
  sorts: readonly PhotoSort[],
  goal: number,
): BenchRow[] {
  const times = new Map<string, number[]>();
  const firsts: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [what, filter] of Object.entries(filters)) {
      for (const sort of sorts) {
        for (const direction of ['asc', 'desc'] as const) {
          let cursor: string | null = null;
          for (let page = 0; page < PAGES; page += 1) {
            const start = performance.now();
            const found: { nextCursor: string | null } = photos.page({ filter, sort, direction, cursor, limit: 200 });
            const ms = performance.now() - start;
            const key = `${what}, ${sort} ${direction}, page ${page + 1}`;
            times.set(key, [...(times.get(key) ?? []), ms]);
            if (round === 0 && page === 0) firsts.push(ms);
            cursor = found.nextCursor;
            if (cursor === null) break;
          }
        }
      }
    }
  }
  const medians = [...times].map(([what, all]) => ({ what, ms: median(all) })).sort((x, y) => y.ms - x.ms);
  const all = medians.map(({ ms }) => ms);
  const slowest = medians[0] ?? { what: '', ms: 0 };
  const p95 = share(all, 0.95);
  return [
    { name: `${name}: median`, value: micro(median(all)), unit: 'µs' },
    { name: `${name}: p95`, value: micro(p95), unit: 'µs', goal: `≤ ${goal * 1000} µs`, met: p95 <= goal },
    { name: `${name}: slowest (${slowest.what})`, value: micro(slowest.ms), unit: 'µs' },
    { name: `${name}: p95 of the very first pages, nothing kept`, value: micro(share(firsts, 0.95)), unit: 'µs' },
  ];
}

const micro = (ms: number) => Math.round(ms * 1000);

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function counts(photos: PhotosService): BenchRow[] {
  const newest = { sort: 'captured', direction: 'desc' } as const;
  const row = (name: string, goal: number, work: () => unknown): BenchRow => {
    const ms = median(Array.from({ length: ROUNDS }, () => timed(work)));
    return { name, value: ms, unit: 'ms', goal: `≤ ${goal} ms`, met: ms <= goal };
  };
  return [
    { name: 'every id, no filter', value: timed(() => photos.ids({}, newest)), unit: 'ms' },
    row('counts, no filter', 20, () => photos.counts({})),
    row('counts, one camera', 250, () => photos.counts({ camera: 'NIKON D850' })),
    row('counts, word in 60 %', 250, () => photos.counts({ text: 'marche' })),
    row('counts, large folder', 250, () => photos.counts({ folderId: folderId.parse(1) })),
    row('counts, five days', 250, () => photos.counts({ capturedFrom: '2024-03-01', capturedTo: '2024-03-05' })),
  ];
}

/** Each edit several times, with its undo, the values different every time. */
function edits(catalogue: TestCatalogue, photos: PhotosService): BenchRow[] {
  const review = createReview(catalogue.context);
  const ids: PhotoId[] = photos.ids({ review: 'unreviewed' }, { sort: 'captured', direction: 'desc' }).slice(0, 10_000);
  const times = new Map<string, number[]>();
  const note = (name: string, work: () => unknown) => times.set(name, [...(times.get(name) ?? []), timed(work)]);
  for (let round = 0; round < ROUNDS; round += 1) {
    note(`approve ${ids.length}`, () => review.set(ids, { review: 'approved' }));
    note('undo approving', () => review.undo());
    const patch = { title: `Fête ${round}`, addKeywords: [`joie ${round}`], priceStandard: 5000 + round };
    note(`describe ${ids.length}`, () => review.describe(ids, patch));
    note('undo describing', () => review.undo());
  }
  return [...times].map(([name, all]) => {
    const ms = median(all);
    return { name, value: ms, unit: 'ms', goal: '≤ 2,000 ms', met: ms <= 2_000 };
  });
}
