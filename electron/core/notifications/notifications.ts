import { type Notification, notification } from '../../../shared/contract/notifications.contract.ts';
import type { Settings } from '../../../shared/contract/system.contract.ts';
import { StudioError } from '../../../shared/domain/errors.ts';
import { availableAt } from '../../../shared/domain/money.ts';
import type { Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { isOpen } from '../delivery/allowed-hours.ts';
import { localDay } from '../sales/calendar.ts';
import { salesRepository } from '../sales/sales.repository.ts';
import { noticesOf } from './notice-words.ts';
import { notificationsRepository } from './notifications.repository.ts';

/** How late an amount that became available, or the end of quiet hours, is noticed, in ms. */
const LOOK_EVERY_MS = 60_000;
/** Older ones stand in the list; the desktop is for what is new. */
const STALE_MS = 24 * 3_600_000;
const WAIT_MS = availableAt(0);

interface NotificationParts {
  readonly session: Pick<Session, 'current'>;
  readonly settings: { get(): Pick<Settings, 'language' | 'notifyDesktop' | 'notifyQuiet'> };
  /** Marks as read, here and on the marketplace. */
  readonly marking: {
    markRead(accountId: number, ids: readonly string[]): Promise<void>;
    markAllRead(accountId: number): Promise<void>;
  };
}

/**
 * What happened, in the app and on the desktop. Each is said by the desktop once, across restarts: it is marked as told before
 * it is said, so a crash in between loses a bubble and never says one twice; the list keeps it either way.
 */
export function createNotifications(context: StudioContext, { session, settings, marking }: NotificationParts) {
  const { db, events, ports, lifetime, log } = context;
  const repository = notificationsRepository(db);
  const sales = salesRepository(db);
  let unsubscribe: (() => void)[] = [];

  /**
   * At most once a local day: what became available since the last time, by the ledger and the clock, without a network. Kept
   * and announced in one transaction.
   */
  function noteAvailable(accountId: number, now: number): void {
    const until = repository.availableSaidUntil(accountId);
    // Before the first time everything is history. A clock that was set back begins again.
    if (until === null || until > now) {
      if (sales.stated(accountId) !== null) repository.setAvailableSaidUntil(accountId, now);
      return;
    }
    const id = `available-${localDay(now)}`;
    const net = sales.freed(accountId, now) - sales.freed(accountId, until);
    if (net <= 0) return;
    const { count } = sales.sums(accountId, until - WAIT_MS + 1, now - WAIT_MS + 1);
    const added = db.transaction(() => {
      if (!repository.addOwn(accountId, { id, type: 'amount_available', at: now, facts: { net, count } })) return false;
      repository.setAvailableSaidUntil(accountId, now);
      return true;
    });
    if (added) events.emit({ type: 'notifications-changed' });
  }

  function tell(accountId: number, now: number): void {
    const { language, notifyDesktop, notifyQuiet } = settings.get();
    const untold = repository.untold(accountId);
    if (untold.length === 0) return;
    const isNews = (item: { read: boolean; at: number }) => !item.read && item.at > now - STALE_MS;
    const isQuiet = notifyQuiet !== null && notifyQuiet.from !== notifyQuiet.to && isOpen(notifyQuiet, now);
    const held = notifyDesktop && isQuiet ? untold.filter(isNews) : [];
    const done = untold.filter((item) => !held.includes(item));
    repository.told(
      accountId,
      done.map(({ id }) => id),
      now,
    );
    const said = notifyDesktop ? noticesOf(done.filter(isNews), language) : [];
    if (said.length === 0) return;
    if (ports.notices) for (const notice of said) ports.notices.show({ ...notice, silent: false, actions: [] });
    else events.emit({ type: 'notices', notices: said });
  }

  function look(): void {
    const account = session.current();
    if (account === null) return;
    const now = ports.clock.now();
    noteAvailable(account.id, now);
    tell(account.id, now);
  }

  function requireAccount(): number {
    const account = session.current();
    if (account === null) throw new StudioError('not-signed-in', {});
    return account.id;
  }

  function list(): { items: Notification[]; unread: number } {
    const account = session.current();
    if (account === null) return { items: [], unread: 0 };
    const items = repository.list(account.id).map((item) => notification.parse(item));
    return { items, unread: repository.unread(account.id) };
  }

  async function keepLooking(): Promise<void> {
    while (!lifetime.aborted) {
      look();
      await ports.clock.sleep(LOOK_EVERY_MS, lifetime);
    }
  }

  return {
    look,
    start(): void {
      if (unsubscribe.length > 0) return;
      unsubscribe.push(
        events.subscribe((event) => {
          if (event.type === 'notifications-changed' || event.type === 'sales-changed') look();
        }),
      );
      const chosen = ports.notices?.onChosen((id) => {
        const account = session.current();
        if (account !== null)
          void marking.markRead(account.id, [id]).catch((error: unknown) => log.info('not marked', { error }));
      });
      if (chosen) unsubscribe.push(chosen);
      keepLooking().catch((error: unknown) => {
        if (!lifetime.aborted) log.error('notifications stopped', { error });
      });
    },
    stop(): void {
      for (const end of unsubscribe) end();
      unsubscribe = [];
    },
    router: (os: ContractImplementer) => ({
      notifications: {
        list: os.notifications.list.handler(() => list()),
        markRead: os.notifications.markRead.handler(async ({ input }) => {
          await marking.markRead(requireAccount(), input.ids);
          return {};
        }),
        markAllRead: os.notifications.markAllRead.handler(async () => {
          await marking.markAllRead(requireAccount());
          return {};
        }),
      },
    }),
  };
}

export type NotificationsFeature = ReturnType<typeof createNotifications>;
