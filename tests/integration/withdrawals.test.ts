import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyCatalogue } from '../../electron/core/db/catalogue-tasks.ts';
import { MIGRATIONS } from '../../electron/core/db/migrations/all.ts';
import { waitingRestore } from '../../electron/core/db/restore.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { xof } from '../../shared/domain/money.ts';
import type { PayoutTarget } from '../../shared/domain/withdrawal.ts';
import { type AccountStudio, accountStudio, type MovableClock, movableClock } from '../support/account-studio.ts';
import { type CarriedLine, type Carry, carriedLine } from '../support/carried-line.ts';
import { commandLine } from '../support/command-line.ts';
import { postPhoto, SandboxClient, smallJpeg } from '../support/sandbox-client.ts';
import { temporaryFolder } from '../support/whole-studio.ts';

const DAY = 86_400_000;
const TARGET: PayoutTarget = {
  method: 'mobile_money',
  provider: 'Moov',
  country: 'BF',
  phone: '70 12 34 56',
  accountName: 'Awa Ouédraogo',
};
const CHILD = fileURLToPath(new URL('../support/withdrawal-child.ts', import.meta.url));
const folder = temporaryFolder();
const children = new Set<ReturnType<typeof spawn>>();
let sandbox: Sandbox;
let line: CarriedLine;
let clock: MovableClock;
let made: AccountStudio;
/** What the line does to the child that asks for money: kills it before or after the marketplace heard. */
let killer: { when: 'before' | 'after' | 'never'; pid: number } = { when: 'never', pid: 0 };

beforeAll(async () => {
  clock = movableClock(Date.now());
  sandbox = await startSandbox({ dataDir: join(folder.path, 'sandbox'), clock: { now: () => clock.now() } });
  const client = new SandboxClient(() => sandbox.api);
  await client.login(sandbox.email, sandbox.password);
  const photo = await postPhoto(client, await smallJpeg(90));
  await client.call('POST', `/sandbox/photos/${photo}/approve`);
  for (let sale = 0; sale < 30; sale++)
    await client.call('POST', '/sandbox/sales', { photo_id: photo, date: clock.now() - (40 + sale) * DAY });
  line = await carriedLine(carry);
  made = accountStudio({ clock, dataDir: join(folder.path, 'data') });
  await signIn(made);
  await made.client.account.sync();
}, 60_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await made.close('keep');
  line.end();
  await sandbox.stop();
  folder.remove();
});

const carry: Carry = async (request, content, response) => {
  const asks = request.method === 'POST' && request.url === '/api/photographer/withdrawals';
  if (asks && killer.when === 'before') return void process.kill(killer.pid, 'SIGKILL');
  const { authorization = '' } = request.headers;
  const answer = await fetch(sandbox.api + (request.url ?? '/'), {
    method: request.method ?? 'GET',
    headers: { authorization, 'content-type': request.headers['content-type'] ?? 'application/json' },
    body: content.length > 0 ? content.toString('utf8') : null,
  });
  const body = await answer.text();
  if (asks && killer.when === 'after') return void process.kill(killer.pid, 'SIGKILL');
  response.writeHead(answer.status, { 'content-type': 'application/json', date: new Date(clock.now()).toUTCString() });
  response.end(body);
};

const signIn = (studio: AccountStudio) =>
  studio.client.account.login({ server: line.address, email: sandbox.email, password: sandbox.password });
const ask = (amount: number) =>
  made.client.withdrawals.ask({ intention: randomUUID(), amount: xof.parse(amount), target: TARGET });
function emptyCatalogueOfVersion(path: string, version: number): void {
  const driver = new SqliteDatabase(path);
  for (const migration of MIGRATIONS.filter((one) => one.version <= version)) driver.exec(migration.sql);
  driver.pragma(`user_version = ${version}`);
  driver.close();
}
const there = (amount: number) => sandbox.marketplace.withdrawals.all().filter((one) => one.amount === amount);

async function fault(action: object): Promise<void> {
  const route = '/api/photographer/withdrawals';
  sandbox.marketplace.wire.faults.clear();
  const client = new SandboxClient(() => sandbox.api);
  await client.call('POST', '/sandbox/faults', { server: 'api', method: 'POST', route, action });
}

it('a withdrawal is asked for, followed with every sync, paid, and on a paper that names the sales', async () => {
  const before = await made.client.withdrawals.refresh();
  expect(before).toMatchObject({ available: 120_000, items: [], unresolved: false });
  const { key, state } = await ask(22_000);
  expect(state).toBe('pending');
  expect(there(22_000)).toMatchObject([
    { payment_details: { phone: '+22670123456', provider: 'Moov', account_name: 'Awa Ouédraogo' } },
  ]);
  expect(await made.client.withdrawals.refresh()).toMatchObject({ available: 98_000 });
  expect(await made.client.withdrawals.paper({ key })).toMatchObject({ number: null, unexplained: 0 });
  const client = new SandboxClient(() => sandbox.api);
  await client.call('POST', `/sandbox/withdrawals/${key.slice(2)}`, { status: 'completed' });
  clock.pass(1000);
  await made.client.account.sync();
  expect((await made.client.withdrawals.overview()).items).toMatchObject([{ key, state: 'completed' }]);
  const paper = await made.client.withdrawals.issue({ key });
  expect(paper.number).toBe(`R-${new Date(clock.now()).getFullYear()}-0001`);
  expect(paper.lines.map(({ paid }) => paid)).toEqual([4000, 4000, 4000, 4000, 4000, 2000]);
  const [pdf, again] = await Promise.all([
    made.client.withdrawals.pdf({ key, language: 'fr' }),
    made.client.withdrawals.pdf({ key, language: 'fr' }),
  ]);
  expect(pdf).toEqual(again);
  expect(Buffer.from(pdf.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  const { csv } = await made.client.withdrawals.csv({ key, language: 'en' });
  expect(csv.trimEnd().split('\r\n')).toHaveLength(8);
  const bare = await made.client.withdrawals.csv({ key, language: 'en', mark: false });
  expect(csv).toBe(`\ufeff${bare.csv}`);
  expect(csv).toContain(`;;;;;;22000`.slice(1));
  // The next one begins where this one ended: half of the sixth sale is left.
  const next = await ask(10_000);
  expect((await made.client.withdrawals.paper({ key: next.key })).lines.map(({ paid }) => paid)).toEqual([
    2000, 4000, 4000,
  ]);
  expect(await made.client.withdrawals.cancel({ key: next.key })).toMatchObject({ state: 'cancelled' });
  expect(await made.client.withdrawals.refresh()).toMatchObject({ available: 98_000 });
});

it.each([
  ['a 500 before it was written', { kind: 'status', status: 500 }, 11_000, 0],
  ['a 500 after it was written', { kind: 'status', status: 500, after: true }, 12_000, 1],
  ['a line cut in the answer', { kind: 'truncate' }, 13_000, 1],
  ['a line cut in the request', { kind: 'drop-after-bytes', of: 'request', bytes: 10 }, 14_000, 0],
])('after %s the list decides, and nothing is asked twice', async (_what, action, amount, written) => {
  await fault(action);
  expect(await ask(amount)).toMatchObject({ state: 'unknown' });
  clock.pass(180_000);
  await made.client.withdrawals.refresh();
  expect(there(amount)).toHaveLength(written);
  const { items, unresolved } = await made.client.withdrawals.overview();
  expect(unresolved).toBe(false);
  expect(items.filter((item) => item.amount === amount)).toMatchObject([
    { state: written === 1 ? 'pending' : 'absent' },
  ]);
});

it.each(['before', 'after'] as const)(
  'a studio killed while it asks, %s the marketplace heard, leaves one withdrawal at most',
  async (when) => {
    const amount = when === 'before' ? 15_000 : 16_000;
    const dataDir = join(folder.path, `killed-${when}`);
    const order = JSON.stringify({ dataDir, server: line.address, email: sandbox.email, amount });
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, order], {
      env: { ...process.env, POUIRE_PASSWORD: sandbox.password },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    children.add(child);
    killer = { when, pid: child.pid ?? 0 };
    await once(child, 'exit');
    killer = { when: 'never', pid: 0 };
    children.delete(child);
    const heard = when === 'after' ? 1 : 0;
    expect(there(amount)).toHaveLength(heard);
    const after = accountStudio({ clock, dataDir });
    try {
      await signIn(after);
      expect(await after.client.withdrawals.overview()).toMatchObject({ unresolved: true });
      clock.pass(180_000);
      const { items, unresolved } = await after.client.withdrawals.refresh();
      expect(unresolved).toBe(false);
      expect(items.filter((item) => item.amount === amount).map(({ state }) => state)).toEqual([
        heard === 1 ? 'pending' : 'absent',
      ]);
      expect(there(amount)).toHaveLength(heard);
    } finally {
      await after.close('keep');
    }
  },
  120_000,
);

it('an older catalogue that is restored knows what was asked for since, and every numbered paper', async () => {
  const dataDir = join(folder.path, 'restored');
  const copy = join(folder.path, 'hers.sqlite');
  let studio = accountStudio({ clock, dataDir });
  const openAgain = async (from: string | null, stamp: string) => {
    if (from !== null) copyCatalogue(from, waitingRestore(dataDir, stamp));
    await studio.close('keep');
    studio = accountStudio({ clock, dataDir });
  };
  const ofAmount = async (amount: number) =>
    (await studio.client.withdrawals.overview()).items.filter((item) => item.amount === amount);
  try {
    await signIn(studio);
    await studio.client.account.sync();
    copyCatalogue(join(dataDir, 'catalogue.sqlite'), copy);
    // Before there were withdrawals at all: an older version's copy gets a place for them.
    const older = join(folder.path, 'older.sqlite');
    emptyCatalogueOfVersion(older, 20);

    const [paid] = sandbox.marketplace.withdrawals.all().filter(({ status }) => status === 'completed');
    await studio.client.withdrawals.refresh();
    const { number } = await studio.client.withdrawals.issue({ key: `m:${paid?.id}` });
    expect(number).toMatch(/^R-\d{4}-0001$/);
    await fault({ kind: 'status', status: 500, after: true });
    const intention = randomUUID();
    const order = { intention, amount: xof.parse(18_000), target: TARGET };
    expect(await studio.client.withdrawals.ask(order)).toMatchObject({ state: 'unknown' });

    for (const [from, stamp] of [
      [copy, '20261122T000000'],
      [older, '20261123T000000'],
    ] as const) {
      await openAgain(from, stamp);
      // The older one knows no account until she signs in.
      if (from === older) {
        const { api: _api, email, password } = sandbox;
        await studio.client.account.login({ server: line.address, email, password });
      }
      expect(await ofAmount(18_000)).toHaveLength(1);
      // The same intention asks no second time, and another has to wait while the first is without an answer.
      await studio.client.withdrawals.ask(order);
      expect(there(18_000)).toHaveLength(1);
      expect((await studio.client.withdrawals.paper({ key: `m:${paid?.id}` })).number).toBe(number);
    }
    clock.pass(180_000);
    const { items, unresolved } = await studio.client.withdrawals.refresh();
    expect(unresolved).toBe(false);
    expect(items.filter((item) => item.amount === 18_000)).toMatchObject([{ state: 'pending' }]);
    // Restored once more: what was settled since stays settled.
    await openAgain(copy, '20261124T000000');
    expect(await ofAmount(18_000)).toMatchObject([{ state: 'pending' }]);
    await studio.client.withdrawals.ask(order);
    expect(there(18_000)).toHaveLength(1);
  } finally {
    await studio.close('keep');
  }
}, 120_000);

it('the command line asks once for a name, lists, cancels and says what is wrong', async () => {
  const studio = commandLine(join(folder.path, 'cli'));
  const words = ['withdraw', '--amount', '17000', '--provider', 'Moov', '--phone', '+226 70 12 34 56', '--json'];
  await studio(['login', '--server', sandbox.api, '--email', sandbox.email], { stdin: `${sandbox.password}\n` });
  expect((await studio([...words, '--dry-run'])).json()).toMatchObject({ amount: 17_000, warnings: [] });
  expect(there(17_000)).toHaveLength(0);
  const first = await studio([...words, '--once', 'novembre']);
  expect(first.json()).toMatchObject({ state: 'pending', amount: 17_000 });
  expect((await studio([...words, '--once', 'novembre'])).json()).toEqual(first.json());
  expect(there(17_000)).toHaveLength(1);
  const key = `m:${there(17_000)[0]?.id}`;
  expect((await studio(['withdrawals', '--lang', 'fr'])).stdout).toContain(key);
  expect((await studio(['withdrawals', key, '--cancel', '--json'])).json()).toMatchObject({ state: 'cancelled' });
  // The country of a number without its code is that of the last one.
  const bare = await studio([
    'withdraw',
    '--amount',
    '17000',
    '--provider',
    'moov',
    '--phone',
    '70123456',
    '--dry-run',
    '--json',
  ]);
  expect(bare.json()).toMatchObject({ details: { phone: '+22670123456' } });
  const small = await studio([
    'withdraw',
    '--amount',
    '5000',
    '--provider',
    'Wave',
    '--phone',
    '+22670123456',
    '--json',
  ]);
  expect(small.exitCode).toBe(1);
  expect((await studio(['withdraw', '--amount', '20000'])).exitCode).toBe(2);
  const wrong = await studio([
    'withdraw',
    '--amount',
    '20000',
    '--provider',
    'wave',
    '--phone',
    '+2267012',
    '--lang',
    'fr',
  ]);
  expect(wrong.stderr).toContain('n’a pas le bon nombre de chiffres');
  const other = await studio([
    'withdraw',
    '--amount',
    '20000',
    '--provider',
    'orange',
    '--phone',
    '+22670123456',
    '--dry-run',
    '--lang',
    'fr',
  ]);
  expect(other.stderr).toContain('comme un numéro Moov');
  const me = await studio(['profile', '--bio', 'Marchés et fêtes.', '--json']);
  expect(me.json()).toMatchObject({ bio: 'Marchés et fêtes.', unsaid: false, picture: null });
  expect((await studio(['profile', '--picture', '/nowhere.jpg', '--json'])).exitCode).toBe(1);
}, 120_000);
