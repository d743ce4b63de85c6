import { isStudioError, StudioError } from '../../../shared/domain/errors.ts';
import { normaliseServerAddress } from '../../../shared/domain/server-address.ts';
import type { StudioContext } from '../context.ts';
import type { AccessToken, RemoteUser } from '../ports/marketplace.ts';
import type { AccountRow, AccountsRepository } from './accounts.repository.ts';
import type { SessionSecrets } from './secrets.ts';
import { planTokenLife, type TokenLife, tokenState } from './token-life.ts';

/** A token in this process's memory. */
export interface Held {
  readonly accountId: number;
  readonly token: string;
  readonly life: TokenLife;
  /** Monotonic time of arrival; null when it comes from the vault. */
  readonly receivedAt: number | null;
}

/** Wait after a refresh that found no network, before the next call tries one; the token lives meanwhile. In ms. */
const REFRESH_RETRY_MS = 15_000;
/** Longest the server is given to blacklist a token, in ms: signing out works offline. */
const LOGOUT_PATIENCE_MS = 5_000;

/** Keeps the current account's one token alive: from the vault, by refresh before its end, by a silent sign-in after it. */
export function createTokenKeeper(
  context: StudioContext,
  accounts: AccountsRepository,
  secrets: SessionSecrets,
  onRevived: () => void,
) {
  const { ports, log, events, lifetime } = context;
  const { clock, random } = ports;
  let held: Held | null = null;
  let renewing: Promise<Held> | null = null;
  let refreshNotBefore = 0;
  let signInNotBefore = 0;
  /** Raised by every sign-in and sign-out: what a renewal brings back for an earlier one is dropped. */
  let epoch = 0;
  let sandboxRevived: Promise<void> | null = null;

  async function heldOf(account: AccountRow): Promise<Held | null> {
    if (held?.accountId === account.id) return held;
    if (account.token_expires_at === null) return null;
    const startedAt = epoch;
    const token = await secrets.token(account);
    // Another call may have renewed it while the vault was asked.
    if (held?.accountId === account.id) return held;
    if (token === null || startedAt !== epoch) return null;
    held = {
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

  /** Throws when somebody signed in or out since `startedAt`; the token that came too late is given back. */
  function requireEpoch(startedAt: number, server: string, token: string): void {
    if (startedAt === epoch) return;
    void blacklist(server, token);
    throw new StudioError('not-signed-in', {});
  }

  async function keep(account: AccountRow, access: AccessToken, startedAt: number): Promise<Held> {
    requireEpoch(startedAt, account.server, access.token);
    const life = planTokenLife(access, clock.now(), random.fraction());
    const kept: Held = { accountId: account.id, token: access.token, life, receivedAt: clock.monotonic() };
    held = kept;
    refreshNotBefore = 0;
    accounts.setTokenLife(account.id, life);
    await secrets.keepToken(account, access.token);
    // Signed out while the vault was writing: what it wrote must not stay.
    if (startedAt !== epoch && accounts.current()?.id !== account.id) await secrets.forgetToken(account);
    return kept;
  }

  /** One renewal at a time, whoever asks: a refresh kills the token that the others would send. */
  function renew(account: AccountRow, old: Held | null, how: 'refresh' | 'sign-in'): Promise<Held> {
    if (renewing) return renewing;
    const renewal = how === 'refresh' && old ? refresh(account, old) : signInSilently(account);
    const mine: Promise<Held> = renewal.finally(() => {
      if (renewing === mine) renewing = null;
    });
    renewing = mine;
    return mine;
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
    if (credentials === null) throw await expire(account, held);
    const wait = signInNotBefore - clock.monotonic();
    if (wait > 0) throw new StudioError('rate-limited', { retryAfterSeconds: Math.ceil(wait / 1000) });
    try {
      const { server, email, password } = credentials;
      const { user, access } = await ports.connectMarketplace(server).login(email, password, lifetime);
      requireEpoch(startedAt, server, access.token);
      if (user.id !== account.remote_user_id) throw await expire(account, held); // the same address, somebody else's books
      log.info('signed in again', { server });
      const row = server === account.server ? account : await moveSandbox(account, server, user, access);
      const renewed = await keep(row, access, startedAt);
      onRevived();
      return renewed;
    } catch (error) {
      if (isStudioError(error, 'rate-limited'))
        signInNotBefore = clock.monotonic() + error.facts.retryAfterSeconds * 1000;
      if (!isStudioError(error, 'wrong-credentials')) throw error;
      await secrets.forgetPassword(account);
      accounts.setRemembered(account.id, false);
      throw await expire(account, held);
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
  async function moveSandbox(
    account: AccountRow,
    server: string,
    user: RemoteUser,
    access: AccessToken,
  ): Promise<AccountRow> {
    const life = planTokenLife(access, clock.now(), random.fraction());
    const at = clock.now();
    const moved = accounts.signIn({ server, email: account.email, user, isSandbox: true, remembered: false, life, at });
    await secrets.forgetAll(account);
    return moved.account;
  }

  /** `dead` is of no more use; a newer token, if there is one, stays. */
  async function expire(account: AccountRow, dead: Held | null): Promise<StudioError> {
    const newer = held !== null && held.token !== dead?.token;
    if (accounts.current()?.id === account.id && !newer) {
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

  async function blacklist(server: string, token: string): Promise<void> {
    const patience = AbortSignal.any([lifetime, AbortSignal.timeout(LOGOUT_PATIENCE_MS)]);
    try {
      await ports.connectMarketplace(server).logout(token, patience);
    } catch (error) {
      log.info('token not blacklisted by the server', { error });
    }
  }

  return {
    heldOf,
    blacklist,
    expire,
    stateOfHeld: () => (held ? tokenState(held.life, clock.now()) : null),

    /** A token that the server should take; `inUse`: other calls are on their way with it. */
    async alive(account: AccountRow, inUse: boolean): Promise<Held> {
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
      const wait = inUse && state !== 'urgent'; // a refresh would pull the token from under them
      if (wait || clock.monotonic() < refreshNotBefore) return known;
      return orStillAlive(renew(account, known, 'refresh'));
    },

    /** The server refused `used` (401). It can't be refreshed any more: someone renewed it meanwhile, or a new sign-in. */
    async afterRefusal(account: AccountRow, used: Held): Promise<Held> {
      if (renewing) return renewing;
      if (held && held.token !== used.token && held.accountId === account.id) return held;
      held = null;
      return renew(account, null, 'sign-in');
    },

    /** A new session begins, or none: whatever is under way for the old one is dropped. Gives the new epoch. */
    begin(): number {
      held = null;
      renewing = null;
      signInNotBefore = 0;
      return ++epoch;
    },

    keep,

    /** Forgets every local secret of an account at once; gives the token, for the server to forget too. */
    async forget(account: AccountRow): Promise<string | null> {
      const token = (held?.accountId === account.id ? held.token : null) ?? (await secrets.token(account));
      if (held?.accountId === account.id) held = null;
      accounts.signOut(account.id);
      await secrets.forgetAll(account);
      return token;
    },
  };
}
