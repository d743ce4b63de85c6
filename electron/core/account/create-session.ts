import { isStudioError, StudioError } from '../../../shared/domain/errors.ts';
import { normaliseServerAddress } from '../../../shared/domain/server-address.ts';
import type { StudioContext } from '../context.ts';
import type { AccessToken, RemoteUser } from '../ports/marketplace.ts';
import { type AccountRow, type AccountsRepository, currentAccountOf, vaultKey } from './accounts.repository.ts';
import { sessionSecrets } from './secrets.ts';
import type { AuthorisedCall, Session } from './session.ts';
import { createTokenKeeper, type Held } from './token-keeper.ts';
import { planTokenLife, tokenState } from './token-life.ts';

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

/** Who is signed in, and the one way to the marketplace with a token. See Session for the promises made. */
export function createSession(context: StudioContext, accounts: AccountsRepository): SessionKeeper {
  const { ports, log, events, lifetime } = context;
  const { clock, random } = ports;
  const secrets = sessionSecrets(ports.vault, log);
  const tokens = createTokenKeeper(context, accounts, secrets, announceActive);
  const listeners = new Set<() => void>();
  let callsInFlight = 0;

  function announceActive(): void {
    events.emit({ type: 'account-changed' });
    for (const listener of listeners) listener();
  }

  /** The account as it is now. A token never goes to another account's server: then the call is over. */
  function stillCurrent(account: AccountRow, used: Held): AccountRow {
    const current = accounts.current();
    if (current === null || current.id !== account.id || used.accountId !== account.id)
      throw new StudioError('not-signed-in', {});
    return current;
  }

  async function run<T>(account: AccountRow, used: Held, work: (call: AuthorisedCall) => Promise<T>): Promise<T> {
    const current = stillCurrent(account, used);
    const marketplace = ports.connectMarketplace(current.server);
    callsInFlight++;
    try {
      return await work({ token: used.token, marketplace, account: currentAccountOf(current) });
    } catch (error) {
      noteStatus(account, error);
      throw error;
    } finally {
      callsInFlight--;
      if (callsInFlight === 0 && tokens.stateOfHeld() === 'due') void keepAlive();
    }
  }

  /** What a 403 says of the account is kept and shown; photos go on. */
  function noteStatus(account: AccountRow, error: unknown): void {
    if (!isStudioError(error)) return;
    const status = STATUS_OF.get(error.code);
    if (status && accounts.setPhotographerStatus(account.id, status)) events.emit({ type: 'account-changed' });
  }

  async function keepAlive(): Promise<void> {
    const account = accounts.current();
    if (!account || callsInFlight > 0) return;
    const known = await tokens.heldOf(account);
    if (!known || tokenState(known.life, clock.now()) === 'fresh') return;
    await tokens.alive(account, false).catch((error: unknown) => log.info('session not renewed', { error }));
  }

  const session: Session = {
    current() {
      const account = accounts.current();
      return account ? currentAccountOf(account) : null;
    },
    async authorised(work, signal) {
      signal?.throwIfAborted();
      const account = accounts.current();
      if (!account) throw new StudioError('not-signed-in', {});
      const used = await orAborted(tokens.alive(account, callsInFlight > 0), signal);
      signal?.throwIfAborted();
      try {
        return await run(account, used, work);
      } catch (error) {
        if (!isStudioError(error, 'session-expired')) throw error;
        signal?.throwIfAborted();
        stillCurrent(account, used);
        const again = await orAborted(tokens.afterRefusal(account, used), signal);
        try {
          return await run(account, again, work);
        } catch (second) {
          if (isStudioError(second, 'session-expired')) throw await tokens.expire(account, again);
          throw second;
        }
      }
    },
    onActive(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  return {
    session,
    async login(credentials) {
      const server = normaliseServerAddress(credentials.server);
      const email = credentials.email.trim();
      const { user, access } = await ports.connectMarketplace(server).login(email, credentials.password, lifetime);
      await refuseOthers(context, server, user, access);
      const life = planTokenLife(access, clock.now(), random.fraction());
      const { isSandbox } = credentials;
      const { account, before } = accounts.signIn({
        server,
        email,
        user,
        isSandbox,
        remembered: false,
        life,
        at: clock.now(),
      });
      const epoch = tokens.begin();
      if (before && before.id !== account.id) {
        const token = await tokens.forget(before);
        if (token !== null) void tokens.blacklist(before.server, token);
      } else if (before && vaultKey(before) !== vaultKey(account)) {
        await secrets.forgetAll(before);
      }
      await tokens.keep(account, access, epoch);
      const remembered =
        credentials.remember && !isSandbox && (await secrets.keepPassword(account, credentials.password));
      if (!remembered) await secrets.forgetPassword(account);
      accounts.setRemembered(account.id, remembered);
      log.info('signed in', { server, isSandbox });
      announceActive();
    },
    async logout() {
      const account = accounts.current();
      if (account) {
        const forgotten = tokens.forget(account);
        tokens.begin();
        const token = await forgotten;
        events.emit({ type: 'account-changed' });
        if (token !== null) await tokens.blacklist(account.server, token);
      }
      log.info('signed out');
    },
    async state() {
      const account = accounts.current();
      if (!account) return 'expired';
      const known = await tokens.heldOf(account);
      if (known && tokenState(known.life, clock.now()) !== 'dead') return 'active';
      if (account.is_sandbox === 1) return ports.startSandbox ? 'active' : 'expired';
      if (account.remembered === 0) return 'expired';
      return (await secrets.password(account)) === null ? 'expired' : 'active';
    },
    keepAlive,
  };
}

const STATUS_OF: ReadonlyMap<string, 'pending' | 'rejected' | 'suspended'> = new Map([
  ['account-pending', 'pending'],
  ['account-rejected', 'rejected'],
  ['account-suspended', 'suspended'],
]);

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
