import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryVault } from '../../electron/adapters/vault/memory-vault.ts';
import type { PhotoForm } from '../../electron/core/ports/marketplace.ts';
import type { Vault } from '../../electron/core/ports/vault.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { isStudioError } from '../../shared/domain/errors.ts';
import { xof } from '../../shared/domain/money.ts';
import { type AccountStudio, accountStudio, type MovableClock, movableClock } from '../support/account-studio.ts';
import { makePhoto } from '../support/photo-maker.ts';
import { startSmallMarketplace } from '../support/small-marketplace.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
let folder: string;
let clock: MovableClock;
let sandbox: Sandbox;
let made: AccountStudio;
const keychain: Vault = { ...memoryVault(), keptIn: async () => 'keychain' };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-account-it-'));
  // The sandbox's tokens and money follow the same clock as the studio's.
  clock = movableClock(Date.now());
  sandbox = await startSandbox({ dataDir: join(folder, 'sandbox'), clock: { now: () => clock.now() } });
  made = accountStudio({ clock, dataDir: join(folder, 'data'), ports: { vault: keychain } });
});
afterEach(async () => {
  await made.close('keep');
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

const signIn = (remember = false) =>
  made.client.account.login({ server: sandbox.api, email: sandbox.email, password: sandbox.password, remember });

async function control(path: string, body: object = {}): Promise<void> {
  const response = await fetch(`${sandbox.api}/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

async function formOf(title: string): Promise<PhotoForm> {
  const [category] = await made.client.account.categories();
  return {
    title,
    description: 'Étals au petit matin',
    categoryId: category?.id ?? '',
    tags: ['marché', 'matin', 'Ouagadougou'],
    priceStandard: xof.parse(5000),
    priceExtended: xof.parse(15_000),
    location: 'Ouagadougou',
  };
}

/** Sends a picture by form POST, as to a server without direct upload. */
async function postPhoto(title: string): Promise<string> {
  const path = join(folder, `${title}.jpg`);
  writeFileSync(path, await makePhoto());
  const form = await formOf(title);
  const photo = await made.account.session.authorised(({ token, marketplace }) =>
    marketplace.postPhoto(token, path, `${title}.jpg`, form),
  );
  expect(photo.status).toBe('pending');
  return photo.id;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing',
    (error: unknown) => (isStudioError(error) ? error.code : String(error)),
  );
}

describe('against the local marketplace', () => {
  it('a photograph goes from form POST to published or refused, sold, pending and available', async () => {
    await signIn();
    expect((await made.client.account.categories()).length).toBeGreaterThanOrEqual(8);
    const published = await postPhoto('Marché de Rood Woko');
    const refused = await postPhoto('Une photo floue');
    expect(await made.client.account.sync()).toMatchObject({ photos: 2, published: 0, refused: 0 });
    await control(`photos/${published}/approve`);
    await control(`photos/${refused}/reject`, { reason: 'Trop floue' });
    expect(await made.client.account.sync()).toMatchObject({ photos: 2, published: 1, refused: 1 });
    const row = made.context.db.sql.selectFrom('remote_photos').select('rejection_reason').where('id', '=', refused);
    expect(made.context.db.get(row)).toEqual({ rejection_reason: 'Trop floue' });

    await control('sales', {
      photo_id: published,
      license: 'standard',
      date: new Date(clock.now() - 31 * DAY).toISOString(),
    });
    await control('sales', {
      photo_id: published,
      license: 'extended',
      date: new Date(clock.now() - 29 * DAY).toISOString(),
    });
    expect(await made.client.account.sync()).toMatchObject({ sales: 2, newSales: 2 });
    expect(await made.client.sales.figures()).toMatchObject({
      available: 4000,
      pending: 12_000,
      salesCount: 2,
      marketplace: { available: 4000, pending: 12_000 },
    });
    const { items } = await made.client.sales.list({});
    expect(items.map((one) => [one.net, one.remotePhotoId, one.license])).toEqual([
      [12_000, published, 'extended'],
      [4000, published, 'standard'],
    ]);
    expect(items[0]?.availableAt).toBeGreaterThan(clock.now());

    // Two days later, without a network.
    clock.pass(2 * DAY);
    expect(await made.client.sales.figures()).toMatchObject({ available: 16_000, pending: 0 });
    const notifications = await made.client.notifications.list();
    expect(notifications.items.map((item) => item.type)).toEqual(
      expect.arrayContaining(['photo_approved', 'photo_rejected', 'new_sale']),
    );
    expect(notifications.unread).toBe(notifications.items.length);
  });

  it('notifications are marked as read on the server', async () => {
    await signIn();
    const id = await postPhoto('Marché de Rood Woko');
    await control(`photos/${id}/approve`);
    await made.client.account.sync();
    await made.client.notifications.markAllRead();
    const page = await made.account.session.authorised(({ token, marketplace }) => marketplace.notifications(token, 1));
    expect(page.items.length).toBeGreaterThan(0);
    expect(page.items.every((item) => item.read)).toBe(true);
  });

  it('a refused photo is corrected as the same photo and goes back to the moderators; a withdrawn one disappears', async () => {
    await signIn();
    const id = await postPhoto('Une photo floue');
    await control(`photos/${id}/reject`, { reason: 'Titre trop vague' });
    await made.client.account.sync();
    const form = { ...(await formOf('Marché de Rood Woko, le matin')), location: '' };
    const corrected = await made.account.session.authorised(({ token, marketplace }) =>
      marketplace.updatePhoto(token, id, form),
    );
    expect(corrected).toMatchObject({ id, status: 'pending', title: form.title, priceStandard: 5000 });
    expect(await made.client.account.sync()).toMatchObject({ photos: 1, refused: 0 });
    await made.account.session.authorised(async ({ token, marketplace }) => {
      expect((await marketplace.photo(token, id))?.title).toBe(form.title);
      await marketplace.deletePhoto(token, id);
      await marketplace.deletePhoto(token, id);
      expect(await marketplace.photo(token, id)).toBeNull();
    });
    clock.pass(1000);
    expect(await made.client.account.sync()).toMatchObject({ photos: 0 });
  });

  it('a token is refreshed in time, and after sleep a remembered password signs in again', async () => {
    await signIn(true);
    clock.pass(50 * MINUTE);
    const me = () => made.account.session.authorised(({ token, marketplace }) => marketplace.me(token));
    await Promise.all([me(), me(), me()]);
    clock.pass(9 * 60 * MINUTE);
    expect((await me()).email).toBe(sandbox.email);
  });

  it('a profile that is not approved keeps its photos and says why there is no money', async () => {
    for (const status of ['pending', 'rejected', 'suspended'] as const) {
      await control('account', { status });
      await signIn();
      expect((await made.account.current())?.photographerStatus).toBe(status);
      expect(await made.client.account.sync()).toMatchObject({ sales: 0 });
      const balance = made.account.session.authorised(({ token, marketplace }) => marketplace.availableBalance(token));
      expect(await codeOf(balance)).toBe(`account-${status}`);
    }
  });

  it('faults of the server are told apart and nothing that was kept is lost', async () => {
    await signIn();
    await control('sales', { photo_id: await published(), date: new Date(clock.now()).toISOString() });
    await made.client.account.sync();
    const route = '/api/photographer/revenue/transactions';
    for (const [action, code] of [
      [{ kind: 'status', status: 500 }, 'server-error'],
      [{ kind: 'status', status: 429, retry_after: 7 }, 'rate-limited'],
      [{ kind: 'drop-after-bytes', of: 'response', bytes: 0 }, 'server-unreachable'],
    ] as const) {
      await control('faults', { server: 'api', method: 'GET', route, times: 2, action });
      expect(await codeOf(made.account.sync())).toBe(code);
      await fetch(`${sandbox.api}/sandbox/faults`, { method: 'DELETE' });
    }
    expect(await made.client.sales.figures()).toMatchObject({ salesCount: 1 });
  });

  it('direct upload is offered where the server has it and unsupported where it has not', async () => {
    await signIn();
    const request = {
      clientUploadId: '2f1c7f0e-58a4-4d0c-9f0b-0d5f2f3b1a11',
      filename: 'a.jpg',
      contentType: 'image/jpeg',
      size: 1000,
      sha256: 'a'.repeat(64),
      derivatives: [],
    } as const;
    const open = () =>
      made.account.session.authorised(({ token, marketplace }) => marketplace.openUpload(token, request));
    const first = await open();
    expect(first.outcome).toBe('session');
    const again = await open();
    expect(again.outcome === 'session' && first.outcome === 'session' && again.session.id === first.session.id).toBe(
      true,
    );
    if (first.outcome !== 'session') return;
    const form = {
      title: 'Un titre',
      description: '',
      categoryId: (await made.client.account.categories())[0]?.id ?? '',
      tags: ['a1', 'b2', 'c3'],
      priceStandard: xof.parse(500),
      priceExtended: xof.parse(1000),
      location: '',
    };
    const complete = await made.account.session.authorised(({ token, marketplace }) =>
      marketplace.completeUpload(token, first.session.id, form, request.sha256),
    );
    expect(complete.outcome).toBe('incomplete');
    await made.account.session.authorised(({ token, marketplace }) => marketplace.abortUpload(token, first.session.id));
  });

  async function published(): Promise<string> {
    const id = await postPhoto('Marché de Rood Woko');
    await control(`photos/${id}/approve`);
    return id;
  }
});

describe('secrets', () => {
  it('are nowhere on the disk and in no log line after signing in, refreshing, failing and signing out', async () => {
    const small = await startSmallMarketplace({ now: clock.now });
    const { email, password } = small.state;
    await made.client.account.login({ server: small.url, email, password, remember: true });
    clock.pass(50 * MINUTE);
    await made.client.account.sync();
    await made.client.account.login({ server: small.url, email, password: `${password}-wrong` }).catch(() => undefined);
    small.state.failNext.set('GET /api/photographer/photos', { status: 401, times: 1 });
    await made.client.account.sync();
    small.state.loseAnswerOf = 'POST /api/auth/refresh';
    clock.pass(50 * MINUTE);
    await made.client.account.sync();
    const whileSignedIn = traces();
    await made.client.account.logout();
    await small.close();
    expect(small.issued.length).toBeGreaterThanOrEqual(4);
    const secrets = [password, ...small.issued, ...small.issued.map((token) => token.split('.')[2] ?? token)];
    for (const found of [whileSignedIn, traces()])
      for (const secret of secrets) expect(found.includes(secret)).toBe(false);
    for (const token of small.issued)
      expect(await keychain.get(`${small.url}|${email}`, 'access-token')).not.toBe(token);
    expect(await keychain.get(`${small.url}|${email}`, 'password')).toBeNull();
  });

  /** Everything the studio left: its data folder byte by byte (write-ahead log included), its log, its arguments. */
  function traces(): string {
    const files = readdirSync(made.dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const bytes = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'));
    return [...bytes, JSON.stringify(made.lines), process.argv.join(' ')].join('\n');
  }
});

describe('50,000 sales over four years', () => {
  it('are fetched once within 20 s, and afterwards only what is new within 1 s', async () => {
    const small = await startSmallMarketplace({ now: clock.now });
    small.state.sales = Array.from({ length: 50_000 }, (_, index) => ({
      id: `s${index}`,
      description: 'Marché',
      date: new Date(clock.now() - index * 2_500_000).toISOString(),
      amount: 4000,
      gross_amount: '5000',
      commission: 1000,
      status: index < 1000 ? 'pending' : 'completed',
      photo_id: null,
      license_type: 'standard',
      order_number: `O${index}`,
    }));
    await made.client.account.login({ server: small.url, email: small.state.email, password: small.state.password });
    const measure = async () => {
      const start = performance.now();
      const { sales, newSales } = await made.client.account.sync();
      return { sales, newSales, ms: Math.round(performance.now() - start) };
    };
    const first = await measure();
    const newest = small.state.sales[0];
    if (newest) small.state.sales.unshift({ ...newest, id: 'new' });
    const calls = small.calls.length;
    const second = await measure();
    const asked = small.calls.length - calls;
    console.log('first sync', first, 'further sync', second, 'in', asked, 'calls');
    await small.close();
    expect(first).toMatchObject({ sales: 50_000 });
    expect(second).toMatchObject({ sales: 50_001, newSales: 1 });
    // The goals, 20 s and 1 s, are the benchmark's to hold (tests/bench/money.bench.ts); what makes them is held here.
    expect(asked).toBeLessThan(20);
  });
});
