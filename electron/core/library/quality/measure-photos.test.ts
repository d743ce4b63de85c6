import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepImageProcesses } from '../../../../tests/support/kept-processes.ts';
import { makePhoto } from '../../../../tests/support/photo-maker.ts';
import { type IngestStudio, openIngestStudio, temporaryFolders } from '../../../../tests/support/studio-builder.ts';
import { createPhotos } from '../photos/photos.service.ts';
import { createReview } from '../review/review.service.ts';

keepImageProcesses();

let folders: ReturnType<typeof temporaryFolders>;
let studio: IngestStudio;
beforeEach(async () => {
  folders = temporaryFolders();
  studio = openIngestStudio(
    folders.data,
    {},
    { refreshRules: (ids) => createReview(studio.context).refreshRules(ids) },
  );
  const sharpOne = await makePhoto({ seed: 4 });
  writeFileSync(join(folders.photos, 'sharp.jpg'), sharpOne);
  writeFileSync(join(folders.photos, 'soft.jpg'), await sharp(sharpOne).blur(5).jpeg().toBuffer());
  for (const name of ['sharp.jpg', 'soft.jpg']) utimesSync(join(folders.photos, name), 1_700_000_000, 1_700_000_000);
  await studio.ingest.ingestOnce([folders.photos]);
});
afterEach(async () => {
  await studio.close();
  folders.remove();
});

const kept = () => {
  const { db } = studio.context;
  return db.all(
    db.sql
      .selectFrom('photos')
      .select(['file_name', 'measured', 'sharpness', 'noise', 'highlights', 'shadows', 'rules_broken'])
      .orderBy('file_name'),
  );
};

it('is done while images are made, and what is blurred is found by that rule', () => {
  const [plain, soft] = kept();
  expect(plain).toMatchObject({ file_name: 'sharp.jpg', measured: 1 });
  expect(plain?.sharpness).toBeGreaterThan(0.6);
  expect(soft?.sharpness).toBeLessThan(0.42);
  const photos = createPhotos(studio.context);
  const found = photos.page({
    filter: { brokenRule: 'blurred' },
    sort: 'captured',
    direction: 'asc',
    cursor: null,
    limit: 9,
  });
  expect(found.items.map((photo) => photo.fileName)).toEqual(['soft.jpg']);
  expect(photos.details(found.items.map(({ id }) => id))).toMatchObject([
    {
      quality: { sharpness: soft?.sharpness },
      findings: expect.arrayContaining([expect.objectContaining({ rule: 'blurred' })]),
    },
  ]);
});

it('is made up for where photos were read before anything was measured, with the same numbers', async () => {
  const before = kept();
  const { db } = studio.context;
  db.run(db.sql.updateTable('photos').set({ measured: 0, sharpness: null, noise: null, rules_broken: 0 }));
  const filled = new Promise<void>((resolve) => {
    studio.context.events.subscribe(() => {
      if (kept().every(({ measured }) => measured === 1)) resolve();
    });
  });
  studio.ingest.start();
  await filled;
  expect(kept()).toEqual(before);
});
