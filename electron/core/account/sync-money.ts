import { DAYS_UNTIL_AVAILABLE } from '../../../shared/domain/money.ts';
import type { StudioContext } from '../context.ts';
import type { RemoteMonth, RemotePage, RemoteTransaction } from '../ports/marketplace.ts';
import { asAccount } from './as-account.ts';
import { ledgerRepository } from './ledger.repository.ts';
import type { Session } from './session.ts';
import type { SyncStateRepository } from './sync-state.repository.ts';

/** Revenue is by month: more pages than this are a server that counts wrong. */
const MOST_MONTH_PAGES = 20;
/** Transactions a page (per_page of the adapter). */
const PAGE_SIZE = 100;
const MOST_OVERDUE_PAGES = 5;
const DAY_MS = 86_400_000;

interface Pass {
  newSales: number;
  changed: number;
}

/** Her own ledger: transactions, months and the balances as the marketplace states them. */
export function createMoneySync(context: StudioContext, session: Session, state: SyncStateRepository) {
  const { db, log, ports } = context;
  const { clock } = ports;
  const ledger = ledgerRepository(db);

  function fetchPage(accountId: number, page: number, signal: AbortSignal): Promise<RemotePage<RemoteTransaction>> {
    return asAccount(
      session,
      accountId,
      ({ token, marketplace }) => marketplace.transactions(token, page, signal),
      signal,
    );
  }

  function store(accountId: number, items: readonly RemoteTransaction[], pass: Pass): number {
    const before = pass.newSales + pass.changed;
    db.transaction(() => {
      for (const sale of items) {
        const outcome = ledger.store(accountId, sale, clock.now());
        if (outcome === 'new') pass.newSales++;
        if (outcome === 'changed') pass.changed++;
      }
    });
    return pass.newSales + pass.changed - before;
  }

  /** Newest pages until one tells nothing new. Gives how many the marketplace lists. */
  async function newest(accountId: number, pass: Pass, signal: AbortSignal): Promise<number> {
    for (let page = 1; ; page++) {
      const answer = await fetchPage(accountId, page, signal);
      const news = store(accountId, answer.items, pass);
      if (news === 0 || page >= answer.lastPage || answer.items.length === 0) return answer.total;
    }
  }

  /** Sales whose thirty days have passed: looked at once more where the list should have them, at most daily. */
  async function overdue(accountId: number, pass: Pass, signal: AbortSignal): Promise<void> {
    const now = clock.now();
    const late = ledger.overdue(accountId, now - DAYS_UNTIL_AVAILABLE * DAY_MS, now - DAY_MS);
    const pages = new Set(late.map(({ place }) => Math.floor(place / PAGE_SIZE) + 1));
    for (const page of [...pages].slice(0, MOST_OVERDUE_PAGES))
      store(accountId, (await fetchPage(accountId, page, signal)).items, pass);
  }

  /** Every page; what was kept so far survives an interruption, and the next pass goes on where this one stopped. */
  async function everything(accountId: number, pass: Pass, signal: AbortSignal): Promise<number> {
    const unfinished = state.get(accountId, 'transactions-pass')?.value;
    const startedAt = unfinished?.startedAt ?? clock.now();
    // New sales move older ones to later pages, never to earlier ones: one page back is safe.
    let page = Math.max(1, (unfinished?.nextPage ?? 1) - 1);
    for (;;) {
      const answer = await fetchPage(accountId, page, signal);
      store(accountId, answer.items, pass);
      page++;
      if (page > answer.lastPage || answer.items.length === 0) {
        // Shifting pages can hide a sale: only a surplus of kept ones shows that some are really gone.
        if (ledger.count(accountId) > answer.total) {
          const gone = ledger.markGone(accountId, startedAt, clock.now());
          if (gone > 0) log.warn('sales no longer listed by the marketplace', { gone });
          pass.changed += gone;
        }
        state.clear(accountId, 'transactions-pass');
        return answer.total;
      }
      state.set(accountId, 'transactions-pass', clock.now(), { nextPage: page, startedAt });
    }
  }

  async function transactions(accountId: number, signal: AbortSignal): Promise<Pass> {
    const pass: Pass = { newSales: 0, changed: 0 };
    const before = state.get(accountId, 'transactions')?.value;
    const first = !before || state.get(accountId, 'transactions-pass') !== null;
    let listed: number;
    if (first) {
      listed = await everything(accountId, pass, signal);
    } else {
      listed = await newest(accountId, pass, signal);
      await overdue(accountId, pass, signal);
      const kept = ledger.count(accountId);
      const knownMismatch = before.mismatch?.kept === kept && before.mismatch.listed === listed;
      if (kept !== listed && !knownMismatch) listed = await everything(accountId, pass, signal);
    }
    const kept = ledger.count(accountId);
    state.set(accountId, 'transactions', clock.now(), { mismatch: kept === listed ? null : { kept, listed } });
    return pass;
  }

  async function months(accountId: number, signal: AbortSignal): Promise<void> {
    const found: RemoteMonth[] = [];
    for (let page = 1, lastPage = 1; page <= Math.min(lastPage, MOST_MONTH_PAGES); page++) {
      const answer = await asAccount(
        session,
        accountId,
        ({ token, marketplace }) => marketplace.revenueMonths(token, page, signal),
        signal,
      );
      found.push(...answer.items);
      lastPage = answer.lastPage;
    }
    ledger.replaceMonths(accountId, found);
    state.set(accountId, 'months', clock.now(), null);
  }

  async function balances(accountId: number, signal: AbortSignal): Promise<void> {
    const stated = await asAccount(
      session,
      accountId,
      async ({ token, marketplace }) => ({
        available: await marketplace.availableBalance(token, signal),
        pending: await marketplace.pendingBalance(token, signal),
      }),
      signal,
    );
    state.set(accountId, 'balances', clock.now(), stated);
  }

  return {
    count: (accountId: number) => ledger.count(accountId),
    async run(accountId: number, signal: AbortSignal): Promise<Pass> {
      const pass = await transactions(accountId, signal);
      await months(accountId, signal);
      await balances(accountId, signal);
      return pass;
    },
  };
}
