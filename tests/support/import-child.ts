import { z } from 'zod';
import { createStudio } from '../../electron/core/studio.ts';
import { testPorts } from './studio-builder.ts';

// A studio in a process of its own, to be killed: goes on with what was begun, or begins it.
const order = z
  .object({ dataDir: z.string(), source: z.string(), destination: z.string(), backup: z.string() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));
const studio = await createStudio(testPorts(order.dataDir));
if ((await studio.client.imports.list()).length === 0) {
  const { look } = await studio.client.imports.look({ paths: [order.source] });
  await studio.library.imports.looks.whole(look);
  const { destination, backup } = order;
  await studio.client.imports.start({
    look,
    shots: null,
    options: { destination, backup, folderPattern: '{YYYY}', namePattern: '{date}_{seq:3}' },
  });
}
process.stdout.write('copying\n');
studio.start();
for (;;) {
  const [one] = await studio.client.imports.list();
  if (one?.state === 'done') break;
  await new Promise((resolve) => setTimeout(resolve, 30));
}
process.stdout.write('done\n');
await studio.close();
