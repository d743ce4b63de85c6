import { DAYS_UNTIL_AVAILABLE } from '../../../shared/domain/money.ts';
import type { StudioContext } from '../context.ts';
import type { RemoteMonth, RemotePage, RemoteTransaction } from '../ports/marketplace.ts';
import { createReconciliation } from '../sales/reconciliation/reconcile.ts';
import { asAccount } from './as-account.ts';
import { ledgerRepository } from './ledger.repository.ts';
import type { Session } from './session.ts';
import type { SyncStateRepository } from './sync-state.repository.ts';

/** Revenue is by month: more pages than this are a server that counts wrong. */
const MOST_MONTH_PAGES = 20;
/** Transactions a page (per_page of the adapter). */
const PAGE_SIZE = 100;
const MOST_OVERDUE_PAGES = 5;
/** Differing months read again in one sync, and pages of each at most. */
const MOST_REREAD_MONTHS = 3;
const MOST_REREAD_PAGES = 30;
const DAY_MS = 86_400_000;

interface Pass {
  newSales: number;
  changed: number;
  /** What differs from the marketplace's figures is not what differed before. */
  differs: boolean;
}

/** Her own ledger: transactions, months and the balances as the marketplace states them. */
export function createMoneySync(context: StudioContext, session: Session, state: SyncStateRepository) {
  const { db, log, ports } = context;
  const { clock } = ports;
  const ledger = ledgerRepository(db);
  const reconciliation = createReconciliation(db);

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

  /**
   * Sales whose thirty days have passed and that were pending when last seen (before `seenBefore`, ms): looked at once more
   * where the list should have them.
   */
  async function overdue(accountId: number, pass: Pass, seenBefore: number, signal: AbortSignal): Promise<void> {
    const late = ledger.overdue(accountId, clock.now() - DAYS_UNTIL_AVAILABLE * DAY_MS, seenBefore);
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
    const pass: Pass = { newSales: 0, changed: 0, differs: false };
    const before = state.get(accountId, 'transactions')?.value;
    const first = !before || state.get(accountId, 'transactions-pass') !== null;
    let listed: number;
    if (first) {
      listed = await everything(accountId, pass, signal);
    } else {
      listed = await newest(accountId, pass, signal);
      await overdue(accountId, pass, clock.now() - DAY_MS, signal);
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

  /**
   * A month of which the marketplace says something else than the ledger may hold a sale that was changed long after it was
   * listed: its pages are read once more, once for each pair of figures.
   */
  async function rereadMonths(accountId: number, pass: Pass, signal: AbortSignal): Promise<void> {
    const known = state.get(accountId, 'months-reread')?.value ?? [];
    const differing = reconciliation.differing(accountId).filter(({ words }) => !known.includes(words));
    const wanted = differing.slice(0, MOST_REREAD_MONTHS);
    if (wanted.length === 0) return;
    for (const { from, to } of wanted) {
      const first = Math.floor(ledger.soldSince(accountId, to) / PAGE_SIZE) + 1;
      const last = Math.floor(ledger.soldSince(accountId, from) / PAGE_SIZE) + 1;
      for (let page = first; page <= Math.min(last, first + MOST_REREAD_PAGES); page++)
        store(accountId, (await fetchPage(accountId, page, signal)).items, pass);
    }
    const words = [...known, ...wanted.map((month) => month.words)].slice(-200);
    state.set(accountId, 'months-reread', clock.now(), words);
  }

  /** Finds and keeps where the marketplace's figures and the ledger differ. */
  function reconcile(accountId: number): boolean {
    const listed = state.get(accountId, 'transactions')?.value.mismatch ?? null;
    return reconciliation.look(accountId, { balances: state.get(accountId, 'balances'), listed }, clock.now());
  }

  return {
    count: (accountId: number) => ledger.count(accountId),
    async run(accountId: number, signal: AbortSignal): Promise<Pass> {
      const startedAt = clock.now();
      const pass = await transactions(accountId, signal);
      await months(accountId, signal);
      await rereadMonths(accountId, pass, signal);
      await balances(accountId, signal);
      pass.differs = reconcile(accountId);
      if (pass.differs) {
        // Orders that are not completed show in the balances first.
        await overdue(accountId, pass, startedAt, signal);
        reconcile(accountId);
      }
      return pass;
    },
  };
}
