import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { splitGross, xof } from '../../../../shared/domain/money.ts';
import type { StatementPeriod } from '../../../../shared/domain/statement.ts';
import { addAccount } from '../../../../tests/support/account-row.ts';
import {
  type AccountStudio,
  accountStudio,
  type MovableClock,
  movableClock,
} from '../../../../tests/support/account-studio.ts';
import { ledgerRepository } from '../../account/ledger.repository.ts';
import { syncStateRepository } from '../../account/sync-state.repository.ts';
import { addPeriods, startOfDay } from '../calendar.ts';
import { monthPeriod } from './compose.ts';

const DAY = 86_400_000;
const JANUARY = monthPeriod('2026-01-01');
let clock: MovableClock;
let made: AccountStudio;

beforeEach(() => {
  clock = movableClock(startOfDay('2026-02-10') + DAY / 2);
  made = accountStudio({ clock });
  signIn();
});
afterEach(() => made.close());

function signIn(): void {
  const { db } = made.context;
  addAccount(db);
}

function sell(id: string, day: string, gross: number): void {
  const { net, commission } = splitGross(xof.parse(gross));
  made.context.db.transaction(() => {
    ledgerRepository(made.context.db).store(
      1,
      {
        id,
        title: `Photo « ${id} »`,
        date: startOfDay(day) + DAY / 3,
        net,
        gross: xof.parse(gross),
        commission,
        status: 'completed',
        photoId: null,
        license: 'standard',
        orderNumber: `O-${id}`,
      },
      clock.now(),
    );
  });
}

function fetched(): void {
  syncStateRepository(made.context.db).set(1, 'transactions', clock.now(), { mismatch: null });
}

function cancel(id: string): void {
  made.context.db
    .prepare<[number, string], never>('UPDATE transactions SET gone_at = ? WHERE id = ?')
    .run(clock.now(), id);
}

const statements = () => made.client.statements;
const issue = async (period: StatementPeriod) => await statements().issue({ period });
const show = async (period: StatementPeriod) => await statements().show({ period });

describe('a statement', () => {
  it('is provisional while its month runs or was not fetched to its end, and says which', async () => {
    sell('a', '2026-01-05', 10_000);
    await expect(issue(JANUARY)).rejects.toMatchObject({ code: 'statement-not-fetched' });
    await expect(issue(monthPeriod('2026-02-01'))).rejects.toMatchObject({ code: 'statement-not-over' });
    expect(await show(JANUARY)).toMatchObject({ number: null, totals: { count: 1, gross: 10_000, net: 8_000 } });
    fetched();
    expect(await issue(JANUARY)).toMatchObject({ number: '2026-0001', count: 1, gross: 10_000, net: 8_000 });
  });

  it('has one number for ever, and numbers have no gaps', async () => {
    sell('a', '2025-12-05', 10_000);
    sell('b', '2026-01-05', 700);
    fetched();
    const first = await issue(JANUARY);
    expect(await issue(JANUARY)).toEqual(first);
    expect(await issue(monthPeriod('2025-12-01'))).toMatchObject({ number: '2026-0002' });
    expect(await issue({ kind: 'range', from: '2025-12-20', to: '2026-01-10' })).toMatchObject({
      number: '2026-0003',
      count: 1,
    });
    clock.set(startOfDay('2027-01-03'));
    fetched();
    expect(await issue(monthPeriod('2026-12-01'))).toMatchObject({ number: '2027-0001', count: 0 });
    const { issued } = await statements().list();
    expect(issued.map((one) => one.number)).toEqual(['2027-0001', '2026-0003', '2026-0002', '2026-0001']);
  });

  it('never changes: what changes in the ledger is put right on the next', async () => {
    for (const [id, gross] of [
      ['kept', 1_000],
      ['cancelled', 2_000],
      ['corrected', 3_000],
    ] as const)
      sell(id, '2026-01-05', gross);
    fetched();
    const first = await issue(JANUARY);
    const before = await statements().pdf({ id: first.id, language: 'fr' });
    cancel('cancelled');
    sell('corrected', '2026-01-05', 5_000);
    sell('late', '2026-01-09', 4_000);
    sell('new', '2026-02-01', 500);
    expect(await statements().pdf({ id: first.id, language: 'fr' })).toEqual(before);
    clock.set(startOfDay('2026-03-02'));
    fetched();
    await issue(monthPeriod('2026-02-01'));
    const { lines, totals } = await show(monthPeriod('2026-02-01'));
    expect(lines.map(({ kind, saleId, gross, net }) => [kind, saleId, gross, net])).toEqual([
      ['sale', 'new', 500, 400],
      ['late', 'late', 4_000, 3_200],
      ['cancelled', 'cancelled', -2_000, -1_600],
      ['corrected', 'corrected', 2_000, 1_600],
    ]);
    expect(totals).toEqual({ count: 4, gross: 4_500, commission: 900, net: 3_600 });
    clock.set(startOfDay('2026-04-02'));
    fetched();
    expect(await issue(monthPeriod('2026-03-01'))).toMatchObject({ count: 0, net: 0 });
  });

  it('says what of its net may be withdrawn on its day', async () => {
    sell('a', '2026-01-05', 10_000);
    sell('b', '2026-01-25', 1_000);
    expect(await show(JANUARY)).toMatchObject({ day: '2026-02-10', available: 8_000, pending: 800 });
  });

  it('is from whom she says, and from the account where she says nothing', async () => {
    sell('a', '2026-01-05', 10_000);
    fetched();
    expect((await show(JANUARY)).identity).toMatchObject({ name: 'Awa', email: 'awa@example.com', taxNumber: '' });
    const identity = {
      name: 'Awa Ouédraogo',
      address: '12, rue du Commerce\nOuagadougou',
      phone: '+226 70 12 34 56',
      email: 'awa@studio.example',
      taxLabel: 'IFU',
      taxNumber: '00012345X',
    };
    expect(await statements().setIdentity(identity)).toEqual(identity);
    const { id } = await issue(JANUARY);
    await statements().setIdentity({ ...identity, name: 'Someone else' });
    expect((await statements().show({ id })).identity).toEqual(identity);
  });

  it('refuses days that are no period', async () => {
    await expect(show({ kind: 'range', from: '2026-02-02', to: '2026-02-01' })).rejects.toMatchObject({
      code: 'statement-period',
    });
    await expect(show({ kind: 'month', from: '2026-01-01', to: '2026-01-30' })).rejects.toMatchObject({
      code: 'statement-period',
    });
    await expect(statements().show({ id: 99 })).rejects.toMatchObject({ code: 'statement-unknown' });
  });

  it('lists its months, those that may have a number told from those that may not', async () => {
    sell('a', '2025-12-31', 1_000);
    sell('b', '2026-02-01', 2_000);
    fetched();
    expect((await statements().list()).months).toMatchObject([
      { month: '2026-02', count: 1, net: 1_600, statementId: null, mayIssue: false },
      { month: '2025-12', count: 1, net: 800, statementId: null, mayIssue: true },
    ]);
    const { id } = await issue(monthPeriod('2025-12-01'));
    expect((await statements().list()).months[1]).toMatchObject({ statementId: id, mayIssue: false });
  });

  it('is a table as well, with its total', async () => {
    sell('a;"b"', '2026-01-05', 12_500);
    const { csv, fileName } = await statements().csv({ period: JANUARY, language: 'fr' });
    expect(fileName).toBe('Pouire releve 2026-01 provisoire.csv');
    expect(csv.split('\r\n').slice(1)).toEqual([
      '2026-01-05;"O-a;""b""";"Photo « a;""b"" »";standard;12500;2500;10000;2026-02-04;vendue',
      'Total;;;;12500;2500;10000;;',
      '',
    ]);
    const all = await statements().salesCsv({ language: 'en', mark: false });
    expect(all.sales).toBe(1);
    expect(all.csv.startsWith('Sold on;Order;')).toBe(true);
    expect((await statements().salesCsv({ language: 'en', from: '2026-01-06' })).sales).toBe(0);
  });
});

describe('over any history', () => {
  const events = fc.array(
    fc.record({
      month: fc.integer({ min: 0, max: 7 }),
      day: fc.integer({ min: 1, max: 28 }),
      gross: fc.integer({ min: 500, max: 2_000_000 }),
      /** When the ledger hears of it, and when it is taken back, in months after it was sold. */
      knownAfter: fc.integer({ min: 0, max: 3 }),
      goneAfter: fc.option(fc.integer({ min: 0, max: 4 })),
    }),
    { maxLength: 40 },
  );

  it('the statements of all months add up to the ledger, to the franc', async () => {
    await fc.assert(
      fc.asyncProperty(events, async (history) => {
        const { db } = made.context;
        for (const table of ['stated_sales', 'statements', 'transactions'])
          db.prepare<[], never>(`DELETE FROM ${table}`).run();
        const months = Array.from({ length: 8 + 5 }, (_, index) => addPeriods('2025-01-01', 'month', index));
        for (const [index, month] of months.entries()) {
          for (const [number, event] of history.entries()) {
            const sold = `${months[event.month]?.slice(0, 8) ?? ''}${String(event.day).padStart(2, '0')}`;
            clock.set(startOfDay(month) + 15 * DAY);
            if (event.month + event.knownAfter === index) sell(`s${number}`, sold, event.gross);
            if (event.goneAfter !== null && event.month + event.knownAfter + event.goneAfter === index)
              cancel(`s${number}`);
          }
          clock.set(startOfDay(addPeriods(month, 'month', 1)) + 1);
          fetched();
          await issue(monthPeriod(month));
        }
        const { issued } = await statements().list();
        const kept = db
          .prepare<[], { gross: number; net: number }>(
            'SELECT coalesce(sum(gross), 0) AS gross, coalesce(sum(net), 0) AS net FROM transactions WHERE gone_at IS NULL',
          )
          .get();
        expect(issued).toHaveLength(months.length);
        expect(issued.reduce((sum, one) => sum + one.gross, 0)).toBe(kept?.gross);
        expect(issued.reduce((sum, one) => sum + one.net, 0)).toBe(kept?.net);
        for (const { id } of issued) {
          const { lines, totals, available, pending } = await statements().show({ id });
          expect(lines.reduce((sum, line) => sum + line.net, 0)).toBe(totals.net);
          expect(totals.gross - totals.commission).toBe(totals.net);
          expect(available + pending).toBe(totals.net);
        }
      }),
      { numRuns: 25 },
    );
  });
});
