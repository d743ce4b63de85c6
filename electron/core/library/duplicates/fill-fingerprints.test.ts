import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepImageProcesses } from '../../../../tests/support/kept-processes.ts';
import { putPhoto } from '../../../../tests/support/photo-maker.ts';
import { type IngestStudio, openIngestStudio, temporaryFolders } from '../../../../tests/support/studio-builder.ts';

keepImageProcesses();

let folders: ReturnType<typeof temporaryFolders>;
let studio: IngestStudio;
beforeEach(async () => {
  folders = temporaryFolders();
  studio = openIngestStudio(folders.data);
  for (const [name, seed] of Object.entries({ 'a.jpg': 1, 'b.jpg': 2, 'c.jpg': 3 })) {
    await putPhoto(join(folders.photos, name), { width: 640, height: 480, seed });
    utimesSync(join(folders.photos, name), 1_700_000_000, 1_700_000_000);
  }
  await studio.ingest.ingestOnce([folders.photos]);
});
afterEach(async () => {
  await studio.close();
  folders.remove();
});

const kept = () => {
  const { db } = studio.context;
  return db.all(db.sql.selectFrom('photo_fingerprints').selectAll().orderBy('photo_id'));
};
const jobs = () =>
  studio.context.db
    .all(studio.context.db.sql.selectFrom('jobs').selectAll())
    .filter((job) => job.kind === 'fill-fingerprints');

it('gives photos of an older catalogue their fingerprints from their small images, within two bits of the real ones', async () => {
  const real = kept();
  expect(real).toHaveLength(3);
  studio.context.db.run(studio.context.db.sql.deleteFrom('photo_fingerprints'));
  const filled = new Promise<void>((resolve) => {
    studio.context.events.subscribe(() => {
      if (kept().length === 3 && jobs().length === 0) resolve();
    });
  });
  studio.ingest.start();
  await filled;
  for (const [at, { high, low }] of kept().entries()) {
    const bits =
      ((BigInt(high ?? 0) ^ BigInt(real[at]?.high ?? 0)) << 32n) | (BigInt(low ?? 0) ^ BigInt(real[at]?.low ?? 0));
    expect(bits.toString(2).replaceAll('0', '').length).toBeLessThanOrEqual(2);
  }
});

it('waits while jobs are paused, and goes on when they are not', async () => {
  studio.context.db.run(studio.context.db.sql.deleteFrom('photo_fingerprints'));
  await studio.folders.pause();
  studio.ingest.start();
  expect(jobs().map((job) => job.kind)).toContain('fill-fingerprints');
  expect(kept()).toEqual([]);
  const filled = new Promise<void>((resolve) => {
    studio.context.events.subscribe(() => {
      if (kept().length === 3) resolve();
    });
  });
  await studio.folders.resume();
  await filled;
});
