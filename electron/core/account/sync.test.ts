import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AccountStudio,
  accountStudio,
  type MovableClock,
  movableClock,
} from '../../../tests/support/account-studio.ts';
import {
  type SmallMarketplace,
  type SmallSale,
  startSmallMarketplace,
} from '../../../tests/support/small-marketplace.ts';
import { pollDelay } from './polling.ts';

const DAY = 86_400_000;
let clock: MovableClock;
let small: SmallMarketplace;
let made: AccountStudio;

beforeEach(async () => {
  clock = movableClock();
  small = await startSmallMarketplace({ now: clock.now });
  made = accountStudio({ clock });
  await signIn();
  made.events().length = 0;
});
afterEach(async () => {
  await made.close();
  await small.close();
});

const signIn = () =>
  made.client.account.login({ server: small.url, email: small.state.email, password: small.state.password });
const sync = () => made.client.account.sync();
const pagesOf = (path: string) => small.calls.filter((call) => call.startsWith(`GET ${path}?`)).length;
const TRANSACTIONS = '/api/photographer/revenue/transactions';

/** A sale `days` ago, as the server writes it. */
function sale(id: string, days: number, change: Partial<SmallSale> = {}): SmallSale {
  return {
    id,
    description: 'Marché',
    date: new Date(clock.now() - days * DAY).toISOString().slice(0, 19).replace('T', ' '),
    amount: '4000.00',
    gross_amount: 5000,
    commission: 1000.0,
    status: days >= 30 ? 'completed' : 'pending',
    photo_id: null,
    license_type: 'standard',
    order_number: `ORD-${id}`,
    ...change,
  };
}

/** A photo of the catalogue that was delivered as `remoteId`. */
function deliveredPhoto(remoteId: string, number: number): number {
  const { db } = made.context;
  const { lastId } = db.run(
    db.sql.insertInto('photos').values({
      sha256: String(number).padStart(64, '0'),
      size: 1,
      format: 'jpeg',
      width: 3,
      height: 2,
      orientation: 1,
      sort_at: 0,
      review: 'approved',
      rating: 0,
      title: '',
      caption: '',
      keywords: '[]',
      place: '',
      delivery: 'sent',
      moderation: 'pending',
      rule_errors: 0,
      rule_warnings: 0,
      file_name: 'a.jpg',
      present: 1,
      derived: '[]',
      picture_version: 1,
      added_at: 0,
      changed_at: 0,
    }),
  );
  deliver(lastId, remoteId);
  return lastId;
}

function deliver(photoId: number, remoteId: string): void {
  const { db } = made.context;
  db.prepare<[number, string, string], never>(
    `INSERT INTO deliveries (account_id, photo_id, client_upload_id, state, position, form, sent_metadata, content_type, filename, remote_photo_id, queued_at, changed_at)
     VALUES (1, ?, ?, 'sent', 0, '{}', '{}', 'image/jpeg', 'a.jpg', ?, 0, 0)`,
  ).run(photoId, `c-${remoteId}`, remoteId);
}

const moderationOf = (id: number) =>
  made.context.db.get(made.context.db.sql.selectFrom('photos').select('moderation').where('id', '=', id))?.moderation;

describe('moderation', () => {
  it('reaches the photos it is about, with the reason, and says which changed', async () => {
    const [published, refused] = [deliveredPhoto('r1', 1), deliveredPhoto('r2', 2)];
    small.state.photos = [
      { id: 'r1', title: 'A', status: 'approved' },
      { id: 'r2', title: 'B', status: 'rejected', rejection_reason: 'Floue' },
      { id: 'elsewhere', title: 'C', status: 'pending' },
    ];
    expect(await sync()).toMatchObject({ photos: 3, published: 1, refused: 1 });
    expect([moderationOf(published), moderationOf(refused)]).toEqual(['approved', 'rejected']);
    const row = made.context.db.get(made.context.db.sql.selectFrom('remote_photos').selectAll().where('id', '=', 'r2'));
    expect(row).toMatchObject({ photo_id: refused, rejection_reason: 'Floue' });
    expect(made.events()).toContainEqual({ type: 'photos-changed', ids: [published, refused], membership: true });
    made.events().length = 0;
    await sync();
    expect(made.events().filter((event) => event.type === 'photos-changed')).toEqual([]);
  });

  it('of a photo sent again after a refusal is that of the last delivery', async () => {
    const photo = deliveredPhoto('r1', 1);
    deliver(photo, 'r2');
    small.state.photos = [
      { id: 'r2', title: 'A', status: 'approved' },
      { id: 'r1', title: 'A', status: 'rejected' },
    ];
    await sync();
    expect(moderationOf(photo)).toBe('approved');
  });

  it('of a photo that was withdrawn on the marketplace is none', async () => {
    const photo = deliveredPhoto('r1', 1);
    small.state.photos = [{ id: 'r1', title: 'A', status: 'approved' }];
    await sync();
    small.state.photos = [];
    clock.pass(1000);
    expect(await sync()).toMatchObject({ photos: 0 });
    expect(moderationOf(photo)).toBe('none');
  });

  it('is read over all pages', async () => {
    small.state.photos = Array.from({ length: 250 }, (_, index) => ({
      id: `r${index}`,
      title: 'T',
      status: 'approved',
    }));
    expect(await sync()).toMatchObject({ photos: 250, published: 250 });
  });
});

describe('the ledger', () => {
  it('takes every page the first time and only the first one afterwards', async () => {
    small.state.sales = Array.from({ length: 350 }, (_, index) => sale(`s${index}`, index));
    expect(await sync()).toMatchObject({ sales: 350, newSales: 350 });
    expect(made.events()).toContainEqual({ type: 'sales-changed', newSales: 0 });
    expect(pagesOf(TRANSACTIONS)).toBe(4);
    made.events().length = 0;
    expect(await sync()).toMatchObject({ sales: 350, newSales: 0 });
    expect(pagesOf(TRANSACTIONS)).toBe(5);
    small.state.sales.unshift(sale('new', 0));
    expect(await sync()).toMatchObject({ sales: 351, newSales: 1 });
    expect(made.events()).toContainEqual({ type: 'sales-changed', newSales: 1 });
  });

  it('that was interrupted goes on where it stopped', async () => {
    small.state.sales = Array.from({ length: 900 }, (_, index) => sale(`s${index}`, index));
    let served = 0;
    const real = made.ports.connectMarketplace(small.url);
    const flaky = accountStudio({
      clock,
      ports: {
        connectMarketplace: () => ({
          ...real,
          transactions: (token, page, signal) =>
            ++served === 6 ? Promise.reject(new Error('unplugged')) : real.transactions(token, page, signal),
        }),
      },
    });
    const { email, password } = small.state;
    await flaky.client.account.login({ server: small.url, email, password });
    await expect(flaky.client.account.sync()).rejects.toThrow();
    expect(await flaky.client.account.sync()).toMatchObject({ sales: 900 });
    expect(served).toBeLessThanOrEqual(6 + 5);
    await flaky.close();
  });

  it('leaves out what the marketplace stopped listing, and takes it back when it lists it again', async () => {
    small.state.sales = Array.from({ length: 150 }, (_, index) => sale(`s${index}`, index));
    await sync();
    const removed = small.state.sales.splice(120, 1);
    clock.pass(1000);
    expect(await sync()).toMatchObject({ sales: 149 });
    small.state.sales.splice(120, 0, ...removed);
    expect(await sync()).toMatchObject({ sales: 150 });
  });

  it('looks again, once a day, at old sales that were pending when last seen', async () => {
    small.state.sales = Array.from({ length: 500 }, (_, index) => sale(`s${index}`, index / 10));
    await sync();
    clock.pass(2 * DAY);
    for (const row of small.state.sales)
      if (Date.parse(`${row.date.replace(' ', 'T')}Z`) < clock.now() - 30 * DAY) row.status = 'completed';
    await signIn();
    const before = pagesOf(TRANSACTIONS);
    await sync();
    expect(pagesOf(TRANSACTIONS) - before).toBeLessThanOrEqual(3);
    const { db } = made.context;
    const late = db.all(
      db.sql
        .selectFrom('transactions')
        .select('id')
        .where('status', '=', 'pending')
        .where('sold_at', '<', clock.now() - 30 * DAY),
    );
    expect(late).toEqual([]);
  });

  it('does not read everything again for a difference that it could not explain', async () => {
    small.state.sales = [
      sale('twice', 1),
      sale('twice', 1),
      ...Array.from({ length: 200 }, (_, index) => sale(`s${index}`, 2 + index)),
    ];
    await sync();
    await sync();
    const before = pagesOf(TRANSACTIONS);
    await sync();
    expect(pagesOf(TRANSACTIONS) - before).toBe(1);
  });

  it('keeps the balances as the marketplace states them, beside its own', async () => {
    small.state.sales = [sale('s1', 31), sale('s2', 1)];
    Object.assign(small.state, { available: 3999, pending: 4000 });
    await sync();
    expect(await made.client.sales.figures()).toMatchObject({
      available: 4000,
      pending: 4000,
      marketplace: { available: 3999, pending: 4000 },
    });
  });
});

describe('notifications', () => {
  const notification = (id: string) => ({
    id,
    type: 'new_sale',
    title: 'Vente',
    message: 'Vendue',
    read_at: null,
    created_at: new Date(clock.now()).toISOString(),
  });

  it('are kept, read here at once, and the marketplace is told, by the documented route where it has no other', async () => {
    small.state.notifications = [notification('n1'), notification('n2')];
    small.state.documentedRoutesOnly = true;
    await sync();
    expect(await made.client.notifications.list()).toMatchObject({ unread: 2 });
    await made.client.notifications.markAllRead();
    expect(await made.client.notifications.list()).toMatchObject({ unread: 0 });
    expect(small.state.notifications.every((item) => item.read_at !== null)).toBe(true);
    expect(small.countOf('PUT /api/user/notifications/read-all')).toBe(1);
  });

  it('read without a network stay read, and the marketplace is told with the next sync', async () => {
    small.state.notifications = [notification('n1')];
    await sync();
    small.state.failNext.set('PUT /api/user/notifications/mark-all-read', { status: 503, times: 1 });
    await made.client.notifications.markAllRead();
    expect(small.state.notifications[0]?.read_at).toBeNull();
    expect(await made.client.notifications.list()).toMatchObject({ unread: 0 });
    await sync();
    expect(small.state.notifications[0]?.read_at).not.toBeNull();
    expect(await made.client.notifications.list()).toMatchObject({ unread: 0 });
  });
});

describe('another account', () => {
  it('that signs in during a sync gets none of the first one’s books', async () => {
    small.state.sales = Array.from({ length: 1000 }, (_, index) => sale(`s${index}`, index));
    small.state.delayMs = 10;
    const other = await startSmallMarketplace({ now: clock.now });
    other.state.sales = [sale('theirs', 1)];
    const running = sync().catch((error: unknown) => error);
    await expect.poll(() => pagesOf(TRANSACTIONS), { interval: 2 }).toBeGreaterThan(2);
    await made.client.account.login({ server: other.url, email: other.state.email, password: other.state.password });
    expect(await running).toMatchObject({ code: 'not-signed-in' });
    expect(await sync()).toMatchObject({ sales: 1 });
    const { db } = made.context;
    const theirs = db.all(db.sql.selectFrom('transactions').select('id').where('account_id', '=', 2));
    expect(theirs).toEqual([{ id: 'theirs' }]);
    expect(await made.client.sales.figures()).toMatchObject({ salesCount: 1, sinceStart: 4000 });
    await other.close();
  });

  it('shows its own verdicts on photos that both have sent', async () => {
    const photo = deliveredPhoto('r1', 1);
    small.state.photos = [{ id: 'r1', title: 'A', status: 'approved' }];
    await sync();
    const other = await startSmallMarketplace({ now: clock.now });
    await made.client.account.login({ server: other.url, email: other.state.email, password: other.state.password });
    expect(moderationOf(photo)).toBe('none');
    await signIn();
    expect(moderationOf(photo)).toBe('approved');
    await other.close();
  });
});

describe('looking by itself', () => {
  it('waits seconds on this computer, a minute or more elsewhere, longer after failures and as long as the server asks', () => {
    expect(pollDelay('http://127.0.0.1:1', true, 0, 0, 0.5)).toBe(12);
    expect(pollDelay('https://api.pouire.com', true, 0, 0, 0.5)).toBe(60);
    expect(pollDelay('https://api.pouire.com', false, 0, 0, 0.5)).toBe(300);
    expect(pollDelay('https://api.pouire.com', true, 2, 0, 0.5)).toBe(240);
    expect(pollDelay('https://api.pouire.com', true, 30, 0, 0.5)).toBe(900);
    expect(pollDelay('https://api.pouire.com', true, 0, 1234, 0.5)).toBe(1234);
    expect(pollDelay('http://127.0.0.1:1', true, 0, 0, 0)).toBeCloseTo(10.8);
  });

  it('shows a sale within one poll, keeps the token alive, and stops when signed out', async () => {
    made.account.start();
    const settled = () => expect.poll(() => clock.sleeping(), { interval: 2 }).toBe(1);
    await settled();
    small.state.sales = [sale('s1', 0)];
    clock.pass(20_000);
    await expect.poll(async () => (await made.client.sales.list({})).total).toBe(1);
    await settled();
    for (let minutes = 0; minutes < 150; minutes++) {
      clock.pass(60_000);
      await settled();
    }
    expect(small.countOf('POST /api/auth/refresh')).toBeGreaterThanOrEqual(3);
    expect(small.countOf('POST /api/auth/login')).toBe(1);
    await made.client.account.logout();
    clock.pass(60_000);
    await settled();
    const before = small.calls.length;
    clock.pass(600_000);
    await settled();
    expect(small.calls.length).toBe(before);
  });

  it('backs off while the server fails and goes on when it is back', async () => {
    small.state.failNext.set('GET /api/photographer/photos', { status: 503, times: 3 });
    made.account.start();
    for (let pass = 0; pass < 40; pass++) {
      await expect.poll(() => clock.sleeping(), { interval: 2 }).toBe(1);
      clock.pass(15_000);
    }
    const looked = small.countOf('GET /api/photographer/photos');
    expect(looked).toBeGreaterThan(5);
    expect(looked).toBeLessThan(38);
  });
});
