import { join } from 'node:path';
import { z } from 'zod';
import { photoId } from '../../shared/domain/ids.ts';
import { cataloguePhoto, openDeliveryStudio, smallPhoto } from './delivery-studio.ts';

// Memory of a studio whose queue is long: baseline after the sign-in; peak while it queues, lists and sends the first.
const { dataDir, server, email, password, entries, sent } = z
  .object({
    dataDir: z.string(),
    server: z.string(),
    email: z.string(),
    password: z.string(),
    entries: z.int(),
    sent: z.int(),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'));
const studio = openDeliveryStudio({ dataDir });
await studio.signIn({ api: server, email, password });
const real: { id: number }[] = [];
for (let seed = 1; seed <= sent; seed += 1)
  real.push(await cataloguePhoto(studio, join(dataDir, 'photos'), await smallPhoto(seed)));
const columns = studio.db
  .prepare<[], { name: string }>(
    "SELECT name FROM pragma_table_info('photos') WHERE name NOT IN ('id', 'sha256') ORDER BY cid",
  )
  .all()
  .map((column) => column.name)
  .join(', ');
studio.db.transaction(() => {
  studio.db
    .prepare<[number, number], never>(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO photos (sha256, ${columns}) SELECT lower(hex(randomblob(32))), ${columns} FROM photos, n WHERE photos.id = ?`,
    )
    .run(entries - sent, real[0]?.id ?? 0);
  studio.db
    .prepare<[], never>(
      `INSERT INTO files (photo_id, folder_id, path, size, mtime_ns, inode, state, seen_at)
       SELECT photos.id, folders.id, folders.path || '/' || photos.id || '.jpg', photos.size, '0', '', 'present', 0
       FROM photos, folders WHERE photos.id NOT IN (SELECT photo_id FROM files)`,
    )
    .run();
});
const ids = studio.db
  .all(studio.db.sql.selectFrom('photos').select('id').orderBy('id'))
  .map((row) => photoId.parse(row.id));
await new Promise((resolve) => setTimeout(resolve, 500));
const baseline = process.memoryUsage.rss();
let peak = baseline;
const sampling = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);
const { queued } = await studio.client.delivery.enqueue({ selection: { ids } });
for (let turn = 0; turn < 10; turn += 1) {
  await studio.client.delivery.list({ scope: 'open', limit: 1000 });
  await studio.client.delivery.progress();
}
studio.delivery.start();
while ((await studio.client.delivery.progress()).sent < sent) await new Promise((resolve) => setTimeout(resolve, 100));
clearInterval(sampling);
process.stdout.write(`${JSON.stringify({ queued: queued.length, baseline, peak })}\n`);
await studio.close();
