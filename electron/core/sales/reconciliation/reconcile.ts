import type { Difference, Reconciliation } from '../../../../shared/contract/sales.contract.ts';
import { xof } from '../../../../shared/domain/money.ts';
import type { Database } from '../../db/database.ts';
import { type SalesRepository, salesRepository } from '../sales.repository.ts';
import { type Balances, explainBalances } from './explain-balances.ts';
import { explainMonth, isNothing, type MonthAmounts, minus } from './explain-month.ts';
import {
  type ReconciliationRepository,
  reconciliationRepository,
  type StatedMonth,
} from './reconciliation.repository.ts';

const HOUR_MS = 3_600_000;
const NONE: MonthAmounts = { gross: 0, commission: 0, net: 0, count: 0 };

/** What the marketplace said when it was last asked. `listed`: entries of its list, and sales kept here. */
export interface Stated {
  readonly balances: { readonly at: number; readonly value: Balances } | null;
  readonly listed: { readonly kept: number; readonly listed: number } | null;
}

interface Books {
  readonly accountId: number;
  readonly repository: ReconciliationRepository;
  readonly sales: SalesRepository;
}

/**
 * The marketplace's figures against the ledger. Nothing is adjusted: differences are found as of the last fetch, explained where
 * the ledger holds an explanation, and kept with the day they were found and the day they were gone.
 */
export function createReconciliation(db: Database) {
  const repository = reconciliationRepository(db);
  const sales = salesRepository(db);
  const books = (accountId: number): Books => ({ accountId, repository, sales });

  function compare(accountId: number, stated: Stated): Difference[] {
    const months = monthDifferences(books(accountId), stated);
    return [...months, ...listDifference(stated), ...balanceDifferences(books(accountId), stated)];
  }

  return {
    /** UTC months whose figures differ, newest first, with what was said of both: the same words mean the same difference. */
    differing(accountId: number): { month: string; from: number; to: number; words: string }[] {
      return paired(books(accountId))
        .filter(({ off }) => !isNothing(off))
        .map(({ month, theirs, ours }) => ({
          month,
          ...boundsOfMonth(month),
          words: JSON.stringify([theirs && amounts(theirs), amounts(ours)]),
        }))
        .reverse();
    },

    /** Finds, explains and keeps; true where something changed. */
    look(accountId: number, stated: Stated, now: number): boolean {
      const before = JSON.stringify(repository.kept(accountId).open);
      repository.keep(accountId, compare(accountId, stated), now);
      return before !== JSON.stringify(repository.kept(accountId).open);
    },

    show(accountId: number, stated: Stated['balances']): Reconciliation {
      const { open, settled } = repository.kept(accountId);
      const theirs = stated && {
        available: xof.parse(stated.value.available),
        pending: xof.parse(stated.value.pending),
      };
      const ours = stated && ownBalances(books(accountId), stated.at);
      return {
        at: stated?.at ?? null,
        balances: theirs &&
          ours && { theirs, ours: { available: xof.parse(ours.available), pending: xof.parse(ours.pending) } },
        months: paired(books(accountId))
          .map(({ month, theirs, ours }) => ({
            month,
            theirs: theirs && money(theirs),
            ours: money(ours),
          }))
          .reverse(),
        differences: open,
        settled,
        changes: repository.changes(accountId),
      };
    },
  };
}

export type ReconciliationFeature = ReturnType<typeof createReconciliation>;

interface PairedMonth {
  readonly month: string;
  readonly theirs: StatedMonth | null;
  readonly ours: MonthAmounts;
  readonly off: MonthAmounts;
}

/** Oldest first. Months are the marketplace's, UTC. */
function paired({ accountId, repository }: Books): PairedMonth[] {
  const stated = new Map(repository.statedMonths(accountId).map((month) => [month.month, month]));
  // Never fetched: nothing to compare with.
  if (stated.size === 0)
    return repository.ledgerMonths(accountId).map((ours) => ({ month: ours.month, theirs: null, ours, off: NONE }));
  const own = new Map(repository.ledgerMonths(accountId).map((month) => [month.month, month]));
  return [...new Set([...stated.keys(), ...own.keys()])].sort().map((month) => {
    const theirs = stated.get(month) ?? null;
    const ours = own.get(month) ?? NONE;
    return { month, theirs, ours, off: minus(theirs ?? NONE, ours) };
  });
}

function monthDifferences(books: Books, { listed }: Stated): Difference[] {
  const { accountId, repository } = books;
  const months = paired(books);
  return months.flatMap(({ month, theirs, ours, off }, index) => {
    if (isNothing(off)) return [];
    const { from, to } = boundsOfMonth(month);
    const found = explainMonth(theirs ?? NONE, ours, {
      sales: repository.sales(accountId, from, to),
      gone: repository.gone(accountId, from, to),
      changed: repository.changed(accountId, from, to),
      shifted: (hours) => repository.sums(accountId, from + hours * HOUR_MS, to + hours * HOUR_MS),
      neighbours: [months[index - 1], months[index + 1]].flatMap((other) => (other ? [other.off] : [])),
      repeated: Math.max(0, (listed?.listed ?? 0) - (listed?.kept ?? 0)),
    });
    return found.map((one) => ({ ...one, subject: 'month' as const, month }));
  });
}

/** More or fewer entries in the marketplace's list than sales kept, after every page was read. */
function listDifference({ listed }: Stated): Difference[] {
  if (listed === null || listed.listed === listed.kept) return [];
  const count = listed.listed - listed.kept;
  const kind = count > 0 ? 'doubled' : 'surplus';
  return [{ subject: 'list', month: null, kind, count, gross: 0, net: 0, sales: [], hours: null }];
}

function balanceDifferences(books: Books, { balances }: Stated): Difference[] {
  if (balances === null) return [];
  const { accountId, repository } = books;
  const { at, value } = balances;
  const months = paired(books);
  const near = repository.freedNear(accountId, at);
  return explainBalances(value, ownBalances(books, at), {
    monthsNet: months.reduce((sum, { off }) => sum + off.net, 0),
    monthsAvailable: months.reduce((sum, { theirs }) => sum + (theirs?.available ?? 0), 0),
    justFreed: near.before,
    soonFreed: near.after,
    open: repository.open(accountId, at),
  }).map((one) => ({ ...one, month: null }));
}

/** As the ledger has them at an instant. */
function ownBalances({ accountId, sales }: Books, at: number): Balances {
  const freed = sales.freed(accountId, at);
  return {
    available: freed - sales.withdrawn(accountId),
    pending: sales.sums(accountId, 0, at + 1).net - freed,
  };
}

/** First instant of a UTC month (`YYYY-MM`) and of the next, ms. */
function boundsOfMonth(month: string): { from: number; to: number } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: Date.UTC(year, number - 1, 1), to: Date.UTC(year, number, 1) };
}

function amounts({ gross, commission, net, count }: MonthAmounts): number[] {
  return [gross, commission, net, count];
}

function money({ gross, commission, net, count }: MonthAmounts) {
  return { gross: xof.parse(gross), commission: xof.parse(commission), net: xof.parse(net), count };
}
