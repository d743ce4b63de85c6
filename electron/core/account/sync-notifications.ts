import { isStudioError } from '../../../shared/domain/errors.ts';
import type { StudioContext } from '../context.ts';
import { notificationsRepository } from '../notifications/notifications.repository.ts';
import { asAccount } from './as-account.ts';
import type { Session } from './session.ts';
import type { SyncStateRepository } from './sync-state.repository.ts';

/** Pages read when nothing is known yet; older notifications are history. */
const MOST_PAGES = 5;

export function createNotificationSync(context: StudioContext, session: Session, state: SyncStateRepository) {
  const { db, events, ports, log } = context;
  const repository = notificationsRepository(db);

  function tellRead(accountId: number, signal: AbortSignal): Promise<void> {
    return asAccount(
      session,
      accountId,
      ({ token, marketplace }) => marketplace.markAllNotificationsRead(token, signal),
      signal,
    ).then(() => {
      state.clear(accountId, 'read-unsaid');
      repository.said(accountId, null);
    });
  }

  /** Those read one by one here. */
  async function tellSome(accountId: number, signal: AbortSignal): Promise<void> {
    for (const id of repository.unsaid(accountId)) {
      await asAccount(
        session,
        accountId,
        ({ token, marketplace }) => marketplace.markNotificationRead(token, id, signal),
        signal,
      );
      repository.said(accountId, id);
    }
  }

  /** Without a network she has read it all the same. */
  function later(error: unknown): void {
    if (!isStudioError(error)) throw error;
    log.info('notifications read: the marketplace is told later', { error });
  }

  return {
    count: (accountId: number) => repository.count(accountId),
    /** How many are new. */
    async run(accountId: number, signal: AbortSignal): Promise<number> {
      if (state.get(accountId, 'read-unsaid')) await tellRead(accountId, signal);
      await tellSome(accountId, signal);
      // What was there before anybody looked is history.
      const toldAt = state.get(accountId, 'notifications') === null ? ports.clock.now() : null;
      let found = 0;
      for (let page = 1, more = true; more && page <= MOST_PAGES; page++) {
        const answer = await asAccount(
          session,
          accountId,
          ({ token, marketplace }) => marketplace.notifications(token, page, signal),
          signal,
        );
        const fresh = db.transaction(
          () => answer.items.filter((item) => repository.store(accountId, item, toldAt)).length,
        );
        found += fresh;
        more = fresh > 0 && page < answer.lastPage;
      }
      repository.prune(accountId);
      state.set(accountId, 'notifications', ports.clock.now(), null);
      if (found > 0) events.emit({ type: 'notifications-changed' });
      return found;
    },
    /** Read here at once; the marketplace is told now, or with the next sync. */
    async markAllRead(accountId: number): Promise<void> {
      if (!repository.markAllRead(accountId)) return;
      state.set(accountId, 'read-unsaid', ports.clock.now(), null);
      events.emit({ type: 'notifications-changed' });
      await tellRead(accountId, context.lifetime).catch(later);
    },
    /** As markAllRead, of some. */
    async markRead(accountId: number, ids: readonly string[]): Promise<void> {
      if (!repository.markRead(accountId, ids)) return;
      events.emit({ type: 'notifications-changed' });
      await tellSome(accountId, context.lifetime).catch(later);
    },
  };
}
