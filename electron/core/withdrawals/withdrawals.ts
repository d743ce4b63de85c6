import type { Withdrawal, WithdrawalOverview } from '../../../shared/contract/withdrawals.contract.ts';
import { isStudioError, StudioError } from '../../../shared/domain/errors.ts';
import { MINIMUM_WITHDRAWAL, type Xof, xof } from '../../../shared/domain/money.ts';
import {
  checkTarget,
  type PayoutDetails,
  type PayoutTarget,
  type WithdrawalState,
} from '../../../shared/domain/withdrawal.ts';
import { asAccount } from '../account/as-account.ts';
import type { Session } from '../account/session.ts';
import { syncStateRepository } from '../account/sync-state.repository.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { createAskOnce } from './ask-once.ts';
import { readList } from './list.ts';
import { createWithdrawalPapers } from './papers.ts';
import { type KeptRequest, type KeptWithdrawal, withdrawalsRepository } from './withdrawals.repository.ts';

/** How often (ms) a request without an answer is looked for by itself. */
const LOOK_AGAIN_MS = 20_000;

const STATE_OF: Readonly<Record<Exclude<KeptRequest['state'], 'confirmed'>, WithdrawalState>> = {
  asked: 'asking',
  sent: 'asking',
  lost: 'unknown',
  absent: 'absent',
  refused: 'refused',
  unsent: 'unsent',
};

/** Her money on its way to her: asked for once, followed, cancelled while it can be. */
export function createWithdrawals(context: StudioContext, { session }: { readonly session: Session }) {
  const { db, events, log, ports, lifetime } = context;
  const repository = withdrawalsRepository(db);
  const state = syncStateRepository(db);
  const parts = { session, repository, state };
  const once = createAskOnce(context, parts);
  const papers = createWithdrawalPapers(context, { session, repository });
  /** What is being asked in this process, by its intention: a second click waits for the first. */
  const asking = new Map<string, Promise<void>>();
  let looking: Promise<void> | null = null;

  repository.recover();

  function account(): number {
    const current = session.current();
    if (current === null) throw new StudioError('not-signed-in', {});
    return current.id;
  }

  const tell = (): void => events.emit({ type: 'withdrawals-changed' });

  async function refresh(accountId: number, signal: AbortSignal): Promise<void> {
    const { items, changed } = await readList(context, parts, accountId, signal);
    const settled = once.lookFor(accountId, items, ports.clock.now());
    if (changed || settled) tell();
    if (repository.lost(accountId).length > 0) void lookLater();
  }

  /** As refresh, with every sync: what stands against money routes (an account not approved, a server without them) is no failure. */
  async function sync(accountId: number, signal: AbortSignal): Promise<void> {
    try {
      await refresh(accountId, signal);
    } catch (error) {
      if (!isStudioError(error) || !IGNORED.includes(error.code)) throw error;
      log.info('withdrawals not read', { code: error.code });
    }
  }

  /** Until nothing is without an answer. A session that is over ends it: the next sign-in begins again. */
  function lookLater(): Promise<void> {
    looking ??= (async () => {
      for (let current = session.current(); current !== null; current = session.current()) {
        if (repository.lost(current.id).length === 0) return;
        await ports.clock.sleep(LOOK_AGAIN_MS, lifetime);
        const { items } = await readList(context, parts, current.id, lifetime);
        if (once.lookFor(current.id, items, ports.clock.now())) tell();
      }
    })()
      .catch((error: unknown) => {
        if (!lifetime.aborted) log.info('withdrawal not looked for', { error });
      })
      .finally(() => {
        looking = null;
      });
    return looking;
  }

  function checked(amount: number, target: PayoutTarget): PayoutDetails {
    if (amount < MINIMUM_WITHDRAWAL) throw new StudioError('amount-too-small', { minimum: MINIMUM_WITHDRAWAL });
    const { details, problems } = checkTarget(target);
    if (details === null)
      throw new StudioError('payout-invalid', { problem: (problems[0]?.code ?? '').replaceAll('-', '_') });
    return details;
  }

  /** The row of an intention: written now, or the one it has. Null: it was asked already. */
  function begin(accountId: number, intention: string, amount: Xof, target: PayoutTarget): KeptRequest | null {
    const details = checked(amount, target);
    return db.transaction(() => {
      const before = repository.byIntention(intention);
      if (before !== null && before.state !== 'unsent') return null;
      const [open] = repository.open(accountId);
      if (open) throw new StudioError('withdrawal-unresolved', { amount: open.amount });
      const askedAt = ports.clock.now();
      if (before === null) return repository.begin({ accountId, intention, amount, details, target, askedAt });
      repository.again(before.id, askedAt);
      return repository.request(before.id);
    });
  }

  async function ask(intention: string, amount: Xof, target: PayoutTarget): Promise<Withdrawal> {
    const accountId = account();
    const running = asking.get(intention);
    if (running !== undefined) await running;
    else {
      const request = begin(accountId, intention, amount, target);
      if (request !== null) {
        tell();
        const work = once.ask(request).finally(() => {
          asking.delete(intention);
          tell();
          if (repository.lost(accountId).length > 0) void lookLater();
        });
        asking.set(intention, work);
        await work;
      }
    }
    const request = repository.byIntention(intention);
    if (request === null || request.accountId !== accountId) throw new StudioError('withdrawal-unknown', {});
    return ofRequest(request);
  }

  async function cancel(key: string): Promise<Withdrawal> {
    const accountId = account();
    const kept = repository.one(accountId, remoteIdOf(key));
    if (kept === null) throw new StudioError('withdrawal-unknown', {});
    if (kept.status !== 'pending') throw new StudioError('withdrawal-not-pending', { state: kept.status });
    const problem = await asAccount(
      session,
      accountId,
      ({ token, marketplace }) => marketplace.withdrawals.cancel(token, kept.id, lifetime),
      lifetime,
    ).then(
      () => null,
      (error: unknown) => error,
    );
    // Whatever was answered, the list is the truth: a lost answer may have cancelled it, a refusal says that it moved on.
    await refresh(accountId, lifetime).catch((error: unknown) => {
      throw problem ?? error;
    });
    const now = repository.one(accountId, kept.id);
    if (now?.status === 'cancelled') return ofKept(now);
    if (isStudioError(problem, 'server-refused'))
      throw new StudioError('withdrawal-not-pending', { state: now?.status ?? kept.status }, { cause: problem });
    throw problem ?? new StudioError('withdrawal-not-pending', { state: now?.status ?? kept.status });
  }

  function ofKept(kept: KeptWithdrawal): Withdrawal {
    return {
      key: `m:${kept.id}`,
      amount: xof.parse(kept.amount),
      details: kept.details,
      state: kept.status,
      reason: kept.notes,
      askedAt: kept.createdAt,
      processedAt: kept.processedAt,
      mayCancel: kept.status === 'pending',
      paperNumber: papers.numberOf(kept.id),
    };
  }

  function ofRequest(request: KeptRequest): Withdrawal {
    if (request.state === 'confirmed') {
      const kept = repository.one(request.accountId, request.remoteId ?? '');
      if (kept !== null) return ofKept(kept);
    }
    return {
      key: `r:${request.id}`,
      amount: xof.parse(request.amount),
      details: request.details,
      state: request.state === 'confirmed' ? 'pending' : STATE_OF[request.state],
      reason: request.reason,
      askedAt: request.askedAt,
      processedAt: null,
      mayCancel: false,
      paperNumber: null,
    };
  }

  function overview(): WithdrawalOverview {
    const current = session.current();
    if (current === null) return NOTHING;
    const read = state.get(current.id, 'withdrawals');
    const requests = repository.all(current.id);
    const items = [
      ...requests.filter((request) => request.state !== 'confirmed').map(ofRequest),
      ...repository.kept(current.id).map(ofKept),
    ].sort((one, other) => other.askedAt - one.askedAt);
    return {
      asOf: read?.at ?? null,
      minimum: MINIMUM_WITHDRAWAL,
      available: read === null ? null : xof.parse(read.value.available),
      availableAsOf: read?.at ?? null,
      unresolved: requests.some((request) => request.state === 'lost'),
      items,
      lastTarget: repository.last(current.id)?.target ?? null,
    };
  }

  return {
    sync,
    /** A request that a studio before this one left without an answer is looked for as soon as somebody is signed in. */
    start(): void {
      session.onActive(() => void lookLater());
      void lookLater();
    },
    async stop(): Promise<void> {
      await looking;
    },
    router: (os: ContractImplementer) => ({
      withdrawals: {
        overview: os.withdrawals.overview.handler(() => overview()),
        ask: os.withdrawals.ask.handler(({ input }) => ask(input.intention, input.amount, input.target)),
        cancel: os.withdrawals.cancel.handler(({ input }) => cancel(input.key)),
        refresh: os.withdrawals.refresh.handler(async () => {
          await refresh(account(), lifetime);
          return overview();
        }),
        ...papers.handlers(os),
      },
    }),
  };
}

const IGNORED: readonly string[] = [
  'account-pending',
  'account-rejected',
  'account-suspended',
  'server-refused',
  'server-error',
];

const NOTHING: WithdrawalOverview = {
  asOf: null,
  minimum: MINIMUM_WITHDRAWAL,
  available: null,
  availableAsOf: null,
  unresolved: false,
  items: [],
  lastTarget: null,
};

/** Of `m:…`; a request that is nothing there has none. Errors: withdrawal-unknown. */
function remoteIdOf(key: string): string {
  if (!key.startsWith('m:')) throw new StudioError('withdrawal-unknown', {});
  return key.slice(2);
}
