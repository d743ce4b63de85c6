import { z } from 'zod';
import { openDeliveryStudio } from './delivery-studio.ts';

// A studio in a process of its own, to be killed: signs in, says that it begins, sends what is queued, says what came of it.
const order = z
  .object({ dataDir: z.string(), server: z.string(), email: z.string(), storageLine: z.string() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));
const studio = openDeliveryStudio(order);
const password = process.env.POUIRE_PASSWORD ?? '';
// As the command line does (electron/web/studio.ts).
delete process.env.POUIRE_PASSWORD;
await studio.signIn({ api: order.server, email: order.email, password });
process.stdout.write('sending\n');
const result = await studio.delivery.drain();
process.stdout.write(`${JSON.stringify(result)}\n`);
await studio.close();
