import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { xof } from '../../../shared/domain/money.ts';
import type { PayoutTarget } from '../../../shared/domain/withdrawal.ts';
import { addAccount } from '../../../tests/support/account-row.ts';
import { type MovableClock, movableClock } from '../../../tests/support/account-studio.ts';
import { type Fate, moneyMarket } from '../../../tests/support/money-market.ts';
import { testPorts } from '../../../tests/support/studio-builder.ts';
import { type StudioContext, studioPaths } from '../context.ts';
import { contractImplementer } from '../contract.ts';
import { type OpenedCatalogue, openCatalogue } from '../db/open.ts';
import { createEventBus } from '../events.ts';
import { createLogger } from '../log.ts';
import { MAY_STILL_ARRIVE_MS } from './ask-once.ts';
import { createWithdrawals } from './withdrawals.ts';

type Market = ReturnType<typeof moneyMarket>;
const TARGET: PayoutTarget = {
  method: 'mobile_money',
  provider: 'Moov',
  country: 'BF',
  phone: '70 12 34 56',
  accountName: 'Awa Ouédraogo',
};
let folder: string;
let catalogue: OpenedCatalogue;
let clock: MovableClock;
let market: Market;
const open: { end(): Promise<void> }[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-withdrawals-'));
  catalogue = openCatalogue(folder, { stamp: 'test' });
});
afterAll(() => {
  catalogue.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  clock = movableClock();
  market = newMarket();
});
afterEach(async () => {
  for (const made of open.splice(0)) await made.end();
});

/** A marketplace and an account of its own. */
function newMarket(): Market {
  const { db } = catalogue;
  const account = addAccount(db, { remote_user_id: randomUUID(), current: 0 });
  return moneyMarket(() => clock.now(), account);
}

/** The room of withdrawals on a real catalogue. One that ends and another on the same rows are a studio and the next. */
function studio(at: Market = market) {
  const ports = testPorts(folder, [], { clock });
  const lifetime = new AbortController();
  const log = createLogger(ports.log, ports.clock);
  const events = createEventBus();
  const { db } = catalogue;
  const context: StudioContext = { ports, paths: studioPaths(folder), db, events, log, lifetime: lifetime.signal };
  const withdrawals = createWithdrawals(context, { session: at.session });
  const { withdrawals: client } = createRouterClient(withdrawals.router(contractImplementer(log)));
  const made = {
    client,
    withdrawals,
    async end(): Promise<void> {
      lifetime.abort(new Error('closed'));
      await withdrawals.stop();
      events.close();
    },
  };
  open.push(made);
  return made;
}

const ask = (made: ReturnType<typeof studio>, amount: number, intention = randomUUID() as string) =>
  made.client.ask({ intention, amount: xof.parse(amount), target: TARGET });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('asking for money', () => {
  it('asks once for one intention, clicked twice at once or again later', async () => {
    const made = studio();
    const intention = randomUUID();
    const [one, two] = await Promise.all([ask(made, 25_000, intention), ask(made, 25_000, intention)]);
    expect(one).toMatchObject({ state: 'pending', amount: 25_000, mayCancel: true });
    expect(two).toEqual(one);
    expect(await ask(made, 25_000, intention)).toEqual(one);
    expect(market.asked()).toBe(1);
    expect(await made.client.overview()).toMatchObject({ available: 1_000_000, unresolved: false, lastTarget: TARGET });
    // The same again is another intention, and hers to have.
    expect((await ask(made, 25_000)).key).not.toBe(one.key);
    expect(market.made).toHaveLength(2);
  });

  it('asks nothing that is too small, above the balance or goes nowhere', async () => {
    const made = studio();
    expect(await codeOf(ask(made, 9_999))).toBe('amount-too-small');
    expect(await codeOf(ask(made, 1_000_001))).toBe('amount-unavailable');
    const nowhere = { intention: randomUUID(), amount: xof.parse(20_000), target: { ...TARGET, phone: '70 12' } };
    expect(await codeOf(made.client.ask(nowhere))).toBe('payout-invalid');
    expect(market.asked()).toBe(0);
  });

  it('may be tried again with the same intention when nothing left this computer', async () => {
    const made = studio();
    const intention = randomUUID();
    market.setOffline(true);
    expect(await codeOf(ask(made, 30_000, intention))).toBe('server-unreachable');
    expect((await made.client.overview()).items).toMatchObject([{ state: 'unsent' }]);
    market.setOffline(false);
    market.fates.push('no-connection');
    expect(await codeOf(ask(made, 30_000, intention))).toBe('server-unreachable');
    expect(await ask(made, 30_000, intention)).toMatchObject({ state: 'pending' });
    expect(market.made).toHaveLength(1);
    expect((await made.client.overview()).items).toHaveLength(1);
  });

  it('keeps the marketplace’s own words where it says no', async () => {
    const made = studio();
    market.fates.push('refused');
    expect(await codeOf(ask(made, 30_000))).toBe('server-refused');
    expect((await made.client.overview()).items).toMatchObject([{ state: 'refused', reason: 'Montant indisponible.' }]);
    expect(await ask(made, 30_000)).toMatchObject({ state: 'pending' });
  });

  it.each<Fate>(['dropped-after', 'error-after'])(
    'finds a request whose answer was lost (%s) in the list and asks nothing else before',
    async (fate) => {
      const made = studio();
      market.fates.push(fate);
      expect(await ask(made, 40_000)).toMatchObject({ state: 'unknown', mayCancel: false });
      expect(await codeOf(ask(made, 40_000))).toBe('withdrawal-unresolved');
      const found = await made.client.refresh();
      expect(found).toMatchObject({ unresolved: false, items: [{ state: 'pending', amount: 40_000 }] });
      expect(found.items).toHaveLength(1);
      expect(market.asked()).toBe(1);
    },
  );

  it.each<Fate>(['dropped-before', 'error-before'])(
    'says that a request is not there (%s) only when it can’t turn up any more',
    async (fate) => {
      const made = studio();
      market.fates.push(fate);
      const intention = randomUUID();
      await ask(made, 40_000, intention);
      expect((await made.client.refresh()).unresolved).toBe(true);
      clock.pass(MAY_STILL_ARRIVE_MS);
      const { unresolved, items } = await made.client.refresh();
      expect(unresolved).toBe(false);
      expect(items).toMatchObject([{ state: 'absent' }]);
      // The same intention never asks again; a new one may.
      expect(await ask(made, 40_000, intention)).toMatchObject({ state: 'absent' });
      expect(market.asked()).toBe(1);
      expect(await ask(made, 40_000)).toMatchObject({ state: 'pending' });
    },
  );

  it('looks in the list before it asks again with a new token', async () => {
    const made = studio();
    market.fates.push('token-after', 'token');
    expect(await ask(made, 15_000)).toMatchObject({ state: 'pending' });
    expect(market.made).toHaveLength(1);
    expect(market.asked()).toBe(1);
    expect(await ask(made, 16_000)).toMatchObject({ state: 'pending' });
    expect(market.made).toHaveLength(2);
  });

  it('takes no older request of the same amount for the one that was lost', async () => {
    const made = studio();
    await ask(made, 20_000);
    market.fates.push('dropped-before');
    await ask(made, 20_000);
    expect((await made.client.refresh()).unresolved).toBe(true);
    clock.pass(MAY_STILL_ARRIVE_MS);
    expect((await made.client.refresh()).items.map(({ state }) => state).sort()).toEqual(['absent', 'pending']);
  });

  it.each<[Fate, string]>([
    ['stops-after', 'pending'],
    ['stops-before', 'absent'],
  ])('ended in the middle (%s) is looked for by the next studio by itself', async (fate, outcome) => {
    const before = studio();
    market.fates.push(fate);
    const intention = randomUUID();
    const asked = market.nextAsk();
    void ask(before, 50_000, intention).catch(() => undefined);
    await asked;
    await before.end();
    const after = studio();
    expect((await after.client.overview()).unresolved).toBe(true);
    after.withdrawals.start();
    for (let look = 0; look < 10 && (await after.client.overview()).unresolved; look++) {
      await expect.poll(() => clock.sleeping()).toBeGreaterThan(0);
      clock.pass(20_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await expect.poll(async () => (await after.client.overview()).items.map(({ state }) => state)).toEqual([outcome]);
    expect(await ask(after, 50_000, intention)).toMatchObject({ state: outcome });
    expect(market.asked()).toBe(1);
  });
});

describe('following a withdrawal', () => {
  it('tells its states and the reason of a refusal, and keeps them offline', async () => {
    const made = studio();
    await ask(made, 20_000);
    await ask(made, 30_000);
    const [first, second] = market.made.map(({ id }) => id);
    market.decide(first ?? '', 'completed');
    market.decide(second ?? '', 'rejected', 'Numéro inconnu de Moov');
    await made.client.refresh();
    market.setOffline(true);
    const { items } = await made.client.overview();
    expect(items.find(({ amount }) => amount === 20_000)).toMatchObject({ state: 'completed', mayCancel: false });
    expect(items.find(({ amount }) => amount === 30_000)).toMatchObject({
      state: 'rejected',
      reason: 'Numéro inconnu de Moov',
    });
  });

  it('cancels while it is pending, believes the list over a lost answer, and says when it is too late', async () => {
    const made = studio();
    const { key } = await ask(made, 20_000);
    market.fates.push('dropped-after');
    expect(await made.client.cancel({ key })).toMatchObject({ state: 'cancelled' });
    const late = await ask(made, 30_000);
    market.decide(market.made.at(-1)?.id ?? '', 'processing');
    expect(await codeOf(made.client.cancel({ key: late.key }))).toBe('withdrawal-not-pending');
    expect((await made.client.overview()).items.find((item) => item.key === late.key)?.state).toBe('processing');
    expect(await codeOf(made.client.cancel({ key: 'm:nobody' }))).toBe('withdrawal-unknown');
  });
});

describe('whatever goes wrong', () => {
  it('never makes two withdrawals of one intention, nor loses sight of one that was made', async () => {
    const fate = fc.constantFrom<Fate>(
      'answered',
      'dropped-before',
      'dropped-after',
      'error-before',
      'error-after',
      'late',
      'token',
      'token-after',
      'refused',
      'no-connection',
      'stops-before',
      'stops-after',
    );
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('ask' as const), intention: fc.nat(4), fate }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('refresh' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.nat(200) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('line' as const), offline: fc.boolean() }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
        clock = movableClock();
        const at = newMarket();
        const intentions = Array.from({ length: 5 }, () => randomUUID() as string);
        let made = studio(at);
        const again = async () => {
          await made.end();
          made = studio(at);
        };
        try {
          for (const one of steps) {
            clock.pass(1);
            if (one.kind === 'refresh') await made.client.refresh().catch(() => undefined);
            if (one.kind === 'pass') clock.pass(one.seconds * 1000);
            if (one.kind === 'again') await again();
            if (one.kind === 'line') at.setOffline(one.offline);
            if (one.kind !== 'ask') continue;
            at.fates.splice(0, at.fates.length, one.fate);
            const asked = at.nextAsk();
            // All five ask for the same money to the same place: only its own history tells one from another.
            const work = ask(made, 20_000, intentions[one.intention]).catch(() => undefined);
            if (!one.fate.startsWith('stops')) await work;
            else {
              await Promise.race([work, asked]);
              await again();
            }
          }
          at.setOffline(false);
          at.fates.length = 0;
          await made.client.refresh();
          clock.pass(MAY_STILL_ARRIVE_MS);
          const { items, unresolved } = await made.client.refresh();
          expect(unresolved).toBe(false);
          expect(at.made.length).toBeLessThanOrEqual(
            new Set(steps.flatMap((one) => (one.kind === 'ask' ? [one.intention] : []))).size,
          );
          expect(items.filter(({ key }) => key.startsWith('m:'))).toHaveLength(at.made.length);
          const claimed = catalogue.db.all(
            catalogue.db.sql
              .selectFrom('withdrawal_requests')
              .selectAll()
              .where('account_id', '=', at.session.current()?.id ?? 0)
              .where('state', '=', 'confirmed'),
          );
          expect(new Set(claimed.map((row) => row.remote_id)).size).toBe(claimed.length);
          expect(claimed.length).toBe(at.made.length);
        } finally {
          await made.end();
        }
      }),
      { numRuns: 40 },
    );
  });
});
