import { StudioError } from '../../../shared/domain/errors.ts';
import { xof } from '../../../shared/domain/money.ts';
import { holdsMoney } from '../../../shared/domain/withdrawal.ts';
import {
  paidSales,
  type WithdrawalPaperContent,
  withdrawalPaperFileName,
} from '../../../shared/domain/withdrawal-paper.ts';
import { type CurrentAccount, type Session, signedInAccount } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { localDay } from '../sales/calendar.ts';
import { paperIdentityRepository } from '../sales/paper-identity.repository.ts';
import { papersRepository } from './papers.repository.ts';
import { withdrawalCsv } from './withdrawal-csv.ts';
import type { KeptWithdrawal, WithdrawalsRepository } from './withdrawals.repository.ts';

interface PaperParts {
  readonly session: Session;
  readonly repository: WithdrawalsRepository;
}

/** `R-2026-0007`: a series of its own beside that of the statements. */
function paperNumber(year: number, number: number): string {
  return `R-${year}-${String(number).padStart(4, '0')}`;
}

/** The paper of a withdrawal: what it paid out. Once it has a number it never changes (docs/decisions/statements.md). */
export function createWithdrawalPapers(context: StudioContext, { session, repository }: PaperParts) {
  const { db, ports } = context;
  const papers = papersRepository(db);
  const identities = paperIdentityRepository(db);

  function found(accountId: number, key: string): KeptWithdrawal {
    const kept = key.startsWith('m:') ? repository.one(accountId, key.slice(2)) : null;
    if (kept === null) throw new StudioError('withdrawal-unknown', {});
    return kept;
  }

  /** What withdrawals asked for before this one took, those that ended without money left out. */
  function takenBefore(accountId: number, withdrawal: KeptWithdrawal): number {
    return repository
      .kept(accountId)
      .filter((one) => holdsMoney(one.status) && isBefore(one, withdrawal))
      .reduce((sum, one) => sum + one.amount, 0);
  }

  function compose(current: CurrentAccount, withdrawal: KeptWithdrawal, number: string | null): WithdrawalPaperContent {
    const before = xof.parse(takenBefore(current.id, withdrawal));
    const amount = xof.parse(withdrawal.amount);
    const { lines, unexplained } = paidSales(papers.payable(current.id, withdrawal.createdAt), before, amount);
    return {
      version: 1,
      number,
      day: localDay(ports.clock.now()),
      identity: identities.of(current),
      account: { name: current.name, email: current.email, server: current.server },
      withdrawal: {
        id: withdrawal.id,
        amount,
        details: withdrawal.details,
        state: withdrawal.status,
        askedOn: localDay(withdrawal.createdAt),
        processedOn: withdrawal.processedAt === null ? null : localDay(withdrawal.processedAt),
      },
      lines,
      unexplained,
    };
  }

  function show(key: string): WithdrawalPaperContent {
    const current = signedInAccount(session);
    const withdrawal = found(current.id, key);
    return papers.content(current.id, withdrawal.id) ?? compose(current, withdrawal, null);
  }

  function issue(key: string): WithdrawalPaperContent {
    const current = signedInAccount(session);
    const withdrawal = found(current.id, key);
    const before = papers.content(current.id, withdrawal.id);
    if (before !== null) return before;
    if (withdrawal.status !== 'completed') throw new StudioError('withdrawal-not-paid', {});
    if (identities.of(current).name === '') throw new StudioError('statement-no-name', {});
    return db.transaction(() => {
      const year = Number(localDay(ports.clock.now()).slice(0, 4));
      const number = papers.nextNumber(current.id, year);
      const content = compose(current, withdrawal, paperNumber(year, number));
      papers.add(current.id, year, number, content);
      return content;
    });
  }

  return {
    numberOf(withdrawalId: string): string | null {
      const current = session.current();
      const kept = current === null ? null : papers.number(current.id, withdrawalId);
      return kept === null ? null : paperNumber(kept.year, kept.number);
    },
    handlers: (os: ContractImplementer) => ({
      paper: os.withdrawals.paper.handler(({ input }) => show(input.key)),
      issue: os.withdrawals.issue.handler(({ input }) => issue(input.key)),
      pdf: os.withdrawals.pdf.handler(async ({ input }) => {
        const content = show(input.key);
        const bytes = await ports.papers.withdrawal(content, input.language);
        const fileName = withdrawalPaperFileName(content, input.language, 'pdf');
        return { fileName, base64: Buffer.from(bytes).toString('base64') };
      }),
      csv: os.withdrawals.csv.handler(({ input }) => {
        const content = show(input.key);
        return {
          fileName: withdrawalPaperFileName(content, input.language, 'csv'),
          csv: withdrawalCsv(content, input.language, input.mark),
        };
      }),
    }),
  };
}

function isBefore(one: KeptWithdrawal, other: KeptWithdrawal): boolean {
  return one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.id < other.id);
}
