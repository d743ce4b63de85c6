import { z } from 'zod';
import type { RevenueBar, RevenueFigures, Sale } from '../../../shared/contract/sales.contract.ts';
import { availableAt, xof, ZERO_XOF } from '../../../shared/domain/money.ts';
import type { Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { addPeriods, localDay, type Period, startOfDay, startOfPeriod } from './calendar.ts';
import { salesRepository } from './sales.repository.ts';
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

/** Money as the catalogue knows it, for now, without a network. */
export function createSales(context: StudioContext, parts: { readonly session: Pick<Session, 'current'> }) {
  const { db, ports } = context;
  const repository = salesRepository(db);
  const statements = createStatements(context, { session: parts.session, sales: repository });
  const accountId = (): number | null => parts.session.current()?.id ?? null;

  function list(limit: number, offset: number): { total: number; items: Sale[] } {
    const account = accountId();
    if (account === null) return { total: 0, items: [] };
    return { total: repository.allSums(account).count, items: repository.list(account, limit, offset) };
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

  /** The last `count` periods, the running one last, empty ones included. */
  function bars(by: Period, count: number): RevenueBar[] {
    const account = accountId();
    const last = startOfPeriod(localDay(ports.clock.now()), by);
    return Array.from({ length: count }, (_, index) => {
      const from = addPeriods(last, by, index - count + 1);
      const sums =
        account === null
          ? { net: 0, commission: 0, count: 0 }
          : repository.sums(account, startOfDay(from), startOfDay(addPeriods(from, by, 1)));
      return { from, net: xof.parse(sums.net), commission: xof.parse(sums.commission), count: sums.count };
    });
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
    timeline,
    router: (os: ContractImplementer) => ({
      ...statements.router(os),
      sales: {
        list: os.sales.list.handler(({ input }) => list(input.limit, input.offset)),
        figures: os.sales.figures.handler(() => figures()),
        bars: os.sales.bars.handler(({ input }) => bars(input.by, input.count)),
        timeline: os.sales.timeline.handler(() => timeline()),
      },
    }),
  };
}
