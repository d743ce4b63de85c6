import type { SyncSummary } from '../../../shared/contract/account.contract.ts';
import { isStudioError } from '../../../shared/domain/errors.ts';
import type { StudioContext } from '../context.ts';
import type { AccountsRepository } from './accounts.repository.ts';
import { asAccount } from './as-account.ts';
import { categoriesRepository } from './categories.repository.ts';
import type { Session } from './session.ts';
import { createMoneySync } from './sync-money.ts';
import { createNotificationSync } from './sync-notifications.ts';
import { createPhotoSync } from './sync-photos.ts';
import { syncStateRepository } from './sync-state.repository.ts';

/** Categories and the account's standing change rarely: asked again after this, in ms. */
const RARELY_MS = 24 * 3_600_000;

/** Fetches and keeps what the marketplace knows, so that everything reads offline. */
export function createSync(context: StudioContext, session: Session, accounts: AccountsRepository) {
  const { db, events, log, ports, lifetime } = context;
  const state = syncStateRepository(db);
  const categories = categoriesRepository(db);
  const photos = createPhotoSync(context, session, state);
  const money = createMoneySync(context, session, state);
  const notifications = createNotificationSync(context, session, state);
  let running: { accountId: number; whole: boolean; result: Promise<SyncSummary> } | null = null;

  async function refreshCategories(accountId: number, signal: AbortSignal): Promise<void> {
    const found = await asAccount(session, accountId, ({ marketplace }) => marketplace.categories(signal), signal);
    categories.replace(accountId, found);
    state.set(accountId, 'categories', ports.clock.now(), null);
  }

  async function refreshStanding(accountId: number, signal: AbortSignal): Promise<void> {
    const { abilities, user } = await asAccount(
      session,
      accountId,
      async ({ token, marketplace }) => ({
        abilities: await marketplace.abilities(token, signal),
        user: await marketplace.me(token, signal),
      }),
      signal,
    );
    const standing = accounts.setPhotographerStatus(accountId, abilities.photographerStatus);
    if (accounts.setProfile(accountId, user) || standing) events.emit({ type: 'account-changed' });
  }

  /** Money routes answer 403 until the profile is approved: kept on the account (by the session), no failure of the sync. */
  async function syncMoney(accountId: number, signal: AbortSignal): Promise<number> {
    const before = money.count(accountId);
    try {
      const { newSales, changed, differs } = await money.run(accountId, signal);
      // The first sync brings history, not news.
      if (newSales > 0 || changed > 0 || differs)
        events.emit({ type: 'sales-changed', newSales: before === 0 ? 0 : newSales });
      return newSales;
    } catch (error) {
      if (
        isStudioError(error, 'account-pending') ||
        isStudioError(error, 'account-rejected') ||
        isStudioError(error, 'account-suspended')
      )
        return 0;
      throw error;
    }
  }

  async function run(accountId: number, whole: boolean): Promise<SyncSummary> {
    const started = ports.clock.monotonic();
    const categoriesAt = state.get(accountId, 'categories')?.at ?? 0;
    const rarely = ports.clock.now() - categoriesAt > RARELY_MS;
    const thorough = whole || rarely;
    if (thorough) {
      await refreshCategories(accountId, lifetime);
      await refreshStanding(accountId, lifetime);
    }
    await photos.run(accountId, thorough, lifetime);
    const newSales = await syncMoney(accountId, lifetime);
    await notifications.run(accountId, lifetime);
    log.debug('synchronised', { whole, ms: Math.round(ports.clock.monotonic() - started), newSales });
    return {
      ...photos.counts(accountId),
      sales: money.count(accountId),
      newSales,
      notifications: notifications.count(accountId),
      at: ports.clock.now(),
    };
  }

  return {
    categories,
    notifications,
    refreshCategories,
    refreshStanding,
    /** Verdicts of moderators are on their way. */
    expecting: (accountId: number) => photos.open(accountId) > 0,
    /**
     * One at a time per account; a whole one (she asked) reads every page, the others only what may have changed.
     * `photos`, `published`, `refused`, `sales` and `notifications` count what is kept now, `newSales` what is new.
     */
    async run(accountId: number, whole: boolean): Promise<SyncSummary> {
      while (running) {
        const { accountId: other, whole: thorough, result } = running;
        if (other === accountId && (thorough || !whole)) return result;
        await result.catch(() => undefined);
      }
      const result = run(accountId, whole).finally(() => {
        running = null;
      });
      running = { accountId, whole, result };
      return result;
    },
  };
}

export type Sync = ReturnType<typeof createSync>;
