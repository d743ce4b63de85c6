import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createDuplicates } from '../../electron/core/library/duplicates/duplicates.service.ts';
import {
  distanceBetween,
  type Fingerprint,
  FingerprintIndex,
} from '../../electron/core/library/duplicates/fingerprint-index.ts';
import { fingerprintsRepository } from '../../electron/core/library/duplicates/fingerprints.repository.ts';
import { NEAR } from '../../electron/core/library/duplicates/near-groups.ts';
import { createReview } from '../../electron/core/library/review/review.service.ts';
import { testCatalogue } from '../support/catalogue.ts';
import { type BenchResult, type BenchRow, median, share } from './bench.ts';

const PHOTOS = Number(process.env.POUIRE_BENCH_PHOTOS ?? 100_000);
const SEED = 20_261_121;
/** Queries measured; comparing with everything is asked as often, in turn with the index. */
const QUERIES = 500;

/** Neighbours among many photos, beside comparing with every one of them, and the groups of a whole catalogue. */
export async function bench(): Promise<BenchResult> {
  const prints = fingerprints(PHOTOS);
  return {
    bench: 'duplicates',
    note: `${PHOTOS} photos, distance ${NEAR} of 64, seed ${SEED}`,
    rows: [...neighbours(prints), ...(await groups(prints))],
  };
}

/** As a library has them: half of the bits set (so the median makes them), one in ten near another. */
function fingerprints(count: number): Fingerprint[] {
  let seed = SEED;
  const below = (limit: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return Math.floor((seed / 2_147_483_647) * limit);
  };
  const flip = ({ high, low }: Fingerprint, bit: number): Fingerprint =>
    bit < 32 ? { high, low: (low ^ (1 << bit)) >>> 0 } : { high: (high ^ (1 << (bit - 32))) >>> 0, low };
  const prints: Fingerprint[] = [];
  for (let at = 0; at < count; at += 1) {
    let print = prints[below(Math.max(1, at))];
    if (print && below(10) === 0) for (let bits = below(NEAR); bits > 0; bits -= 1) print = flip(print, below(64));
    else {
      const order = Array.from({ length: 64 }, (_unused, bit) => bit);
      print = { high: 0, low: 0 };
      for (let bits = 0; bits < 32; bits += 1) {
        const from = bits + below(64 - bits);
        const bit = order[from] ?? 0;
        order[from] = order[bits] ?? 0;
        print = flip(print, bit);
      }
    }
    prints.push(print);
  }
  return prints;
}

function neighbours(prints: readonly Fingerprint[]): BenchRow[] {
  const before = process.memoryUsage();
  const index = new FingerprintIndex();
  const built = timed(() => {
    for (const [id, print] of prints.entries()) index.set(id, print);
  });
  const after = process.memoryUsage();
  const own: number[] = [];
  const peers: number[] = [];
  let found = 0;
  let different = 0;
  for (let query = 0; query < QUERIES; query += 1) {
    const asked = prints[(query * 7919) % prints.length] ?? { high: 0, low: 0 };
    let near: number[] = [];
    let all: number[] = [];
    own.push(
      timed(() => {
        near = index.near(asked, NEAR).map((neighbour) => neighbour.id);
      }),
    );
    peers.push(
      timed(() => {
        all = [];
        for (let id = 0; id < prints.length; id += 1) {
          const print = prints[id];
          if (print && distanceBetween(print, asked) <= NEAR) all.push(id);
        }
      }),
    );
    found += near.length;
    if (near.sort((a, b) => a - b).join() !== all.join()) different += 1;
  }
  const micro = (ms: number) => Math.round(ms * 1000);
  const bytes = after.arrayBuffers - before.arrayBuffers + after.heapUsed - before.heapUsed;
  return [
    { name: 'index: build', value: built, unit: 'ms' },
    { name: 'index: memory', value: Math.max(0, bytes) / 1e6, unit: 'MB' },
    { name: 'neighbours: median', value: micro(median(own)), unit: 'µs' },
    {
      name: 'neighbours: p95',
      value: micro(share(own, 0.95)),
      unit: 'µs',
      goal: '≤ 5,000 µs',
      met: share(own, 0.95) <= 5,
    },
    { name: 'comparing with every photo: median', value: micro(median(peers)), unit: 'µs' },
    { name: 'comparing with every photo: p95', value: micro(share(peers, 0.95)), unit: 'µs' },
    { name: 'times faster (medians)', value: median(peers) / median(own), unit: '×' },
    {
      name: `answers that differ, of ${QUERIES} (${found} neighbours)`,
      value: different,
      unit: '',
      goal: '0',
      met: different === 0,
    },
  ];
}

async function groups(prints: readonly Fingerprint[]): Promise<BenchRow[]> {
  const catalogue = testCatalogue();
  try {
    const repository = fingerprintsRepository(catalogue.db);
    const digits = ({ high, low }: Fingerprint) =>
      [high, low].map((half) => half.toString(16).padStart(8, '0')).join('');
    catalogue.db.transaction(() => {
      for (const print of prints) repository.write(catalogue.addPhoto({ derived_recipe: 'p1' }), digits(print));
    });
    const duplicates = createDuplicates(catalogue.context, createReview(catalogue.context));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const start = performance.now();
    const first = await duplicates.groups('near', null, 20);
    const looked = performance.now() - start;
    await nextTurn();
    delay.disable();
    const pages = await times(50, () => duplicates.groups('near', null, 20));
    const states = await times(50, () => duplicates.state());
    const chosen = first.groups.flatMap((group) => group.photos.slice(0, 1));
    const keeps: number[] = [];
    for (const { id } of chosen)
      keeps.push(
        ...(await times(1, async () => {
          await duplicates.keep(id);
          await duplicates.groups('near', null, 20);
        })),
      );
    return [
      { name: `first look through the catalogue (${first.total} groups)`, value: looked, unit: 'ms' },
      { name: '… longest time that nobody else was answered', value: delay.max / 1e6, unit: 'ms' },
      { name: 'page of 20 groups: p95', value: share(pages, 0.95), unit: 'ms' },
      { name: 'state (the count beside the folders): p95', value: share(states, 0.95), unit: 'ms' },
      { name: 'choosing one, and the page after it: p95', value: share(keeps, 0.95), unit: 'ms' },
    ];
  } finally {
    catalogue.close();
  }
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

async function times(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const spent: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const start = performance.now();
    await work();
    spent.push(performance.now() - start);
  }
  return spent;
}
