import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { collectionsRepository } from '../../electron/core/library/collections/collections.repository.ts';
import { createPhotos } from '../../electron/core/library/photos/photos.service.ts';
import { createReview } from '../../electron/core/library/review/review.service.ts';
import { type PhotoFilter, photoSort } from '../../shared/contract/library.contract.ts';
import { folderId, type PhotoId } from '../../shared/domain/ids.ts';
import { type TestCatalogue, testCatalogue } from '../support/catalogue.ts';
import { type BenchResult, type BenchRow, median, timed, workedMs } from './bench.ts';
import { counts } from './library-counts.ts';
import { pages } from './library-pages.ts';
import { peerApprove, peerDescribe, peerTraits } from './library-peer.ts';
import { start } from './library-start.ts';
import { fillCatalogue, insertPhotos, SEED } from './synthetic-catalogue.ts';

const SIZES = (process.env.POUIRE_BENCH_PHOTOS ?? '100000,1000000').split(',').map(Number);
const EDIT_ROUNDS = 5;
const PLAINLY_FILLED = 10_000;
/** A page or a keystroke waits no longer for it. */
const LONGEST_TURN_MS = 50;

/** Filters a photographer sets: none, common, rare, rare together, and combined with dates, folders and collections. */
const FILTERS: Readonly<Record<string, PhotoFilter>> = {
  none: {},
  'to review': { review: 'unreviewed' },
  ready: { ready: true },
  'broken rules': { brokenRules: true },
  '3 stars and more': { minimumRating: 3 },
  'exactly 5 stars': { rating: 5 },
  'one label': { label: 'red' },
  'one camera': { camera: 'SONY ILCE-7M4' },
  'camera and lens': { camera: 'NIKON D850', lens: '105mm f/1.4' },
  'never together': { camera: 'TECNO CAMON 20', lens: '85mm f/1.8' },
  'portraits to review, 4 stars': { review: 'unreviewed', orientationShape: 'portrait', minimumRating: 4 },
  raw: { format: 'raw' },
  sent: { delivery: 'sent' },
  refused: { moderation: 'rejected' },
  missing: { whereabouts: 'missing' },
  'offline, approved': { whereabouts: 'offline', review: 'approved' },
  'five days': { capturedFrom: '2024-03-01', capturedTo: '2024-03-05' },
  'a year, approved': { capturedFrom: '2023-01-01', capturedTo: '2023-12-31', review: 'approved' },
  'small folder': { folderId: folderId.parse(6) },
  'large folder, rejected': { folderId: folderId.parse(1), review: 'rejected' },
  'offline drive': { folderId: folderId.parse(5) },
};
/** What the window opens with. */
const COLD = { none: {}, 'to review': { review: 'unreviewed' } } as const;
const SEARCHES: Readonly<Record<string, PhotoFilter>> = {
  ...Object.fromEntries(
    ['o', 'ou', 'oua', 'ouag', 'ouaga', 'ouagadougou', 'ouagadougou f', 'ouagadougou fe'].map((text) => [
      `typing “${text}”`,
      { text },
    ]),
  ),
  'word in 10 %': { text: 'soumbala ' },
  'word in 1 %': { text: 'caravane ' },
  'word in 0.1 %': { text: 'tambourinaire ' },
  'word in 0.01 %': { text: 'introuvable ' },
  'common and rare word': { text: 'ouagadougou introuvable' },
  'two middling words': { text: 'soumbala caravane' },
  phrase: { text: '"femme marché"' },
  'without a word': { text: 'ouagadougou -soumbala' },
  'digits of a file name': { text: '4711' },
};
const FILTERED_SEARCHES: Readonly<Record<string, PhotoFilter>> = {
  'word in 60 % and camera': { text: 'ouagadougou', camera: 'DJI FC3582' },
  'word in 60 %, ready': { text: 'ouagadougou', ready: true },
  'word in 0.01 %, to review': { text: 'introuvable ', review: 'unreviewed' },
  'word in 10 % of a folder': { text: 'soumbala ', folderId: folderId.parse(2) },
};

/**
 * Pages, search, counts, edits and start over catalogues of synthetic photographs. `POUIRE_BENCH_PHOTOS` sets their numbers,
 * `POUIRE_BENCH_KEPT` a folder in which they are kept for the next run.
 */
export async function bench(): Promise<BenchResult> {
  const rows: BenchRow[] = [];
  const kept = process.env.POUIRE_BENCH_KEPT;
  for (const size of SIZES) {
    const dataDir = kept ? join(kept, String(size)) : mkdtempSync(join(tmpdir(), 'pouire-library-bench-'));
    try {
      const named = [...(await measure(dataDir, size)), ...(await start(dataDir, size > 100_000))];
      rows.push(...named.map((row) => ({ ...row, name: `${size.toLocaleString('en')} · ${row.name}` })));
    } finally {
      if (!kept) rmSync(dataDir, { recursive: true, force: true });
    }
  }
  return { bench: 'library', note: `pages of 200, medians of interleaved rounds, seed ${SEED}`, rows };
}

async function measure(dataDir: string, size: number): Promise<BenchRow[]> {
  mkdirSync(dataDir, { recursive: true });
  const catalogue = testCatalogue({ dataDir });
  try {
    const photos = createPhotos(catalogue.context);
    const isFilled = photos.ids({ review: 'unreviewed' }, { sort: 'captured', direction: 'desc' }).length > 0;
    const filling = isFilled ? [] : fill(catalogue, size);
    const filters = { ...FILTERS, ...collected(catalogue, size) };
    const cold = pages('page, before lists are in memory', catalogue.db, photos, COLD, photoSort.options, 1500);
    const settling = await whileOthersHaveTurns(() => photos.settled());
    return [
      ...filling,
      { name: 'lists in memory after', value: settling.ms, unit: 'ms' },
      {
        name: 'lists in memory: longest turn, work of the core’s thread',
        value: settling.longestTurnMs,
        unit: 'ms',
        goal: `≤ ${LONGEST_TURN_MS} ms`,
        met: settling.longestTurnMs <= LONGEST_TURN_MS,
      },
      {
        name: 'lists in memory: peer, one SELECT of the same columns, no turn for others',
        value: timed(() => peerTraits(catalogue.db)),
        unit: 'ms',
      },
      ...cold,
      ...pages('page', catalogue.db, photos, filters, photoSort.options, size > 100_000 ? 20 : 5),
      ...pages('search by date', catalogue.db, photos, SEARCHES, ['captured'], 50),
      ...pages('search with a filter', catalogue.db, photos, FILTERED_SEARCHES, ['captured'], 50),
      ...pages('search, other orders', catalogue.db, photos, SEARCHES, ['imported', 'name', 'rating', 'sales'], 50),
      ...counts(catalogue.db, photos),
      ...(size > 100_000 ? [] : edits(catalogue)),
    ];
  } finally {
    catalogue.shut();
  }
}

/** Photos a second in bulk, and beside them the obvious way for some of them. */
function fill(catalogue: TestCatalogue, size: number): BenchRow[] {
  const bulk = size / (timed(() => fillCatalogue(catalogue, size)) / 1000);
  const plainly = testCatalogue();
  const plain = PLAINLY_FILLED / (timed(() => insertPhotos(plainly, PLAINLY_FILLED)) / 1000);
  plainly.close();
  return [
    { name: 'filling the catalogue, photos a second', value: bulk, unit: '/s' },
    { name: `filling: peer, one after the other, of ${PLAINLY_FILLED.toLocaleString('en')}`, value: plain, unit: '/s' },
  ];
}

/** The time that some work takes, and the longest turn in it: what its thread worked while nothing else could be answered. */
async function whileOthersHaveTurns(work: () => Promise<void>): Promise<{ ms: number; longestTurnMs: number }> {
  const began = performance.now();
  let [isDone, last, longestTurnMs] = [false, workedMs(), 0];
  const done = work().finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await nextTurn();
    const now = workedMs();
    longestTurnMs = Math.max(longestTurnMs, now - last);
    last = now;
  }
  await done;
  return { ms: performance.now() - began, longestTurnMs };
}

/** A small collection and one of every tenth photo. */
function collected({ db }: TestCatalogue, size: number): Record<string, PhotoFilter> {
  const collections = collectionsRepository(db);
  const of = (name: string, step: number) => {
    const id = collections.create(name, null, 0);
    const ids = Array.from({ length: Math.floor(size / step) }, (_, index) => (index + 1) * step);
    db.prepare<readonly [number, string], never>(
      'INSERT INTO collection_photos (collection_id, photo_id, position) SELECT ?, value, key FROM json_each(?)',
    ).run(id, JSON.stringify(ids));
    return id;
  };
  const [small, large] = [of('Expo', Math.floor(size / 300)), of('Archives', 10)];
  return {
    'small collection': { collectionId: small },
    'large collection': { collectionId: large },
    'large collection, ready': { collectionId: large, ready: true },
  };
}

/** Each edit several times, with its undo, the values different every time. */
function edits(catalogue: TestCatalogue): BenchRow[] {
  const photos = createPhotos(catalogue.context);
  const review = createReview(catalogue.context);
  const ids: PhotoId[] = photos.ids({ review: 'unreviewed' }, { sort: 'captured', direction: 'desc' }).slice(0, 10_000);
  const times = new Map<string, number[]>();
  const note = (name: string, work: () => unknown) => times.set(name, [...(times.get(name) ?? []), timed(work)]);
  for (let round = 0; round < EDIT_ROUNDS; round += 1) {
    note(`approve ${ids.length}`, () => review.set(ids, { review: 'approved' }));
    note('undo approving', () => review.undo());
    const patch = { title: `Fête ${round}`, addKeywords: [`joie ${round}`], priceStandard: 5000 + round };
    note(`describe ${ids.length}`, () => review.describe(ids, patch));
    note('undo describing', () => review.undo());
  }
  const { db } = catalogue;
  const peers: BenchRow[] = [
    ['approving', timed(() => peerApprove(db, ids, 'approved'))] as const,
    ['its undo', timed(() => peerApprove(db, ids, 'unreviewed'))] as const,
    ['describing', timed(() => peerDescribe(db, ids, 'Fête'))] as const,
  ].map(([name, value]) => ({ name: `${name}: peer, UPDATE of each, no rules, no undo`, value, unit: 'ms' }));
  const ours = [...times].map(([name, all]) => {
    const ms = median(all);
    return { name, value: ms, unit: 'ms', goal: '≤ 2,000 ms', met: ms <= 2_000 };
  });
  return [...ours, ...peers];
}
