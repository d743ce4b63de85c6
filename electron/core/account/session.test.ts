import { afterEach, describe, expect, it } from 'vitest';
import { isStudioError } from '../../../shared/domain/errors.ts';
import {
  type AccountStudio,
  accountStudio,
  type MovableClock,
  movableClock,
} from '../../../tests/support/account-studio.ts';
import { type SmallMarketplace, startSmallMarketplace } from '../../../tests/support/small-marketplace.ts';
import { memoryVault } from '../../adapters/vault/memory-vault.ts';
import type { Vault } from '../ports/vault.ts';
import type { StudioPorts } from '../ports.ts';

const MINUTE = 60_000;
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Secrets as the OS keychain keeps them: they outlive the studio. */
function keychainDouble(): Vault {
  return { ...memoryVault(), keptIn: async () => 'keychain' };
}

async function market(clock: MovableClock, skewMs = 0): Promise<SmallMarketplace> {
  const small = await startSmallMarketplace({ now: () => clock.now() + skewMs });
  cleanups.push(small.close);
  return small;
}

function studio(clock: MovableClock, ports: Partial<StudioPorts> = {}, dataDir?: string): AccountStudio {
  const made = accountStudio({ clock, ports, ...(dataDir ? { dataDir } : {}) });
  cleanups.push(() => made.close());
  return made;
}

async function signedIn(options: { skewMs?: number; vault?: Vault; remember?: boolean } = {}) {
  const clock = movableClock();
  const small = await market(clock, options.skewMs);
  const made = studio(clock, options.vault ? { vault: options.vault } : {});
  const { email, password } = small.state;
  await made.client.account.login({ server: small.url, email, password, remember: options.remember ?? false });
  return { clock, small, studio: made, session: made.account.session };
}

/** One call as any feature makes it. */
const look = (made: AccountStudio) =>
  made.account.session.authorised(({ token, marketplace }) => marketplace.me(token));

async function codeOf(work: Promise<unknown>): Promise<string | null> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  );
  return isStudioError(error) ? error.code : error === null ? null : String(error);
}

describe('signing in', () => {
  it('writes the address one way, keeps who she is and fetches standing and categories', async () => {
    const clock = movableClock();
    const small = await market(clock);
    const made = studio(clock);
    const { email, password } = small.state;
    const account = await made.client.account.login({
      server: ` ${small.url.replace('http://', '')}/api/ `,
      email,
      password,
    });
    expect(account).toMatchObject({
      server: small.url,
      email,
      name: 'Awa Ouédraogo',
      photographerStatus: 'approved',
      session: 'active',
      secretsKeptIn: 'memory',
      remembered: false,
      isSandbox: false,
    });
    expect(await made.client.account.categories()).toEqual([
      { id: 'c1', name: 'Portrait', parentId: null },
      { id: 'c2', name: 'Studio', parentId: 'c1' },
    ]);
  });

  it('tells a wrong password, a buyer account, a bad address and a server that is away apart', async () => {
    const clock = movableClock();
    const small = await market(clock);
    const made = studio(clock);
    const { email, password } = small.state;
    const attempt = (change: object) =>
      codeOf(
        made.account
          .current()
          .then(() => made.client.account.login({ server: small.url, email, password, ...change }))
          .catch((error: unknown) => Promise.reject(plain(error))),
      );
    expect(await attempt({ password: 'wrong' })).toBe('wrong-credentials');
    expect(await attempt({ server: 'http://api.pouire.com' })).toBe('server-address-invalid');
    small.state.accountType = 'user';
    expect(await attempt({})).toBe('account-not-photographer');
    expect(small.countOf('POST /api/auth/logout')).toBe(1);
    await small.close();
    expect(await attempt({})).toBe('server-unreachable');
    expect(await made.account.current()).toBeNull();
    expect(await codeOf(look(made))).toBe('not-signed-in');
  });
});

/** A contract error as the StudioError it was. */
function plain(error: unknown): unknown {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code;
  return error;
}

describe('the token', () => {
  it('is refreshed once, at about 80 % of its life, however many ask at that moment', async () => {
    const { clock, small, studio: made } = await signedIn();
    clock.pass(44 * MINUTE);
    await look(made);
    expect(small.countOf('POST /api/auth/refresh')).toBe(0);
    clock.pass(5 * MINUTE);
    small.state.delayMs = 20;
    await Promise.all(Array.from({ length: 20 }, () => look(made)));
    expect(small.countOf('POST /api/auth/refresh')).toBe(1);
    expect(small.countOf('POST /api/auth/login')).toBe(1);
  });

  it('is not pulled from under calls in flight while there is time, and is when there is none', async () => {
    for (const { minutes, during } of [
      { minutes: 48, during: 0 },
      { minutes: 56, during: 1 },
    ]) {
      const { clock, small, studio: made, session } = await signedIn();
      const gate = Promise.withResolvers<void>();
      const entered = Promise.withResolvers<void>();
      const working = session.authorised(() => {
        entered.resolve();
        return gate.promise;
      });
      await entered.promise;
      clock.pass(minutes * MINUTE);
      await look(made);
      expect(small.countOf('POST /api/auth/refresh')).toBe(during);
      gate.resolve();
      await working;
      await expect.poll(() => small.countOf('POST /api/auth/refresh')).toBe(1);
    }
  });

  it('that the server gave with a clock an hour ahead or behind is used and refreshed all the same', async () => {
    for (const skewMs of [3_600_000, -3_600_000, 24 * 3_600_000]) {
      const { clock, small, studio: made } = await signedIn({ skewMs });
      await look(made);
      expect(small.countOf('POST /api/auth/refresh')).toBe(0);
      clock.pass(50 * MINUTE);
      await look(made);
      expect(small.countOf('POST /api/auth/refresh')).toBe(1);
      expect(small.countOf('POST /api/auth/login')).toBe(1);
    }
  });

  it('still serves while the network refuses to refresh it', async () => {
    const { clock, small, studio: made } = await signedIn();
    clock.pass(50 * MINUTE);
    small.state.failNext.set('POST /api/auth/refresh', { status: 503, times: 5 });
    await look(made);
    await look(made);
    expect(small.countOf('POST /api/auth/refresh')).toBe(1);
    clock.pass(MINUTE);
    small.state.failNext.clear();
    await look(made);
    expect(small.countOf('POST /api/auth/refresh')).toBe(2);
  });

  it('whose refresh was answered into the void is dead: without a remembered password that is session-expired, said once', async () => {
    const { clock, small, studio: made } = await signedIn();
    clock.pass(50 * MINUTE);
    small.state.loseAnswerOf = 'POST /api/auth/refresh';
    expect(await codeOf(look(made))).toBe('session-expired');
    expect((await made.account.current())?.session).toBe('expired');
    expect(await codeOf(look(made))).toBe('session-expired');
  });

  it('is never sent to refresh after it expired, and the catalogue stays', async () => {
    const { clock, small, studio: made } = await signedIn();
    clock.pass(61 * MINUTE);
    expect((await made.account.current())?.session).toBe('expired');
    expect(await codeOf(look(made))).toBe('session-expired');
    expect(small.countOf('POST /api/auth/refresh')).toBe(0);
    expect((await made.client.account.categories()).length).toBe(2);
  });

  it('survives somebody setting the clock ahead: the server decides', async () => {
    const { clock, small, studio: made } = await signedIn();
    clock.pass(10 * MINUTE);
    clock.set(clock.now() + 40 * 24 * 60 * MINUTE);
    const real = small.state;
    expect(real.tokenSeconds).toBe(3600);
    expect(await codeOf(look(made))).toBe('session-expired'); // the test's server follows the same clock
    expect(small.countOf('POST /api/auth/refresh')).toBe(1);
  });
});

describe('a remembered password', () => {
  it('signs in again silently after a long sleep, once for all who wait, and wakes what waited', async () => {
    const { clock, small, studio: made, session } = await signedIn({ vault: keychainDouble(), remember: true });
    expect((await made.account.current())?.remembered).toBe(true);
    let woken = 0;
    session.onActive(() => woken++);
    clock.pass(9 * 60 * MINUTE);
    expect((await made.account.current())?.session).toBe('active');
    await Promise.all(Array.from({ length: 10 }, () => look(made)));
    expect(small.countOf('POST /api/auth/login')).toBe(2);
    expect(woken).toBe(1);
  });

  it('is used when the server refuses a token that looked alive, and the call is done once more', async () => {
    const { small, session } = await signedIn({ vault: keychainDouble(), remember: true });
    small.state.failNext.set('GET /api/auth/me', { status: 401, times: 1 });
    const tokens: string[] = [];
    await session.authorised(({ token, marketplace }) => {
      tokens.push(token);
      return marketplace.me(token);
    });
    expect(tokens).toHaveLength(2);
    expect(tokens[0]).not.toBe(tokens[1]);
    expect(small.countOf('POST /api/auth/login')).toBe(2);
  });

  it('that was changed elsewhere is forgotten and asked for', async () => {
    const { clock, small, studio: made } = await signedIn({ vault: keychainDouble(), remember: true });
    small.state.password = 'another-one';
    clock.pass(2 * 60 * MINUTE);
    expect(await codeOf(look(made))).toBe('session-expired');
    expect(await made.account.current()).toMatchObject({ session: 'expired', remembered: false });
    expect(await codeOf(look(made))).toBe('session-expired');
    expect(small.countOf('POST /api/auth/login')).toBe(2);
  });

  it('is kept in the keychain or nowhere', async () => {
    const vault = memoryVault();
    const { small, studio: made } = await signedIn({ vault, remember: true });
    expect((await made.account.current())?.remembered).toBe(false);
    expect(await vault.get(`${small.url}|${small.state.email}`, 'password')).toBeNull();
  });

  it('is not tried while the server asked for patience', async () => {
    const { clock, small, studio: made } = await signedIn({ vault: keychainDouble(), remember: true });
    clock.pass(2 * 60 * MINUTE);
    small.state.failNext.set('POST /api/auth/login', { status: 429, headers: { 'retry-after': '30' }, times: 1 });
    expect(await codeOf(look(made))).toBe('rate-limited');
    expect(await codeOf(look(made))).toBe('rate-limited');
    expect(small.countOf('POST /api/auth/login')).toBe(2);
    clock.pass(31_000);
    await look(made);
    expect(small.countOf('POST /api/auth/login')).toBe(3);
  });
});

describe('a restart', () => {
  it('goes on with the token from the vault, without signing in', async () => {
    const vault = keychainDouble();
    const clock = movableClock();
    const small = await market(clock);
    const first = accountStudio({ clock, ports: { vault } });
    const { email, password } = small.state;
    await first.client.account.login({ server: small.url, email, password });
    await first.close('keep');
    const second = studio(clock, { vault }, first.dataDir);
    expect(await second.account.current()).toMatchObject({ email, session: 'active' });
    await look(second);
    clock.pass(50 * MINUTE);
    await look(second);
    expect(small.countOf('POST /api/auth/login')).toBe(1);
    expect(small.countOf('POST /api/auth/refresh')).toBe(1);
  });

  it('without the vault’s secrets is an expired session, nothing worse', async () => {
    const clock = movableClock();
    const small = await market(clock);
    const first = accountStudio({ clock });
    const { email, password } = small.state;
    await first.client.account.login({ server: small.url, email, password });
    await first.close('keep');
    const second = studio(clock, {}, first.dataDir);
    expect(await second.account.current()).toMatchObject({ session: 'expired' });
    expect(await codeOf(look(second))).toBe('session-expired');
  });

  it('of the local marketplace on another port keeps the account and its books', async () => {
    const clock = movableClock();
    const small = await market(clock);
    const startSandbox = (server: string) => async () => ({
      server,
      email: small.state.email,
      password: small.state.password,
    });
    const first = accountStudio({ clock, ports: { startSandbox: startSandbox(small.url) } });
    expect(await first.client.account.trySandbox()).toMatchObject({ isSandbox: true, session: 'active' });
    const before = first.account.session.current();
    await first.close('keep');
    const moved = await market(clock);
    moved.state.userId = small.state.userId;
    const second = studio(clock, { startSandbox: startSandbox(moved.url) }, first.dataDir);
    second.account.start();
    await expect.poll(() => second.account.session.current()?.server).toBe(moved.url);
    expect(second.account.session.current()?.id).toBe(before?.id);
    await look(second);
  });
});

describe('signing out', () => {
  it('forgets every secret, tells the server and keeps the catalogue', async () => {
    const vault = keychainDouble();
    const { small, studio: made } = await signedIn({ vault, remember: true });
    await made.client.account.logout();
    const key = `${small.url}|${small.state.email}`;
    expect(await vault.get(key, 'password')).toBeNull();
    expect(await vault.get(key, 'access-token')).toBeNull();
    expect(small.countOf('POST /api/auth/logout')).toBe(1);
    expect(await made.account.current()).toBeNull();
    expect(made.context.db.get(made.context.db.sql.selectFrom('accounts').selectAll())).toMatchObject({
      current: 0,
      remembered: 0,
      token_expires_at: null,
    });
  });

  it('works without a network', async () => {
    const { small, studio: made } = await signedIn();
    await small.close();
    await made.client.account.logout();
    expect(await made.account.current()).toBeNull();
  });
});

describe('several accounts', () => {
  it('never mix: the second one becomes current, the first one’s secrets are forgotten, its rows stay', async () => {
    const vault = keychainDouble();
    const { clock, small, studio: made } = await signedIn({ vault, remember: true });
    const other = await market(clock);
    other.state.email = 'issa@example.ci';
    await made.client.account.login({ server: other.url, email: other.state.email, password: other.state.password });
    expect(made.account.session.current()).toMatchObject({ server: other.url, email: 'issa@example.ci' });
    expect(await vault.get(`${small.url}|${small.state.email}`, 'password')).toBeNull();
    await expect.poll(() => small.countOf('POST /api/auth/logout')).toBe(1);
    const rows = made.context.db.all(
      made.context.db.sql.selectFrom('accounts').select(['server', 'current']).orderBy('id'),
    );
    expect(rows).toEqual([
      { server: small.url, current: 0 },
      { server: other.url, current: 1 },
    ]);
    await made.client.account.login({ server: small.url, email: small.state.email, password: small.state.password });
    expect(made.account.session.current()?.id).toBe(1);
  });
});

describe('signing out or in while a renewal is on its way', () => {
  it('drops what the renewal brings, leaves no secret and sends no token to another server', async () => {
    const vault = keychainDouble();
    const { clock, small, studio: made } = await signedIn({ vault });
    const other = await market(clock);
    const seen: string[] = [];
    clock.pass(57 * MINUTE);
    const { promise: until, resolve: answer } = Promise.withResolvers<void>();
    small.state.hold = { route: 'POST /api/auth/refresh', until };
    const waiting = Array.from({ length: 5 }, () => codeOf(look(made)));
    await expect.poll(() => small.countOf('POST /api/auth/refresh'), { timeout: 60_000 }).toBe(1);
    await made.client.account.login({ server: other.url, email: other.state.email, password: other.state.password });
    answer();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['not-signed-in']));
    await made.account.session.authorised(async ({ token, account }) => {
      seen.push(token, account.server);
    });
    expect(seen).toEqual([other.issued.at(-1), other.url]);
    expect(await vault.get(`${small.url}|${small.state.email}`, 'access-token')).toBeNull();
    await made.client.account.logout();
    expect(await vault.get(`${other.url}|${other.state.email}`, 'access-token')).toBeNull();
    // What the renewal brought too late is given back.
    await expect.poll(() => small.countOf('POST /api/auth/logout')).toBe(2);
  });
});

describe('a suspended profile', () => {
  it('is said on the account while photos go on', async () => {
    const { small, studio: made } = await signedIn();
    small.state.photographerStatus = 'suspended';
    small.state.photos.push({ id: 'p1', title: 'Marché', status: 'approved' });
    const summary = await made.client.account.sync();
    expect(summary).toMatchObject({ photos: 1, published: 1, sales: 0 });
    expect((await made.account.current())?.photographerStatus).toBe('suspended');
  });
});
