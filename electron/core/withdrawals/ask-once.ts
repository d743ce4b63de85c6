import { isStudioError, StudioError } from '../../../shared/domain/errors.ts';
import { xof } from '../../../shared/domain/money.ts';
import { isSamePayout } from '../../../shared/domain/withdrawal.ts';
import { asAccount } from '../account/as-account.ts';
import type { Session } from '../account/session.ts';
import type { SyncStateRepository } from '../account/sync-state.repository.ts';
import type { StudioContext } from '../context.ts';
import type { RemoteWithdrawal } from '../ports/withdrawals.ts';
import { readList } from './list.ts';
import type { KeptRequest, WithdrawalsRepository } from './withdrawals.repository.ts';

/**
 * How long after it left (ms) a request may still turn up in the list: longer than a server works on one (PHP gives up after 30
 * to 60 s). Before that, « not in the list » says nothing.
 */
export const MAY_STILL_ARRIVE_MS = 120_000;

interface AskParts {
  readonly session: Session;
  readonly repository: WithdrawalsRepository;
  readonly state: SyncStateRepository;
}

/**
 * Asks the marketplace for money, once. The row stands before the call; what may have arrived is looked for in the marketplace's
 * list and never asked again (docs/decisions/asking-for-money-once.md).
 */
export function createAskOnce(context: StudioContext, parts: AskParts) {
  const { db, ports, log, lifetime } = context;
  const { session, repository } = parts;

  /** The one that is hers: same money to the same place, not there before, not another request's. Oldest first. */
  function match(request: KeptRequest, items: readonly RemoteWithdrawal[]): RemoteWithdrawal | null {
    const claimed = repository.claimed(request.accountId);
    const found = items.filter(
      (item) => !claimed.has(item.id) && !request.known.includes(item.id) && isSamePayout(request, item),
    );
    return found.sort((one, other) => one.createdAt - other.createdAt)[0] ?? null;
  }

  function confirm(request: KeptRequest, remote: RemoteWithdrawal): void {
    const now = ports.clock.now();
    db.transaction(() => {
      repository.keep(request.accountId, remote, now);
      repository.settle(request.id, 'confirmed', now, { remoteId: remote.id });
    });
  }

  /** The call itself. After a 401 the session has a new token and comes here again: then the list is read first. */
  async function call(request: KeptRequest): Promise<RemoteWithdrawal> {
    let attempts = 0;
    try {
      return await asAccount(
        session,
        request.accountId,
        async ({ token, marketplace }) => {
          attempts++;
          if (attempts > 1) {
            const { items } = await marketplace.withdrawals.list(token, 1, lifetime);
            const there = match(request, items);
            if (there) return there;
          }
          return marketplace.withdrawals.ask(token, xof.parse(request.amount), request.details, lifetime);
        },
        lifetime,
      );
    } catch (error) {
      throw attempts === 0 ? new NeverLeft(error) : error;
    }
  }

  /** Everything up to an answer. Errors: those of the contract; without an answer the request is `lost`, and none is thrown. */
  async function ask(request: KeptRequest): Promise<void> {
    let known: string[];
    try {
      const { items, available } = await readList(context, parts, request.accountId, lifetime);
      if (request.amount > available) throw new StudioError('amount-unavailable', { available });
      known = items.filter((item) => item.amount === request.amount).map((item) => item.id);
    } catch (error) {
      repository.settle(request.id, 'unsent', ports.clock.now());
      throw error;
    }
    repository.markSent(request.id, ports.clock.now(), known);
    const sent = repository.request(request.id);
    try {
      confirm(sent, await call(sent));
      log.info('withdrawal asked for', { request: sent.id });
    } catch (error) {
      const now = ports.clock.now();
      const cause = error instanceof NeverLeft ? error.cause : error;
      if (error instanceof NeverLeft || neverConnected(error)) {
        repository.settle(sent.id, 'unsent', now);
        throw cause;
      }
      if (isRefusal(error)) {
        repository.settle(sent.id, 'refused', now, { reason: reasonOf(error) });
        throw error;
      }
      repository.settle(sent.id, 'lost', now);
      log.warn('withdrawal without an answer', { request: sent.id, error });
    }
  }

  /** Looks for requests without an answer in the list as it was read at `readAt`. True when one was settled. */
  function lookFor(accountId: number, items: readonly RemoteWithdrawal[], readAt: number): boolean {
    let settled = false;
    for (const request of repository.lost(accountId)) {
      const there = match(request, items);
      if (there) {
        confirm(request, there);
        settled = true;
      } else if (Math.abs(readAt - (request.sentAt ?? 0)) >= MAY_STILL_ARRIVE_MS) {
        repository.settle(request.id, 'absent', readAt);
        settled = true;
      }
    }
    return settled;
  }

  return { ask, lookFor };
}

/** The session gave up before anything was asked. */
class NeverLeft extends Error {
  constructor(cause: unknown) {
    super('nothing was asked', { cause });
  }
}

/** No connection was made, so nothing can have arrived. */
function neverConnected(error: unknown): boolean {
  return (
    isStudioError(error, 'server-unreachable') && (error.facts.reason === 'refused' || error.facts.reason === 'dns')
  );
}

/** The marketplace's own « no » (4xx). A 5xx is none: it is known to come before and after writing. */
function isRefusal(error: unknown): error is StudioError {
  return (
    isStudioError(error, 'server-refused') ||
    isStudioError(error, 'session-expired') ||
    isStudioError(error, 'rate-limited') ||
    isStudioError(error, 'account-pending') ||
    isStudioError(error, 'account-rejected') ||
    isStudioError(error, 'account-suspended')
  );
}

/** The server's own sentence, or the code of ours. */
function reasonOf(error: StudioError): string {
  if (!isStudioError(error, 'server-refused')) return error.code;
  const first = Object.values(error.facts.fields).flat()[0];
  return first ?? (error.facts.message || error.code);
}
