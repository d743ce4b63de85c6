import type { IssuedStatement, StatementMonth } from '../../../../shared/contract/statements.contract.ts';
import { StudioError } from '../../../../shared/domain/errors.ts';
import { subtractXof, xof } from '../../../../shared/domain/money.ts';
import { NO_IDENTITY, type PaperIdentity } from '../../../../shared/domain/paper.ts';
import {
  availableOn,
  type StatementContent,
  type StatementPeriod,
  statementFileName,
  totalsOf,
} from '../../../../shared/domain/statement.ts';
import { type Session, signedInAccount } from '../../account/session.ts';
import type { StudioContext } from '../../context.ts';
import type { ContractImplementer } from '../../contract.ts';
import { addDays, addPeriods, localDay, startOfDay, startOfPeriod } from '../calendar.ts';
import { paperIdentityRepository } from '../paper-identity.repository.ts';
import { type SalesRepository, UNFINISHED } from '../sales.repository.ts';
import { boundsOf, isPeriod, linesOf, monthPeriod } from './compose.ts';
import { salesCsv, statementCsv } from './statement-csv.ts';
import { statementNumber, statementsRepository } from './statements.repository.ts';

type Which = { readonly id: number } | { readonly period: StatementPeriod };

interface StatementParts {
  readonly session: Pick<Session, 'current'>;
  readonly sales: SalesRepository;
}

/** Papers of what was sold: drawn up from the ledger, numbered, kept as they are, printed. */
export function createStatements(context: StudioContext, { session, sales }: StatementParts) {
  const { db, ports } = context;
  const repository = statementsRepository(db, UNFINISHED);
  const identities = paperIdentityRepository(db);

  function identity(): PaperIdentity {
    const current = session.current();
    return current === null ? NO_IDENTITY : identities.of(current);
  }

  function isOver(period: StatementPeriod): boolean {
    return boundsOf(period).to <= ports.clock.now();
  }

  /** The ledger was fetched after the period's end: no sale of it can be missing but what the marketplace itself adds late. */
  function isFetched(accountId: number, period: StatementPeriod): boolean {
    return (repository.fetchedAt(accountId) ?? 0) >= boundsOf(period).to;
  }

  function compose(period: StatementPeriod, number: string | null): StatementContent {
    if (!isPeriod(period)) throw new StudioError('statement-period', { from: period.from, to: period.to });
    const { id, name, email, server } = signedInAccount(session);
    const issued = repository.issued(id).flatMap((one) => (one.period.kind === 'month' ? [one.period] : []));
    const lines = linesOf(
      repository,
      id,
      period,
      issued.filter((month) => month.from !== period.from),
    );
    const day = localDay(ports.clock.now());
    const totals = totalsOf(lines);
    const available = availableOn(lines, day);
    return {
      version: 1,
      number,
      day,
      period,
      identity: identity(),
      account: { name, email, server },
      lines,
      totals,
      available,
      pending: subtractXof(totals.net, available),
    };
  }

  function show(which: Which): StatementContent {
    const { id: accountId } = signedInAccount(session);
    if ('id' in which) {
      const content = repository.content(accountId, which.id);
      if (content === null) throw new StudioError('statement-unknown', {});
      return content;
    }
    const issued = repository.of(accountId, which.period);
    return (issued && repository.content(accountId, issued.id)) ?? compose(which.period, null);
  }

  function issue(period: StatementPeriod): IssuedStatement {
    const { id: accountId } = signedInAccount(session);
    if (!isPeriod(period)) throw new StudioError('statement-period', { from: period.from, to: period.to });
    const before = repository.of(accountId, period);
    if (before !== null) return before;
    if (!isOver(period)) throw new StudioError('statement-not-over', { to: period.to });
    if (!isFetched(accountId, period)) throw new StudioError('statement-not-fetched', { to: period.to });
    if (identity().name === '') throw new StudioError('statement-no-name', {});
    db.transaction(() => {
      const year = Number(localDay(ports.clock.now()).slice(0, 4));
      const number = repository.nextNumber(accountId, year);
      repository.add(accountId, year, number, compose(period, statementNumber(year, number)));
    });
    const made = repository.of(accountId, period);
    if (made === null) throw new Error('a statement was kept and is not there');
    return made;
  }

  /** Months with sales, newest first. */
  function months(accountId: number, issued: readonly IssuedStatement[]): StatementMonth[] {
    const first = repository.firstSaleAt(accountId);
    if (first === null) return [];
    const byMonth = new Map(
      issued.filter((one) => one.period.kind === 'month').map((one) => [one.period.from, one.id]),
    );
    const last = startOfPeriod(localDay(ports.clock.now()), 'month');
    const found: StatementMonth[] = [];
    for (let month = startOfPeriod(localDay(first), 'month'); month <= last; month = addPeriods(month, 'month', 1)) {
      const period = monthPeriod(month);
      const { from, to } = boundsOf(period);
      const { net, count } = sales.sums(accountId, from, to);
      const statementId = byMonth.get(month) ?? null;
      if (count === 0 && statementId === null) continue;
      found.push({
        month: month.slice(0, 7),
        count,
        net: xof.parse(net),
        statementId,
        mayIssue: statementId === null && isOver(period) && isFetched(accountId, period),
      });
    }
    return found.reverse();
  }

  function list(): { months: StatementMonth[]; issued: IssuedStatement[] } {
    const current = session.current();
    if (current === null) return { months: [], issued: [] };
    const issued = repository.issued(current.id);
    return { months: months(current.id, issued), issued };
  }

  async function pdf(which: Which, language: 'fr' | 'en'): Promise<{ fileName: string; base64: string }> {
    const content = show(which);
    const bytes = await ports.papers.statement(content, language);
    return { fileName: statementFileName(content, language, 'pdf'), base64: Buffer.from(bytes).toString('base64') };
  }

  function csvOfSales(from: string | undefined, to: string | undefined, language: 'fr' | 'en', mark: boolean) {
    const { id } = signedInAccount(session);
    const start = from === undefined ? 0 : startOfDay(from);
    const end = to === undefined ? Number.MAX_SAFE_INTEGER : startOfDay(addDays(to, 1));
    const found = sales.between(id, start, end);
    return { csv: salesCsv(found, language, mark), sales: found.length };
  }

  return {
    router: (os: ContractImplementer) => ({
      statements: {
        identity: os.statements.identity.handler(() => identity()),
        setIdentity: os.statements.setIdentity.handler(({ input }) => {
          identities.keep(signedInAccount(session).id, input);
          return identity();
        }),
        list: os.statements.list.handler(() => list()),
        show: os.statements.show.handler(({ input }) => show(input)),
        issue: os.statements.issue.handler(({ input }) => issue(input.period)),
        pdf: os.statements.pdf.handler(({ input }) => pdf(input, input.language)),
        csv: os.statements.csv.handler(({ input }) => {
          const content = show(input);
          return {
            fileName: statementFileName(content, input.language, 'csv'),
            csv: statementCsv(content, input.language, input.mark),
          };
        }),
        salesCsv: os.statements.salesCsv.handler(({ input }) =>
          csvOfSales(input.from, input.to, input.language, input.mark),
        ),
      },
    }),
  };
}
