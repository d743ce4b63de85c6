import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../../sandbox/sandbox.ts';
import type { Photo } from '../../../../sandbox/store/photo-row.ts';
import type { Sale } from '../../../../sandbox/store/sales.ts';
import { xof } from '../../../../shared/domain/money.ts';
import {
  type AccountStudio,
  accountStudio,
  type MovableClock,
  movableClock,
} from '../../../../tests/support/account-studio.ts';
import { photosOnSale } from '../../../../tests/support/sandbox-history.ts';
import { connectMarketplace } from '../../../adapters/marketplace/marketplace.ts';
import type { Marketplace, RemoteMonth, RemotePage, RemoteTransaction } from '../../ports/marketplace.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 21, 12);

/** What the marketplace answers, bent as a test wants it. */
interface Bend {
  months: (page: RemotePage<RemoteMonth>) => RemotePage<RemoteMonth>;
  list: (page: RemotePage<RemoteTransaction>) => RemotePage<RemoteTransaction>;
}

let root: string;
let clock: MovableClock;
let sandbox: Sandbox;
let studio: AccountStudio;
let photos: Photo[];
let bend: Bend;

function bent(real: Marketplace): Marketplace {
  return {
    ...real,
    revenueMonths: async (token, page, signal) => bend.months(await real.revenueMonths(token, page, signal)),
    transactions: async (token, page, signal) => bend.list(await real.transactions(token, page, signal)),
  };
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'pouire-reconcile-'));
  clock = movableClock(NOW);
  bend = { months: (page) => page, list: (page) => page };
  sandbox = await startSandbox({ dataDir: root, clock });
  photos = photosOnSale(sandbox.marketplace, sandbox.marketplace.mainAccountId, 3);
  studio = accountStudio({ clock, ports: { connectMarketplace: (server) => bent(connectMarketplace(server)) } });
  const { api: server, email, password } = sandbox;
  await studio.client.account.login({ server, email, password });
});
afterEach(async () => {
  await studio.close();
  await sandbox.stop();
  rmSync(root, { recursive: true, force: true });
});

const sync = () => studio.client.account.sync();
const shown = () => studio.client.sales.reconciliation();
const differences = async () => (await shown()).differences;

/** Sold at an instant, in whole francs. */
function sold(at: number, gross: number, photo = photos[0]): Sale {
  if (!photo) throw new Error('no photo');
  return sandbox.marketplace.sales.create(photo, 'standard', at, gross);
}

/** Sales of three months whose amounts are all different. */
function someSales(): Sale[] {
  return Array.from({ length: 24 }, (_, index) => sold(NOW - (index * 3 + 2) * DAY, 5_000 + 137 * index));
}

/** Changes what the marketplace says of the month of an instant. */
function changeMonth(at: number, change: (month: RemoteMonth) => Partial<RemoteMonth>): void {
  const name = new Date(at).toISOString().slice(0, 7);
  bend.months = (page) => ({
    ...page,
    items: page.items.map((month) => (month.month === name ? { ...month, ...change(month) } : month)),
  });
}

/** The month counts one more (or less, sign −1) sale like this one. */
function counting(sale: Sale, sign: 1 | -1 = 1) {
  return (month: RemoteMonth): Partial<RemoteMonth> => ({
    totalSales: xof.parse(month.totalSales + sign * sale.gross),
    commission: xof.parse(month.commission + sign * sale.commission),
    netRevenue: xof.parse(month.netRevenue + sign * sale.net),
    salesCount: month.salesCount + sign,
  });
}

describe('a difference between the marketplace and the ledger is found and explained', () => {
  it('none where both say the same', async () => {
    someSales();
    await sync();
    expect(await differences()).toEqual([]);
    const { months, balances } = await shown();
    expect(months.length).toBeGreaterThanOrEqual(3);
    for (const { theirs, ours } of months) expect(theirs).toEqual(ours);
    expect(balances?.theirs).toEqual(balances?.ours);
  });

  it('missing: a sale that the month counts and the list does not show', async () => {
    const [, sale] = someSales();
    if (!sale) throw new Error('no sale');
    bend.list = (page) => ({ ...page, items: page.items.filter(({ id }) => id !== sale.id), total: page.total - 1 });
    await sync();
    expect(await differences()).toContainEqual(
      expect.objectContaining({ subject: 'month', kind: 'missing', count: 1, gross: sale.gross, net: sale.net }),
    );
    // Balances differ by the same amount and say so.
    expect((await differences()).filter(({ subject }) => subject !== 'month')).toEqual([
      expect.objectContaining({ subject: 'pending', kind: 'months', net: sale.net }),
    ]);
    expect((await studio.client.sales.figures()).salesCount).toBe(23);
  });

  it('doubled: a sale under two numbers in the list, once in the month', async () => {
    const sale = someSales()[5];
    if (!sale) throw new Error('no sale');
    bend.list = (page) => ({
      ...page,
      items: page.items.flatMap((one) => (one.id === sale.id ? [one, { ...one, id: 'again' }] : [one])),
      total: page.total + 1,
    });
    await sync();
    expect(await differences()).toContainEqual(
      expect.objectContaining({
        subject: 'month',
        kind: 'doubled',
        count: -1,
        net: -sale.net,
        sales: [expect.objectContaining({ orderNumber: sale.order_number })],
      }),
    );
  });

  it('changed amount: read again where the month differs, kept in the history, named where the month lags behind', async () => {
    const old = Array.from({ length: 150 }, (_, index) => sold(NOW - (index + 1) * 6 * HOUR, 5_000 + index));
    const sale = old[130];
    if (!sale) throw new Error('no sale');
    await sync();
    sandbox.marketplace.sales.correct(sale.id, 9_000);
    clock.pass(60_000);
    await sync();
    // The sale stands on the second page, which a sync without news does not read; its month told of it.
    const { differences: found, changes } = await shown();
    expect(found).toEqual([]);
    expect(changes).toEqual([
      expect.objectContaining({ kind: 'changed', saleId: sale.id, netBefore: sale.net, netNow: 7_200 }),
    ]);
    expect(await studio.client.sales.figures()).toMatchObject({
      sinceStart: sandbox.marketplace.sales.all().reduce((sum, one) => sum + one.net, 0),
    });
    // A month that still has the amount from before.
    changeMonth(sale.completed_at, (month) => ({
      totalSales: xof.parse(month.totalSales - (9_000 - sale.gross)),
      commission: xof.parse(month.commission - (1_800 - sale.commission)),
      netRevenue: xof.parse(month.netRevenue - (7_200 - sale.net)),
    }));
    await sync();
    expect(await differences()).toEqual([
      expect.objectContaining({
        kind: 'changed',
        net: sale.net - 7_200,
        sales: [expect.objectContaining({ id: sale.id })],
      }),
    ]);
  });

  it('late refund: gone from the list, still in the month; settled when the month follows, and kept as settled', async () => {
    const sale = someSales()[3];
    if (!sale) throw new Error('no sale');
    await sync();
    sandbox.marketplace.sales.refund(sale.id);
    changeMonth(sale.completed_at, counting(sale));
    clock.pass(60_000);
    await sync();
    expect(await differences()).toEqual([
      expect.objectContaining({
        subject: 'month',
        kind: 'late-refund',
        count: 1,
        net: sale.net,
        sales: [expect.objectContaining({ id: sale.id })],
      }),
    ]);
    bend.months = (page) => page;
    clock.pass(60_000);
    await sync();
    const { differences: left, settled, changes } = await shown();
    expect(left).toEqual([]);
    expect(settled).toEqual([expect.objectContaining({ kind: 'late-refund', settledAt: clock.now() })]);
    expect(changes).toEqual([expect.objectContaining({ kind: 'gone', saleId: sale.id })]);
  });

  it('refund ahead: the month leaves out a sale that is still listed', async () => {
    const sale = someSales()[4];
    if (!sale) throw new Error('no sale');
    changeMonth(sale.completed_at, counting(sale, -1));
    await sync();
    expect(await differences()).toEqual([
      expect.objectContaining({ kind: 'refund-ahead', count: -1, sales: [expect.objectContaining({ id: sale.id })] }),
    ]);
  });

  it('rounding: the commission of the month, not of each sale', async () => {
    const [sale] = someSales();
    changeMonth(sale?.completed_at ?? 0, (month) => ({
      commission: xof.parse(month.commission + 2),
      netRevenue: xof.parse(month.netRevenue - 2),
    }));
    await sync();
    expect(await differences()).toEqual([expect.objectContaining({ kind: 'rounding', count: 0, gross: 0, net: -2 })]);
  });

  it('another time zone: sales of the night stand in the month beside', async () => {
    someSales();
    const night = sold(Date.UTC(2026, 9, 31, 23, 30), 7_777);
    bend.months = (page) => ({
      ...page,
      items: page.items.map((month) => {
        if (month.month === '2026-10') return { ...month, ...counting(night, -1)(month) };
        return month.month === '2026-11' ? { ...month, ...counting(night)(month) } : month;
      }),
    });
    await sync();
    const found = await differences();
    expect(found.map(({ month, kind, count }) => ({ month, kind, count }))).toEqual([
      { month: '2026-11', kind: 'time-zone', count: 1 },
      { month: '2026-10', kind: 'time-zone', count: -1 },
    ]);
  });

  it('an order that is not completed stays pending there after its thirty days', async () => {
    const sale = sold(NOW - 29 * DAY, 8_000);
    sold(NOW - 40 * DAY, 6_000);
    sandbox.marketplace.sales.hold(sale.id);
    await sync();
    clock.pass(1.5 * DAY);
    const { api: server, email, password } = sandbox;
    await studio.client.account.login({ server, email, password });
    await sync();
    expect(await differences()).toEqual([
      expect.objectContaining({ subject: 'pending', kind: 'order-open', net: sale.net }),
    ]);
  });

  it('another moment: an amount is freed there hours later than here, or earlier, and then by both', async () => {
    const sale = sold(NOW - 29 * DAY, 8_000);
    sold(NOW - 40 * DAY, 6_000);
    await sync();
    expect(await differences()).toEqual([]);
    const again = async (by: number) => {
      clock.pass(by);
      const { api: server, email, password } = sandbox;
      await studio.client.account.login({ server, email, password });
      await sync();
      return differences();
    };
    const moment = (net: number) => [
      expect.objectContaining({
        subject: 'pending',
        kind: 'moment',
        net,
        count: 1,
        sales: [expect.objectContaining({ id: sale.id })],
      }),
    ];
    // Four hours before its thirty days it is free there.
    sandbox.marketplace.sales.freeLater(-6 * HOUR);
    expect(await again(20 * HOUR)).toEqual(moment(-sale.net));
    // Two hours after them it waits there, in a list that calls it completed.
    sandbox.marketplace.sales.freeLater(12 * HOUR);
    expect(await again(6 * HOUR)).toEqual(moment(sale.net));
    expect(await again(12 * HOUR)).toEqual([]);
    expect((await shown()).settled.map(({ kind }) => kind)).toEqual(['moment', 'moment']);
  });

  it('a withdrawal that was asked for, or given back, between the months and the balance', async () => {
    sold(NOW - 40 * DAY, 50_000);
    await sync();
    const { withdrawals, mainAccountId } = sandbox.marketplace;
    const phone = { phone: '+22670123456', provider: 'orange_money' };
    // On the marketplace's page, at the moment its months have just been read here.
    let meanwhile: (() => void) | null = null;
    bend.months = (page) => {
      meanwhile?.();
      meanwhile = null;
      return page;
    };
    const during = async (happens: () => void) => {
      meanwhile = happens;
      clock.pass(60_000);
      await sync();
      return differences();
    };
    let asked = '';
    const withdrawn = (net: number) => [
      expect.objectContaining({ subject: 'available', kind: 'withdrawal', net, count: 0 }),
    ];
    expect(
      await during(() => {
        asked = withdrawals.create(mainAccountId, 15_000, 'mobile_money', phone).id;
      }),
    ).toEqual(withdrawn(-15_000));
    expect(await during(() => {})).toEqual([]);
    expect(await during(() => withdrawals.setStatus(asked, 'rejected', null))).toEqual(withdrawn(15_000));
    expect(await during(() => {})).toEqual([]);
    expect((await shown()).settled).toHaveLength(2);
  });

  it('what nothing explains is said to be unknown', async () => {
    const [sale] = someSales();
    changeMonth(sale?.completed_at ?? 0, (month) => ({ salesCount: month.salesCount + 2 }));
    await sync();
    expect(await differences()).toEqual([expect.objectContaining({ kind: 'unknown', count: 2, net: 0 })]);
  });
});

describe('over random histories with refunds, corrections, open orders and clock moves', () => {
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('sell' as const),
        daysAgo: fc.double({ min: 0, max: 200, noNaN: true }),
        gross: fc.integer({ min: 500, max: 900_000 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('refund' as const), which: fc.nat() }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('correct' as const),
        which: fc.nat(),
        gross: fc.integer({ min: 500, max: 90_000 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), days: fc.integer({ min: 0, max: 25 }) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('sync' as const) }) },
  );

  it('every sum of screen, table and month is the sandbox’s own, to the franc', async () => {
    const { api: server, email, password } = sandbox;
    const { sales } = sandbox.marketplace;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        for (const one of steps) {
          const all = sales.all();
          const chosen = 'which' in one ? all[one.which % Math.max(1, all.length)] : undefined;
          if (one.do === 'sell') sold(Math.floor((clock.now() - one.daysAgo * DAY) / 1000) * 1000, one.gross);
          if (one.do === 'refund' && chosen) sales.refund(chosen.id);
          if (one.do === 'correct' && chosen) sales.correct(chosen.id, one.gross);
          if (one.do === 'pass') clock.pass(one.days * DAY + 1000);
          if (one.do === 'sync') {
            clock.pass(1000);
            await studio.client.account.login({ server, email, password });
            await sync();
          }
        }
        clock.pass(1000);
        await studio.client.account.login({ server, email, password });
        await sync();
        await sync();
        const books = sales.of(sandbox.marketplace.mainAccountId);
        const sum = (some: readonly Sale[], value: 'net' | 'gross' | 'commission') =>
          some.reduce((total, sale) => total + sale[value], 0);
        const { free, pending } = sales.balances(sandbox.marketplace.mainAccountId);
        expect(await studio.client.sales.figures()).toMatchObject({
          available: free,
          pending,
          sinceStart: sum(books, 'net'),
          salesCount: books.length,
        });
        const listed = await studio.client.sales.list({ limit: 1000 });
        const sums = { gross: sum(books, 'gross'), commission: sum(books, 'commission'), net: sum(books, 'net') };
        expect(listed.sums).toEqual({ ...sums, count: books.length });
        for (const by of ['photo', 'category', 'license'] as const) {
          const rows = await studio.client.sales.best({ by });
          expect(rows.reduce((total, row) => total + row.net, 0)).toBe(sums.net);
          expect(rows.reduce((total, row) => total + row.count, 0)).toBe(books.length);
        }
        const bars = await studio.client.sales.bars({ by: 'year', count: 5 });
        expect(bars.reduce((total, bar) => total + bar.net + bar.commission, 0)).toBe(sums.gross);
        const { content } = await studio.client.sales.export({ format: 'csv', language: 'fr' });
        const nets = content
          .trimEnd()
          .split('\r\n')
          .slice(1)
          .map((line) => Number(line.split(';').at(-3)));
        expect(nets.reduce((total, net) => total + net, 0)).toBe(sums.net);
        expect(await differences()).toEqual([]);
      }),
      { numRuns: 12, interruptAfterTimeLimit: 20_000 },
    );
  }, 60_000);
});
