import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AccountStudio,
  accountStudio,
  type MovableClock,
  movableClock,
} from '../../../tests/support/account-studio.ts';
import { type SmallMarketplace, startSmallMarketplace } from '../../../tests/support/small-marketplace.ts';
import type { Notice } from '../ports/notices.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
let clock: MovableClock;
let small: SmallMarketplace;
let dataDir: string;
let made: AccountStudio;
let said: Notice[];
let chosen: (id: string, action: string | null) => void;

function open(): AccountStudio {
  return accountStudio({
    clock,
    dataDir,
    ports: {
      notices: {
        show: (notice) => said.push(notice),
        withdraw: () => {},
        onChosen: (listener) => {
          chosen = listener;
          return () => {};
        },
      },
    },
  });
}

beforeEach(async () => {
  clock = movableClock(new Date(2026, 10, 21, 12).getTime());
  small = await startSmallMarketplace({ now: clock.now });
  dataDir = mkdtempSync(join(tmpdir(), 'pouire-notifications-'));
  said = [];
  made = open();
  await signIn();
});
afterEach(async () => {
  await made.close('keep');
  await small.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const signIn = () =>
  made.client.account.login({ server: small.url, email: small.state.email, password: small.state.password });

let number = 0;
function happens(type = 'new_sale', ago = 0): string {
  const id = `n${++number}`;
  small.state.notifications.unshift({
    id,
    type,
    title: 'Nouvelle vente',
    message: `Vendue (${id})`,
    read_at: null,
    created_at: new Date(clock.now() - ago).toISOString(),
  });
  return id;
}

/** A sync, and the look that follows it. */
async function look(): Promise<void> {
  clock.pass(1000);
  await made.client.account.sync();
  made.notifications.look();
}
const told = () => said.map(({ id }) => id);

describe('the desktop', () => {
  it('says what is new, once, also after a restart; what was there before anybody looked is no news', async () => {
    happens();
    await look();
    expect(told()).toEqual([]);
    const id = happens();
    await look();
    await look();
    expect(said).toEqual([
      expect.objectContaining({ id, title: 'Nouvelle vente', opens: { to: 'section', section: 'sales' } }),
    ]);
    await made.close('keep');
    made = open();
    await signIn();
    await look();
    expect(told()).toEqual([id]);
  });

  it('says many at once as one sentence', async () => {
    await look();
    for (const type of ['new_sale', 'new_sale', 'photo_approved', 'photo_rejected']) happens(type);
    await look();
    expect(said).toEqual([expect.objectContaining({ title: '4 nouveautés sur Pouire' })]);
    expect(said[0]?.body.trim()).toBe('2 ventes. 1 photo publiée. 1 photo refusée.');
  });

  it('keeps still in quiet hours and says it afterwards', async () => {
    await look();
    made.settings.set({ notifyQuiet: { from: '11:00', to: '14:00' } });
    const id = happens();
    await look();
    expect(told()).toEqual([]);
    clock.pass(2.5 * HOUR);
    made.notifications.look();
    made.notifications.look();
    expect(told()).toEqual([id]);
  });

  it('says nothing where she does not want it, nor later what happened meanwhile, nor what is a day old', async () => {
    await look();
    made.settings.set({ notifyDesktop: false });
    happens();
    await look();
    made.settings.set({ notifyDesktop: true });
    happens('new_sale', 2 * DAY);
    await look();
    expect(told()).toEqual([]);
    expect((await made.client.notifications.list()).unread).toBe(2);
  });

  it('is clicked: what it said is read, here and there', async () => {
    await look();
    const id = happens();
    await look();
    made.notifications.start();
    chosen(id, null);
    await expect.poll(() => small.countOf(`PUT /api/user/notifications/${id}/read`), { timeout: 30_000 }).toBe(1);
    expect((await made.client.notifications.list()).unread).toBe(0);
    made.notifications.stop();
  });

  it('of a page without one is told by an event', async () => {
    const page = accountStudio({ clock, dataDir: mkdtempSync(join(tmpdir(), 'pouire-notifications-page-')) });
    await page.client.account.login({ server: small.url, email: small.state.email, password: small.state.password });
    await page.client.account.sync();
    const ids = [happens(), happens()];
    clock.pass(1000);
    await page.client.account.sync();
    page.notifications.look();
    const notices = page.events().flatMap((event) => (event.type === 'notices' ? event.notices : []));
    expect(notices.map(({ id }) => id).sort()).toEqual(ids.sort());
    await page.close();
  });
});

describe('an amount that becomes available', () => {
  const sale = (id: string, days: number) => ({
    id,
    description: 'Marché',
    date: new Date(clock.now() - days * DAY).toISOString(),
    amount: '4000.00',
    gross_amount: 5000,
    commission: 1000,
    status: 'pending' as const,
    photo_id: null,
    license_type: 'standard' as const,
    order_number: `ORD-${id}`,
  });

  it('is told when the clock passes its date, once a day, without a network', async () => {
    small.state.sales = [sale('a', 28.9), sale('b', 28.95), sale('c', 28)];
    await look();
    expect(told()).toEqual([]);
    clock.pass(1.2 * DAY);
    made.notifications.look();
    made.notifications.look();
    expect(said).toEqual([expect.objectContaining({ title: '8\u202f000\u202fF\u202fCFA deviennent disponibles' })]);
    expect((await made.client.notifications.list()).items[0]).toMatchObject({
      type: 'amount_available',
      facts: { net: 8000, count: 2 },
    });
    clock.pass(DAY);
    made.notifications.look();
    expect(said.at(-1)?.title).toBe('4\u202f000\u202fF\u202fCFA deviennent disponibles');
    expect(said).toHaveLength(2);
  });
});

describe('read one by one', () => {
  it('the marketplace is told of that one, with the next sync where it could not be', async () => {
    const [first, second] = [happens(), happens()];
    await look();
    await made.client.notifications.markRead({ ids: [first] });
    expect(small.countOf(`PUT /api/user/notifications/${first}/read`)).toBe(1);
    expect((await made.client.notifications.list()).unread).toBe(1);
    small.state.failNext.set(`PUT /api/user/notifications/${second}/read`, { status: 503, times: 1 });
    await made.client.notifications.markRead({ ids: [second] });
    expect((await made.client.notifications.list()).unread).toBe(0);
    await look();
    expect(small.countOf(`PUT /api/user/notifications/${second}/read`)).toBe(2);
    expect((await made.client.notifications.list()).unread).toBe(0);
  });
});
