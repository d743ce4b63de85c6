import { asAccount } from '../account/as-account.ts';
import type { CurrentAccount, Session } from '../account/session.ts';
import type { SyncStateRepository } from '../account/sync-state.repository.ts';
import type { StudioContext } from '../context.ts';
import type { RemoteWithdrawal } from '../ports/withdrawals.ts';
import type { WithdrawalsRepository } from './withdrawals.repository.ts';

/** More pages than this are a server that counts wrong. */
const MOST_PAGES = 100;

interface ListParts {
  readonly session: Session;
  readonly repository: WithdrawalsRepository;
  readonly state: SyncStateRepository;
}

/** Reads the marketplace's whole list and what may be asked for, and keeps both. `changed`: something is not as it was. */
export async function readList(
  context: StudioContext,
  { session, repository, state }: ListParts,
  accountId: CurrentAccount['id'],
  signal: AbortSignal,
): Promise<{ items: RemoteWithdrawal[]; available: number; changed: boolean }> {
  const items = new Map<string, RemoteWithdrawal>();
  for (let page = 1, lastPage = 1; page <= Math.min(lastPage, MOST_PAGES); page++) {
    const answer = await asAccount(
      session,
      accountId,
      ({ token, marketplace }) => marketplace.withdrawals.list(token, page, signal),
      signal,
    );
    for (const item of answer.items) items.set(item.id, item);
    lastPage = answer.lastPage;
  }
  const available = await asAccount(
    session,
    accountId,
    ({ token, marketplace }) => marketplace.availableBalance(token, signal),
    signal,
  );
  const now = context.ports.clock.now();
  const changed = context.db.transaction(() => {
    const before = state.get(accountId, 'withdrawals')?.value.available;
    state.set(accountId, 'withdrawals', now, { available });
    const news = [...items.values()].map((item) => repository.keep(accountId, item, now));
    return before !== available || news.includes(true);
  });
  return { items: [...items.values()], available, changed };
}
