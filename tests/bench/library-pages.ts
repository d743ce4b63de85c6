import type { Database } from '../../electron/core/db/database.ts';
import type { PhotosService } from '../../electron/core/library/photos/photos.service.ts';
import type { PhotoFilter, PhotoSort } from '../../shared/contract/library.contract.ts';
import { type BenchRow, median, share, workedMs } from './bench.ts';
import { peerPage } from './library-peer.ts';

/** Pages read one after the other of each filter and sort: the first is what she waits for, the others are scrolling. */
const PAGES = 5;
const ROUNDS = 5;
/** The peer is asked for a page here and there: it takes seconds where ours takes milliseconds. */
const PEER_SHARE = 7;
const PEER_MOST = 24;

/**
 * Every page of every filter and sort once a round; the time of a page is its median over the rounds, so that what else the
 * machine does at a moment is not taken for the page's own. The first round begins with nothing kept: that is there once, so
 * the thread's own work is what counts.
 */
export function pages(
  name: string,
  db: Database,
  photos: PhotosService,
  filters: Readonly<Record<string, PhotoFilter>>,
  sorts: readonly PhotoSort[],
  goal: number,
): BenchRow[] {
  const times = new Map<string, number[]>();
  const works = new Map<string, number[]>();
  const firsts: { what: string; ms: number }[] = [];
  const peers: number[] = [];
  let asked = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [what, filter] of Object.entries(filters)) {
      for (const sort of sorts) {
        for (const direction of ['asc', 'desc'] as const) {
          let cursor: string | null = null;
          for (let page = 0; page < PAGES; page += 1) {
            const [began, worked] = [performance.now(), workedMs()];
            const found: { nextCursor: string | null } = photos.page({ filter, sort, direction, cursor, limit: 200 });
            const [ms, work] = [performance.now() - began, workedMs() - worked];
            const key = `${what}, ${sort} ${direction}, page ${page + 1}`;
            times.set(key, [...(times.get(key) ?? []), ms]);
            works.set(key, [...(works.get(key) ?? []), work]);
            if (round === 0 && page === 0) firsts.push({ what: key, ms: work });
            asked += 1;
            if (round === 0 && asked % PEER_SHARE === 1 && peers.length < PEER_MOST) {
              const peerBegan = performance.now();
              peerPage(db, filter, sort, direction, page);
              peers.push(performance.now() - peerBegan);
            }
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
  const workP95 = share([...works.values()].map(median), 0.95);
  firsts.sort((x, y) => y.ms - x.ms);
  const slowestFirst = firsts[0] ?? slowest;
  const firstP95 = share(
    firsts.map(({ ms }) => ms),
    0.95,
  );
  const peer = share(peers, 0.95);
  if (process.env.POUIRE_BENCH_DETAIL) console.table([...medians.slice(0, 20), ...firsts.slice(0, 12)]);
  return [
    { name: `${name}: median`, value: micro(median(all)), unit: 'µs' },
    { name: `${name}: p95`, value: micro(p95), unit: 'µs', goal: `≤ ${goal * 1000} µs`, met: p95 <= goal },
    { name: `${name}: p95 of the thread’s own work`, value: micro(workP95), unit: 'µs' },
    { name: `${name}: slowest (${slowest.what})`, value: micro(slowest.ms), unit: 'µs' },
    {
      name: `${name}: p95 of the very first pages, nothing kept, work`,
      value: micro(firstP95),
      unit: 'µs',
      goal: `≤ ${goal * 1000} µs`,
      met: firstP95 <= goal,
    },
    { name: `${name}: slowest of the very first (${slowestFirst.what})`, value: micro(slowestFirst.ms), unit: 'µs' },
    { name: `${name}: peer, plain SQL with OFFSET and LIKE, p95`, value: micro(peer), unit: 'µs' },
  ];
}

const micro = (ms: number) => Math.round(ms * 1000);
