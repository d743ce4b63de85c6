import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPhotos } from '../../electron/core/library/photos/photos.service.ts';
import { createPictures } from '../../electron/core/library/photos/pictures.ts';
import { openIngestStudio } from '../support/studio-builder.ts';
import { type BenchResult, type BenchRow, median } from './bench.ts';
import { makeCameraPhotos, makeWarmPhotos } from './camera-photos.ts';
import { isInstalled, runPeer } from './peer-program.ts';

const PHOTOS = 1000;
const PICTURES = 5;
/** Cells of a grid at 1920 × 1080 with pictures of 180 px: eight across, five down. */
const SCREEN = 40;
const ROUNDS = 3;
const PATIENCE_MS = 60_000;

/**
 * From "add this folder" with 1,000 new 24-megapixel JPEGs to a first screen of pictures: every photo of the page that the grid
 * asks for has one that a host would serve. Beside it, vipsthumbnail making the same screen, two at a time.
 */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'pouire-bench-'));
  try {
    const photos = join(folder, 'photos');
    // Smaller than a camera's only in grain, so that 1,000 fit into memory.
    await makeCameraPhotos(photos, PICTURES, PHOTOS / PICTURES, { grain: 2, quality: 80 });
    const ours: number[] = [];
    const peers: number[] = [];
    const peer = await isInstalled('vipsthumbnail');
    for (let round = 0; round <= ROUNDS; round += 1) {
      const mine = await firstScreen(join(folder, `data-${round}`), photos);
      const theirs = peer ? await thumbnails(photos, folder) : 0;
      // The first round warms the page cache and counts for nobody.
      if (round === 0) continue;
      ours.push(mine);
      if (peer) peers.push(theirs);
    }
    const value = median(ours);
    const rows: BenchRow[] = [
      {
        name: `first ${SCREEN} pictures of ${PHOTOS} new photos`,
        value,
        unit: 'ms',
        goal: '≤ 1000',
        met: value <= 1000,
      },
    ];
    if (peers.length > 0) {
      rows.push({ name: `vipsthumbnail, the same ${SCREEN}`, value: median(peers), unit: 'ms' });
      rows.push({
        name: 'faster',
        value: median(peers.map((theirs, round) => theirs / (ours[round] ?? 1))),
        unit: '×',
      });
    }
    const note = `${PHOTOS} JPEGs of 24 MP with the thumbnails cameras embed, files in memory, median of ${ROUNDS} rounds`;
    return { bench: 'first-screen', note, rows };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An application that is open already: its image processes have decoded something. */
async function firstScreen(dataDir: string, folder: string): Promise<number> {
  const studio = openIngestStudio(dataDir);
  const photos = createPhotos(studio.context);
  const pictures = createPictures(studio.context);
  try {
    const warm = join(dataDir, 'warm');
    await makeWarmPhotos(warm);
    await studio.ingest.ingestOnce([warm]);
    studio.ingest.start();
    const started = performance.now();
    await studio.folders.add({ path: folder });
    for (;;) {
      const { items } = await photos.page({
        filter: {},
        sort: 'captured',
        direction: 'asc',
        cursor: null,
        limit: SCREEN,
      });
      if (items.length === SCREEN && items.every(({ id }) => pictures.shown(id, 'thumb400') !== null))
        return performance.now() - started;
      if (performance.now() - started > PATIENCE_MS) throw new Error('no first screen within a minute');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  } finally {
    await studio.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function thumbnails(photos: string, folder: string): Promise<number> {
  const waiting = Array.from({ length: SCREEN }, (_unused, index) =>
    join(photos, `IMG_${String(index + 1).padStart(4, '0')}.jpg`),
  );
  const env = { ...process.env, VIPS_CONCURRENCY: '1' };
  const started = performance.now();
  const lane = async (out: string) => {
    for (let photo = waiting.pop(); photo; photo = waiting.pop())
      await runPeer('vipsthumbnail', [photo, '--size', '400x300', '-o', `${out}[Q=80]`], { env });
  };
  await Promise.all([lane(join(folder, 'a.jpg')), lane(join(folder, 'b.jpg'))]);
  return performance.now() - started;
}
