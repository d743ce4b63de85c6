import type { Database } from '../../electron/core/db/database.ts';
import type { PhotosService } from '../../electron/core/library/photos/photos.service.ts';
import type { PhotoFilter } from '../../shared/contract/library.contract.ts';
import { folderId, photoId } from '../../shared/domain/ids.ts';
import { type BenchRow, median, timed } from './bench.ts';
import { peerCounts, peerIds } from './library-peer.ts';

const ROUNDS = 5;
const COUNTED: Readonly<Record<string, { readonly filter: PhotoFilter; readonly goal: number }>> = {
  'no filter': { filter: {}, goal: 20 },
  'one camera': { filter: { camera: 'NIKON D850' }, goal: 250 },
  'word in 60 %': { filter: { text: 'ouagadougou' }, goal: 250 },
  'one letter': { filter: { text: 'm' }, goal: 250 },
  'word in 0.1 %, approved': { filter: { text: 'tambourinaire ', review: 'approved' }, goal: 250 },
  'all but a word': { filter: { text: '-soumbala' }, goal: 250 },
  'large folder': { filter: { folderId: folderId.parse(1) }, goal: 250 },
  'large folder, word in 60 %': { filter: { folderId: folderId.parse(1), text: 'ouagadougou' }, goal: 250 },
  'five days': { filter: { capturedFrom: '2024-03-01', capturedTo: '2024-03-05' }, goal: 250 },
  'five years': { filter: { capturedFrom: '2019-01-01', capturedTo: '2023-12-31' }, goal: 250 },
};

/** Counts beside the grid, the first time (nothing kept) and again; and a page asked for right behind them. */
export function counts(db: Database, photos: PhotosService): BenchRow[] {
  const newest = { sort: 'captured', direction: 'desc' } as const;
  const rows: BenchRow[] = [
    ...besidePeer(
      'every id, no filter',
      {},
      () => timed(() => photos.ids({}, newest)),
      'the rows of a plain SELECT',
      () => timed(() => peerIds(db)),
    ),
    ...besidePeer(
      'counts after one photo was rated',
      { goal: 20 },
      () => {
        rate(db, photoId.parse(7));
        return timed(() => photos.counts({}));
      },
      'GROUP BY',
      () => timed(() => peerCounts(db, {})),
    ),
  ];
  for (const [name, { filter, goal }] of Object.entries(COUNTED)) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // What she does changes words: nothing kept is right any more.
      if (filter.text !== undefined) rename(db, round);
      times.push(timed(() => photos.counts(filter)));
    }
    const ms = median(times);
    rows.push({ name: `counts, ${name}`, value: ms, unit: 'ms', goal: `≤ ${goal} ms`, met: ms <= goal });
    rows.push({ name: `counts, ${name}: peer, GROUP BY`, value: timed(() => peerCounts(db, filter)), unit: 'ms' });
  }
  return rows;
}

/** Ours as a median, and the peer's way once. */
function besidePeer(
  name: string,
  { goal }: { readonly goal?: number },
  measure: () => number,
  peer: string,
  measurePeer: () => number,
): BenchRow[] {
  const ms = median(Array.from({ length: ROUNDS }, measure));
  return [
    { name, value: ms, unit: 'ms', ...(goal !== undefined && { goal: `≤ ${goal} ms`, met: ms <= goal }) },
    { name: `${name}: peer, ${peer}`, value: measurePeer(), unit: 'ms' },
  ];
}

function rate(db: Database, id: number): void {
  db.transaction(() =>
    db.prepare<readonly [number], never>('UPDATE photos SET rating = (rating + 1) % 6 WHERE id = ?').run(id),
  );
}

function rename(db: Database, round: number): void {
  db.transaction(() =>
    db
      .prepare<readonly [string], never>('UPDATE photos SET title = ? WHERE id = 11')
      .run(`Fête ${round} ${Math.random()}`),
  );
}
