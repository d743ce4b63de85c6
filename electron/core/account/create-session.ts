import { isStudioError, StudioError } from '../../../shared/domain/errors.ts';
import { normaliseServerAddress } from '../../../shared/domain/server-address.ts';
import type { StudioContext } from '../context.ts';
import type { AccessToken, RemoteUser } from '../ports/marketplace.ts';
import { type AccountRow, type AccountsRepository, currentAccountOf } from './accounts.repository.ts';
import { sessionSecrets } from './secrets.ts';
import type { AuthorisedCall, Session } from './session.ts';
import { planTokenLife, type TokenLife, tokenState } from './token-life.ts';

/** What was signed in with; the password goes no further than the marketplace and, if asked, the keychain. */
export interface Credentials {
  readonly server: string;
  readonly email: string;
  readonly password: string;
  readonly remember: boolean;
  readonly isSandbox: boolean;
}

export interface SessionKeeper {
  readonly session: Session;
  login(credentials: Credentials): Promise<void>;
  logout(): Promise<void>;
  /** active: marketplace calls will work without her; expired: the password is needed. */
  state(): Promise<'active' | 'expired'>;
  /** Refreshes a token that is due and not in use; never throws. */
  keepAlive(): Promise<void>;
}

interface Held {
  readonly accountId: number;
  readonly token: string;
  readonly life: TokenLife;
  /** Monotonic time of arrival; null when it comes from the vault. */
  readonly receivedAt: number | null;
}

/** Wait after a refresh that found no network, before the next call tries one; the token lives meanwhile. In ms. */
const REFRESH_RETRY_MS = 15_000;
/** Longest a logout waits for the server to blacklist the token, in ms: signing out works offline. */
const LOGOUT_PATIENCE_MS = 5_000;

/** Keeps one token of one account alive. See Session for the promises made. */
export function createSession(context: StudioContext, accounts: AccountsRepository): SessionKeeper {
  const { ports, log, events, lifetime } = context;
  const { clock, random } = ports;
  const secrets = sessionSecrets(ports.vault, log);
  const listeners = new Set<() => void>();
  let held: Held | null = null;
  let renewing: Promise<Held> | null = null;
  let callsInFlight = 0;
  let refreshNotBefore = 0;
  let signInNotBefore = 0;
  /** Raised by every login and logout: what a renewal brings back for an earlier one is dropped. */
  let epoch = 0;
  let sandboxRevived: Promise<void> | null = null;

  function requireAccount(): AccountRow {
    const account = accounts.current();
    if (!account) throw new StudioError('not-signed-in', {});
    return account;
  }

  function announceActive(): void {
    events.emit({ type: 'account-changed' });
    for (const listener of listeners) listener();
  }

  async function heldOf(account: AccountRow): Promise<Held | null> {
    if (held?.accountId === account.id) return held;
    if (account.token_expires_at === null) return null;
    const startedAt = epoch;
    const token = await secrets.token(account);
    if (token === null || startedAt !== epoch) return held?.accountId === account.id ? held : null;
    // Another call may have renewed it while the vault was asked.
    held ??= {
      accountId: account.id,
      token,
      life: {
        expiresAt: account.token_expires_at,
        refreshAt: account.token_refresh_at ?? account.token_expires_at,
        clockOffset: account.clock_offset,
      },
      receivedAt: null,
    };
    return held;
  }

  async function keep(account: AccountRow, access: AccessToken, startedAt: number): Promise<Held> {
    if (startedAt !== epoch) throw new StudioError('not-signed-in', {});
    const life = planTokenLife(access, clock.now(), random.fraction());
    held = { accountId: account.id, token: access.token, life, receivedAt: clock.monotonic() };
    refreshNotBefore = 0;
    accounts.setTokenLife(account.id, life);
    await secrets.keepToken(account, access.token);
    return held;
  }

  /** One renewal at a time, whoever asks: a refresh kills the token that the others would send. */
  function renew(account: AccountRow, dead: Held | null, how: 'refresh' | 'sign-in'): Promise<Held> {
    renewing ??= (how === 'refresh' && dead ? refresh(account, dead) : signInSilently(account)).finally(() => {
      renewing = null;
    });
    return renewing;
  }

  async function refresh(account: AccountRow, old: Held): Promise<Held> {
    const startedAt = epoch;
    try {
      const access = await ports.connectMarketplace(account.server).refresh(old.token, lifetime);
      log.info('session refreshed', { server: account.server });
      return await keep(account, access, startedAt);
    } catch (error) {
      if (!isStudioError(error, 'session-expired')) throw error;
      return signInSilently(account);
    }
  }

  /** The password from the keychain (or of the local marketplace); without one, or when it is refused: session-expired. */
  async function signInSilently(account: AccountRow): Promise<Held> {
    const startedAt = epoch;
    const credentials = await silentCredentials(account);
    if (credentials === null) throw await expire(account);
    const wait = signInNotBefore - clock.monotonic();
    if (wait > 0) throw new StudioError('rate-limited', { retryAfterSeconds: Math.ceil(wait / 1000) });
    try {
      const { user, access } = await ports
        .connectMarketplace(credentials.server)
        .login(credentials.email, credentials.password, lifetime);
      if (user.id !== account.remote_user_id) throw await expire(account); // the same address, somebody else's books
      log.info('signed in again', { server: credentials.server });
      const moved = credentials.server !== account.server;
      const row = moved ? moveSandbox(account, credentials.server, user, access) : account;
      if (moved) await secrets.forgetAll(account);
      const renewed = await keep(row, access, startedAt);
      announceActive();
      return renewed;
    } catch (error) {
      if (isStudioError(error, 'rate-limited'))
        signInNotBefore = clock.monotonic() + error.facts.retryAfterSeconds * 1000;
      if (!isStudioError(error, 'wrong-credentials')) throw error;
      await secrets.forgetPassword(account);
      accounts.setRemembered(account.id, false);
      throw await expire(account);
    }
  }

  async function silentCredentials(
    account: AccountRow,
  ): Promise<{ server: string; email: string; password: string } | null> {
    if (account.is_sandbox === 1) {
      if (!ports.startSandbox) return null;
      const sandbox = await ports.startSandbox();
      return { ...sandbox, server: normaliseServerAddress(sandbox.server) };
    }
    if (account.remembered === 0) return null;
    const password = await secrets.password(account);
    return password === null ? null : { server: account.server, email: account.email, password };
  }

  /** The local marketplace took another port since the last start: the account and its books stay the same. */
  function moveSandbox(account: AccountRow, server: string, user: RemoteUser, access: AccessToken): AccountRow {
    const life = planTokenLife(access, clock.now(), random.fraction());
    const moved = { server, email: account.email, user, isSandbox: true, remembered: false, life, at: clock.now() };
    return accounts.signIn(moved).account;
  }

  async function expire(account: AccountRow): Promise<StudioError> {
    if (accounts.current()?.id === account.id) {
      held = null;
      accounts.forgetToken(account.id);
      await secrets.forgetToken(account);
      events.emit({ type: 'account-changed' });
    }
    return new StudioError('session-expired', { email: account.email });
  }

  /** Once a process: the local marketplace runs again, and the account follows it to its new address. */
  async function reviveSandbox(account: AccountRow): Promise<void> {
    if (account.is_sandbox !== 1 || !ports.startSandbox) return;
    const { server } = await ports.startSandbox();
    if (accounts.current()?.id !== account.id || normaliseServerAddress(server) === account.server) return;
    held = null;
    await renew(account, null, 'sign-in');
  }

  /** A token that the server should take. */
  async function aliveToken(account: AccountRow): Promise<Held> {
    sandboxRevived ??= reviveSandbox(account).catch((error: unknown) =>
      log.warn('local marketplace not started', { error }),
    );
    await sandboxRevived;
    if (renewing) return orStillAlive(renewing);
    const known = await heldOf(account);
    if (renewing) return orStillAlive(renewing);
    if (known === null) return renew(account, null, 'sign-in');
    const state = tokenState(known.life, clock.now());
    if (state === 'fresh') return known;
    if (state === 'dead') return renew(account, known, clockJumped(known) ? 'refresh' : 'sign-in');
    const wait = callsInFlight > 0 && state !== 'urgent'; // a refresh would pull the token from under them
    if (wait || clock.monotonic() < refreshNotBefore) return known;
    return orStillAlive(renew(account, known, 'refresh'));
  }

  /** Without a network for a refresh, the token that still lives will do. */
  async function orStillAlive(renewal: Promise<Held>): Promise<Held> {
    const before = held;
    try {
      return await renewal;
    } catch (error) {
      if (isStudioError(error, 'session-expired') || isStudioError(error, 'not-signed-in')) throw error;
      if (!before || before !== held || tokenState(before.life, clock.now()) === 'dead') throw error;
      refreshNotBefore = clock.monotonic() + REFRESH_RETRY_MS * (1 + random.fraction());
      return before;
    }
  }

  /** The wall clock says dead, but less than its life has passed here: somebody set the clock. The server may decide. */
  function clockJumped(known: Held): boolean {
    if (known.receivedAt === null) return false;
    return clock.monotonic() - known.receivedAt < (known.life.expiresAt - known.life.refreshAt) * 4;
  }

  async function run<T>(account: AccountRow, used: Held, work: (call: AuthorisedCall) => Promise<T>): Promise<T> {
    const current = accounts.current() ?? account;
    callsInFlight++;
    try {
      return await work({
        token: used.token,
        marketplace: ports.connectMarketplace(current.server),
        account: currentAccountOf(current),
      });
    } catch (error) {
      noteStatus(account, error);
      throw error;
    } finally {
      callsInFlight--;
      if (callsInFlight === 0 && held && tokenState(held.life, clock.now()) === 'due') void keepAlive();
    }
  }

  /** What a 403 says of the account is kept and shown; photos go on. */
  function noteStatus(account: AccountRow, error: unknown): void {
    const status = isStudioError(error, 'account-pending')
      ? 'pending'
      : isStudioError(error, 'account-rejected')
        ? 'rejected'
        : isStudioError(error, 'account-suspended')
          ? 'suspended'
          : null;
    if (status && accounts.setPhotographerStatus(account.id, status)) events.emit({ type: 'account-changed' });
  }

  const session: Session = {
    current() {
      const account = accounts.current();
      return account ? currentAccountOf(account) : null;
    },
    async authorised(work, signal) {
      signal?.throwIfAborted();
      const account = requireAccount();
      const used = await orAborted(aliveToken(account), signal);
      signal?.throwIfAborted();
      try {
        return await run(account, used, work);
      } catch (error) {
        if (!isStudioError(error, 'session-expired')) throw error;
        signal?.throwIfAborted();
        const again = await orAborted(afterRefusal(account, used), signal);
        try {
          return await run(account, again, work);
        } catch (second) {
          if (isStudioError(second, 'session-expired')) throw await expire(account);
          throw second;
        }
      }
    },
    onActive(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  /** The server refused `used` (401). It can't be refreshed any more: someone renewed it meanwhile, or a new sign-in. */
  async function afterRefusal(account: AccountRow, used: Held): Promise<Held> {
    if (accounts.current()?.id !== account.id) throw new StudioError('not-signed-in', {});
    if (renewing) return renewing;
    if (held && held.token !== used.token && held.accountId === account.id) return held;
    held = null;
    return renew(account, null, 'sign-in');
  }

  async function keepAlive(): Promise<void> {
    const account = accounts.current();
    if (!account || callsInFlight > 0) return;
    const known = await heldOf(account);
    if (!known || tokenState(known.life, clock.now()) === 'fresh') return;
    await aliveToken(account).catch((error: unknown) => log.info('session not renewed', { error }));
  }

  /** Local secrets go at once; the answer is the server's part, for which nobody needs to wait. */
  async function forget(account: AccountRow): Promise<{ blacklisted: Promise<void> }> {
    const token = (held?.accountId === account.id ? held.token : null) ?? (await secrets.token(account));
    if (held?.accountId === account.id) held = null;
    accounts.signOut(account.id);
    await secrets.forgetAll(account);
    return { blacklisted: token === null ? Promise.resolve() : blacklist(account.server, token) };
  }

  async function blacklist(server: string, token: string): Promise<void> {
    const patience = AbortSignal.any([lifetime, AbortSignal.timeout(LOGOUT_PATIENCE_MS)]);
    try {
      await ports.connectMarketplace(server).logout(token, patience);
    } catch (error) {
      log.info('token not blacklisted by the server', { error });
    }
  }

  return {
    session,
    async login(credentials) {
      const server = normaliseServerAddress(credentials.server);
      const email = credentials.email.trim();
      const marketplace = ports.connectMarketplace(server);
      const { user, access } = await marketplace.login(email, credentials.password, lifetime);
      await refuseOthers(context, server, user, access);
      const life = planTokenLife(access, clock.now(), random.fraction());
      const { account, before } = accounts.signIn({
        server,
        email,
        user,
        isSandbox: credentials.isSandbox,
        remembered: false,
        life,
        at: clock.now(),
      });
      const startedAt = ++epoch;
      held = null;
      signInNotBefore = 0;
      if (before && before.id !== account.id) await forget(before);
      if (before && before.id === account.id && vaultMoved(before, account)) await secrets.forgetAll(before);
      await keep(account, access, startedAt);
      const remembered =
        credentials.remember && !credentials.isSandbox && (await secrets.keepPassword(account, credentials.password));
      if (!remembered) await secrets.forgetPassword(account);
      accounts.setRemembered(account.id, remembered);
      log.info('signed in', { server, isSandbox: credentials.isSandbox });
      announceActive();
    },
    async logout() {
      const account = accounts.current();
      epoch++;
      if (account) await (await forget(account)).blacklisted;
      held = null;
      log.info('signed out');
      events.emit({ type: 'account-changed' });
    },
    async state() {
      const account = accounts.current();
      if (!account) return 'expired';
      const known = await heldOf(account);
      if (known && tokenState(known.life, clock.now()) !== 'dead') return 'active';
      if (account.is_sandbox === 1) return ports.startSandbox ? 'active' : 'expired';
      if (account.remembered === 0) return 'expired';
      return (await secrets.password(account)) === null ? 'expired' : 'active';
    },
    keepAlive,
  };
}

function vaultMoved(before: AccountRow, after: AccountRow): boolean {
  return before.server !== after.server || before.email !== after.email;
}

/** Buyers and administrators have accounts too: this studio is for photographers. */
async function refuseOthers(
  context: StudioContext,
  server: string,
  user: RemoteUser,
  access: AccessToken,
): Promise<void> {
  const marketplace = context.ports.connectMarketplace(server);
  let accountType = user.accountType;
  if (accountType === '') accountType = (await marketplace.abilities(access.token, context.lifetime)).accountType;
  if (accountType === 'photographer') return;
  await marketplace
    .logout(access.token, context.lifetime)
    .catch((error: unknown) => context.log.info('token not blacklisted by the server', { error }));
  throw new StudioError('account-not-photographer', {});
}

/** Waits for a shared piece of work without being able to cancel it for the others. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
