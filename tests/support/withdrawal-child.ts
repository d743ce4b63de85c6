import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { xof } from '../../shared/domain/money.ts';
import { accountStudio, movableClock } from './account-studio.ts';

// A studio in a process of its own, to be killed while it asks for money.
const order = z
  .object({ dataDir: z.string(), server: z.string(), email: z.string(), amount: z.int() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));
const studio = accountStudio({ clock: movableClock(Date.now()), dataDir: order.dataDir });
await studio.client.account.login({
  server: order.server,
  email: order.email,
  password: process.env.POUIRE_PASSWORD ?? '',
});
const item = await studio.client.withdrawals.ask({
  intention: randomUUID(),
  amount: xof.parse(order.amount),
  target: { method: 'mobile_money', provider: 'Moov', country: 'BF', phone: '70 12 34 56', accountName: 'Awa' },
});
process.stdout.write(`${item.state}\n`);
await studio.close('keep');
