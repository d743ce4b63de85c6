import type { Account, SyncSummary } from '../../../shared/contract/account.contract.ts';
import { isStudioError, StudioError } from '../../../shared/domain/errors.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { accountsRepository } from './accounts.repository.ts';
import { type Credentials, createSession } from './create-session.ts';
import { rebuildPhotoStanding } from './photo-standing.repository.ts';
import { createPolling } from './polling.ts';
import { createSync, type Sync } from './sync.ts';

/** What the marketplace last answered instead of what was asked. */
export interface LastProblem {
  readonly at: number;
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

type AlsoFetched = (accountId: number, signal: AbortSignal) => Promise<void>;

/** Her account: the session, and what the marketplace knows, fetched and kept. */
export function createAccount(context: StudioContext) {
  const { db, log, ports, lifetime, events } = context;
  const accounts = accountsRepository(db);
  const keeper = createSession(context, accounts);
  const sync = createSync(context, keeper.session, accounts);
  /** What other rooms fetch with every look at the marketplace. */
  const alsoFetched: AlsoFetched[] = [];
  let lastProblem: LastProblem | null = null;
  const fetched: Sync = {
    ...sync,
    async run(accountId, whole) {
      try {
        const summary = await sync.run(accountId, whole);
        for (const fetch of alsoFetched) await fetch(accountId, lifetime);
        return summary;
      } catch (error) {
        if (isStudioError(error)) lastProblem = { at: ports.clock.now(), code: error.code, facts: error.facts };
        throw error;
      }
    },
  };
  const polling = createPolling(context, keeper, fetched);

  async function current(): Promise<Account | null> {
    const row = accounts.current();
    if (!row) return null;
    const status = row.photographer_status;
    return {
      server: row.server,
      email: row.email,
      name: row.name,
      isSandbox: row.is_sandbox === 1,
      photographerStatus:
        status === 'pending' || status === 'approved' || status === 'rejected' || status === 'suspended'
          ? status
          : null,
      session: await keeper.state(),
      secretsKeptIn: await ports.vault.keptIn(),
      remembered: row.remembered === 1,
      avatarVersion: row.avatar_url,
    };
  }

  async function login(credentials: Credentials): Promise<Account> {
    const before = accounts.current()?.id;
    await keeper.login(credentials);
    const account = accounts.current();
    if (!account) throw new StudioError('not-signed-in', {});
    if (account.id !== before) {
      db.transaction(() => rebuildPhotoStanding(db, account.id));
      events.emit({ type: 'photos-changed', ids: null, membership: true });
    }
    // Nice to have at once; a failure here is no failure of the sign-in.
    const extras = [sync.refreshStanding(account.id, lifetime), sync.refreshCategories(account.id, lifetime)];
    for (const extra of await Promise.allSettled(extras)) {
      if (extra.status === 'rejected') log.info('left to the next sync', { error: extra.reason });
    }
    const signedIn = await current();
    if (!signedIn) throw new StudioError('not-signed-in', {});
    return signedIn;
  }

  async function trySandbox(): Promise<Account> {
    if (!ports.startSandbox) throw new StudioError('not-supported-here', { what: 'sandbox' });
    const sandbox = await ports.startSandbox();
    return login({ ...sandbox, remember: false, isSandbox: true });
  }

  function requireAccount(): number {
    const account = accounts.current();
    if (!account) throw new StudioError('not-signed-in', {});
    return account.id;
  }

  const fetchAll = (): Promise<SyncSummary> => fetched.run(requireAccount(), true);

  return {
    session: keeper.session,
    /** Marks notifications as read, here and on the marketplace. */
    marking: sync.notifications,
    current,
    /** Signs in again, as with a new password. */
    login,
    /** Since the studio began; null: none. */
    lastProblem: (): LastProblem | null => lastProblem,
    /** For rooms of their own: called after what the account itself fetches. */
    alsoFetch: (fetch: AlsoFetched): void => void alsoFetched.push(fetch),
    /** Everything the marketplace knows, whole. Errors: not-signed-in, session-expired, server-unreachable. */
    sync: async (): Promise<SyncSummary> => fetchAll(),
    /** Asks the marketplace now instead of at the next turn. */
    look: () => polling.look(),
    start: () => polling.start(),
    stop: () => polling.stop(),
    router: (os: ContractImplementer) => ({
      account: {
        current: os.account.current.handler(() => current()),
        login: os.account.login.handler(({ input }) => login({ ...input, isSandbox: false })),
        logout: os.account.logout.handler(async () => {
          await keeper.logout();
          return {};
        }),
        trySandbox: os.account.trySandbox.handler(() => trySandbox()),
        categories: os.account.categories.handler(() => {
          const account = accounts.current();
          return account ? sync.categories.list(account.id) : [];
        }),
        sync: os.account.sync.handler(async () => fetchAll()),
      },
    }),
  };
}
