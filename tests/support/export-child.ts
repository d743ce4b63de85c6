import { z } from 'zod';
import { createStudio } from '../../electron/core/studio.ts';
import { testPorts } from './studio-builder.ts';

// A studio in a process of its own, to be killed: goes on with the export that was begun, or begins it.
const order = z.object({ dataDir: z.string(), folder: z.string() }).parse(JSON.parse(process.argv[2] ?? '{}'));
const studio = await createStudio(testPorts(order.dataDir));
if ((await studio.client.exports.list()).length === 0)
  await studio.client.exports.start({
    selection: { filter: {} },
    options: { folder: order.folder, size: { kind: 'long-edge', pixels: 600 }, metadata: 'none', namePattern: 'copie' },
  });
process.stdout.write('exporting\n');
studio.start();
const [one] = await studio.client.exports.list();
if (one) await studio.exports.ended(one.id);
process.stdout.write('done\n');
await studio.close();
