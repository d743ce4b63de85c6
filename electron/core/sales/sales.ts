import { z } from 'zod';
import type {
  BarPeriod,
  BestRow,
  MonthReport,
  Reconciliation,
  RevenueBar,
  RevenueFigures,
  Sale,
  SaleFilter,
  SaleSums,
} from '../../../shared/contract/sales.contract.ts';
import { addXof, availableAt, xof, ZERO_XOF } from '../../../shared/domain/money.ts';
import type { Language } from '../../../shared/messages/language.ts';
import { type Session, signedInAccount } from '../account/session.ts';
import { syncStateRepository } from '../account/sync-state.repository.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { barsOf } from './bars.ts';
import { addPeriods, localDay, startOfDay, startOfPeriod } from './calendar.ts';
import { filteredSalesRepository } from './filtered-sales.repository.ts';
import { daysOfMonth, type ReportFacts, reportText } from './month-report.ts';
import { createReconciliation } from './reconciliation/reconcile.ts';
import { salesRepository } from './sales.repository.ts';
import { exportFileName, exportText } from './sales-export.ts';
import { createStatements } from './statements/statements.ts';

const balances = z.object({ available: xof, pending: xof });

const NOTHING: RevenueFigures = {
  asOf: null,
  available: ZERO_XOF,
  pending: ZERO_XOF,
  thisMonth: ZERO_XOF,
  sinceStart: ZERO_XOF,
  withdrawn: ZERO_XOF,
  salesCount: 0,
  marketplace: null,
};

const NO_SUMS = { gross: ZERO_XOF, commission: ZERO_XOF, net: ZERO_XOF, count: 0 };
/** Rows of the best in a month's letter. */
const LETTER_ROWS = 10;

/** Money as the catalogue knows it, for now, without a network. */
export function createSales(
  context: StudioContext,
  parts: { readonly session: Pick<Session, 'current' | 'authorised'> },
) {
  const { db, ports, lifetime } = context;
  const repository = salesRepository(db);
  const filtered = filteredSalesRepository(db);
  const reconciliation = createReconciliation(db);
  const state = syncStateRepository(db);
  const statements = createStatements(context, { session: parts.session, sales: repository });
  const accountId = (): number | null => parts.session.current()?.id ?? null;

  function sums(account: number, filter: SaleFilter): SaleSums {
    const found = filtered.sums(account, filter);
    return {
      gross: xof.parse(found.gross),
      commission: xof.parse(found.commission),
      net: xof.parse(found.net),
      count: found.count,
    };
  }

  function list(
    limit: number,
    offset: number,
    filter: SaleFilter = {},
  ): { total: number; sums: SaleSums; items: Sale[] } {
    const account = accountId();
    if (account === null) return { total: 0, sums: NO_SUMS, items: [] };
    const all = sums(account, filter);
    const whole = Object.values(filter).every((condition) => condition === undefined);
    const items = whole ? repository.list(account, limit, offset) : filtered.list(account, filter, limit, offset);
    return { total: all.count, sums: all, items };
  }

  function figures(): RevenueFigures {
    const account = accountId();
    if (account === null) return NOTHING;
    const now = ports.clock.now();
    const all = repository.allSums(account);
    const freed = repository.freed(account, now);
    const month = repository.sums(account, startOfDay(startOfPeriod(localDay(now), 'month')), now + 1);
    const withdrawn = repository.withdrawn(account);
    const stated = repository.stated(account);
    const marketplace = balances.safeParse(JSON.parse(stated?.value ?? 'null'));
    return {
      asOf: stated?.at ?? null,
      available: xof.parse(freed - withdrawn),
      pending: xof.parse(all.net - freed),
      thisMonth: xof.parse(month.net),
      sinceStart: xof.parse(all.net),
      withdrawn: xof.parse(withdrawn),
      salesCount: all.count,
      marketplace: marketplace.success ? marketplace.data : null,
    };
  }

  function bars(by: BarPeriod, count: number, filter: SaleFilter = {}): RevenueBar[] {
    return barsOf({ sales: repository, filtered }, accountId(), { by, count, filter }, ports.clock.now());
  }

  function best(by: 'photo' | 'category' | 'license', limit: number, filter: SaleFilter = {}): BestRow[] {
    const account = accountId();
    if (account === null) return [];
    if (by === 'photo') return filtered.bestPhotos(account, filter, limit);
    return by === 'category'
      ? filtered.bestCategories(account, filter, limit)
      : filtered.bestLicenses(account, filter).slice(0, limit);
  }

  function exported(filter: SaleFilter, form: { format: 'csv' | 'json'; language: Language; mark: boolean }) {
    const account = accountId();
    const items = account === null ? [] : filtered.list(account, filter, Number.MAX_SAFE_INTEGER, 0);
    return {
      fileName: exportFileName(items, filter, form.language, form.format),
      content: exportText(items, form),
      sums: account === null ? NO_SUMS : sums(account, filter),
    };
  }

  async function invoice(orderNumber: string): Promise<{ fileName: string; base64: string }> {
    signedInAccount(parts.session);
    const pdf = await parts.session.authorised(
      ({ token, marketplace }) => marketplace.invoice(token, orderNumber, lifetime),
      lifetime,
    );
    const name = orderNumber.replace(/[^\w.-]+/g, '-');
    return { fileName: `facture-${name}.pdf`, base64: Buffer.from(pdf).toString('base64') };
  }

  function report(month: string, language: Language): MonthReport {
    const { id: account } = signedInAccount(parts.session);
    const days = daysOfMonth(month);
    const next = daysOfMonth(addPeriods(days.from, 'month', 1).slice(0, 7));
    const freed = timeline().filter(({ date }) => date >= next.from && date <= next.to);
    const facts: ReportFacts = {
      month,
      sums: sums(account, days),
      before: sums(account, daysOfMonth(addPeriods(days.from, 'month', -1).slice(0, 7))),
      best: filtered.bestPhotos(account, days, LETTER_ROWS),
      licenses: filtered.bestLicenses(account, days),
      becomingAvailable:
        freed.length === 0
          ? null
          : {
              net: addXof(...freed.map(({ net }) => net)),
              count: freed.reduce((sum, { count }) => sum + count, 0),
              ...next,
            },
    };
    return { ...facts, ...reportText(facts, language) };
  }

  function reconciled(): Reconciliation {
    const account = accountId();
    if (account === null) return { at: null, balances: null, months: [], differences: [], settled: [], changes: [] };
    return reconciliation.show(account, state.get(account, 'balances'));
  }

  function timeline(): { date: string; net: z.infer<typeof xof>; count: number }[] {
    const account = accountId();
    if (account === null) return [];
    const days = new Map<string, { net: number; count: number }>();
    for (const sale of repository.becomingAvailable(account, ports.clock.now())) {
      const date = localDay(availableAt(sale.soldAt));
      const day = days.get(date) ?? { net: 0, count: 0 };
      days.set(date, { net: day.net + sale.net, count: day.count + 1 });
    }
    return [...days].map(([date, day]) => ({ date, net: xof.parse(day.net), count: day.count }));
  }

  return {
    list,
    figures,
    bars,
    best,
    exported,
    reconciled,
    timeline,
    router: (os: ContractImplementer) => ({
      ...statements.router(os),
      sales: {
        list: os.sales.list.handler(({ input }) => list(input.limit, input.offset, input.filter)),
        figures: os.sales.figures.handler(() => figures()),
        bars: os.sales.bars.handler(({ input }) => bars(input.by, input.count, input.filter)),
        timeline: os.sales.timeline.handler(() => timeline()),
        best: os.sales.best.handler(({ input }) => best(input.by, input.limit, input.filter)),
        reconciliation: os.sales.reconciliation.handler(() => reconciled()),
        export: os.sales.export.handler(({ input }) => exported(input.filter, input)),
        invoice: os.sales.invoice.handler(({ input }) => invoice(input.orderNumber)),
        report: os.sales.report.handler(({ input }) => report(input.month, input.language)),
      },
    }),
  };
}
