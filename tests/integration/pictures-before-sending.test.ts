import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createImagePool } from '../../electron/adapters/images/image-pool.ts';
import { DERIVED_KINDS } from '../../shared/domain/photo.ts';
import { withThumbnail } from '../support/exif-thumbnail.ts';
import { makePhoto } from '../support/photo-maker.ts';
import { openWholeStudio, temporaryFolder } from '../support/whole-studio.ts';

test('a photo that was only looked at gets its images before it is sent', async () => {
  const folder = temporaryFolder();
  const path = join(folder.path, 'a.jpg');
  writeFileSync(path, await withThumbnail(await makePhoto({ width: 2400, height: 1600, seed: 4 })));
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  const pool = createImagePool();
  const whole = await openWholeStudio({
    images: {
      ...pool,
      // What waits in its turn never comes; what somebody waits for does.
      read: (request, signal) =>
        request.quick || request.urgent
          ? pool.read(request, signal)
          : new Promise((_resolve, reject) => {
              // As the pool: what is asked after the end was told is over at once.
              if (signal?.aborted) reject(signal.reason);
              signal?.addEventListener('abort', () => reject(signal.reason));
            }),
    },
  });
  try {
    const { client, library } = whole.studio;
    const stop = new AbortController();
    const pass = library.ingestOnce([folder.path], { signal: stop.signal });
    await expect.poll(() => client.photos.ids({}), { timeout: 20_000 }).toHaveLength(1);
    stop.abort(new Error('seen'));
    await expect(pass).rejects.toThrow('seen');
    const [id] = await client.photos.ids({});
    if (id === undefined) throw new Error('no photo');
    expect(library.picture(id, 'preview')).toBeNull();
    await library.ensurePictures(id);
    for (const kind of DERIVED_KINDS) expect(statSync(library.picture(id, kind) ?? '').size).toBeGreaterThan(100);
  } finally {
    await whole.close();
    folder.remove();
  }
});
