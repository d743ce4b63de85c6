import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { drawPortrait } from '../../electron/adapters/pixels/portrait.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { PICTURE_FILE_LIMIT, PICTURE_SENT_LIMIT } from '../../shared/domain/profile.ts';
import { type AccountStudio, accountStudio, type MovableClock, movableClock } from '../support/account-studio.ts';
import { type CarriedLine, type Carry, carriedLine } from '../support/carried-line.ts';
import { temporaryFolder } from '../support/whole-studio.ts';

const MINUTE = 60_000;
const folder = temporaryFolder();
let clock: MovableClock;
let sandbox: Sandbox;
let line: CarriedLine;
/** What stands between the studio and the marketplace: its avatar routes, and whether it answers at all. */
let routes: 'server' | 'documented' | 'none' = 'server';
let isCut = false;
let made: AccountStudio;
const opened: AccountStudio[] = [];
let number = 0;

beforeAll(async () => {
  clock = movableClock(Date.now());
  sandbox = await startSandbox({ dataDir: join(folder.path, 'sandbox'), clock: { now: () => clock.now() } });
  line = await carriedLine(carry);
});
afterAll(async () => {
  line.end();
  await sandbox.stop();
  folder.remove();
});
beforeEach(async () => {
  routes = 'server';
  isCut = false;
  made = await openStudio();
});
afterEach(async () => {
  for (const studio of opened.splice(0)) await studio.close('keep');
});

const carry: Carry = async (request, content, response) => {
  if (isCut) return void request.socket.destroy();
  const route = `${request.method} ${request.url}`;
  const refused =
    (routes !== 'server' && route === 'PUT /api/user/avatar') ||
    (routes === 'none' && route === 'POST /api/user/profile/avatar');
  if (refused) return void response.writeHead(405).end('{"message":"Method not allowed"}');
  const isDocumented = route === 'POST /api/user/profile/avatar';
  const answer = await fetch(sandbox.api + (isDocumented ? '/api/user/avatar' : (request.url ?? '/')), {
    method: isDocumented ? 'PUT' : (request.method ?? 'GET'),
    headers: {
      authorization: request.headers.authorization ?? '',
      'content-type': request.headers['content-type'] ?? 'application/json',
    },
    body: content.length > 0 ? Uint8Array.from(content) : null,
  });
  // The marketplace's addresses as they are from here.
  const isText = answer.headers.get('content-type')?.includes('json') ?? true;
  const body = isText
    ? (await answer.text()).replaceAll(new URL(sandbox.api).host, new URL(line.address).host)
    : Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
  response.end(body);
};

function studioOn(dataDir: string): AccountStudio {
  const images = {
    read: () => Promise.reject(new Error('not part of this test')),
    fingerprint: () => Promise.reject(new Error('not part of this test')),
    full: () => Promise.reject(new Error('not part of this test')),
    portrait: drawPortrait,
    concurrency: 1,
    recipe: 'none',
    close: async () => {},
  };
  const studio = accountStudio({ clock, dataDir, ports: { images } });
  opened.push(studio);
  studio.profile.start();
  return studio;
}

const signIn = (studio: AccountStudio) =>
  studio.client.account.login({ server: line.address, email: sandbox.email, password: sandbox.password });

async function openStudio(): Promise<AccountStudio> {
  number += 1;
  const studio = studioOn(join(folder.path, `data-${number}`));
  await signIn(studio);
  await expect.poll(async () => (await studio.client.profile.mine())?.asOf ?? null).not.toBeNull();
  return studio;
}

/** Red on the left, blue on the right, `width` × `height`. */
async function picture(format: 'jpeg' | 'png' | 'gif' | 'webp' | 'tiff', width = 900, height = 600): Promise<Buffer> {
  const half = await sharp({ create: { width: width / 2, height, channels: 3, background: '#c02020' } })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 3, background: '#2020c0' } })
    .composite([{ input: half, left: 0, top: 0 }])
    .toFormat(format)
    .toBuffer();
}

const set = async (studio: AccountStudio, content: Uint8Array) =>
  studio.client.profile.setPicture({ file: Buffer.from(content).toString('base64'), cut: null });
const current = async (studio: AccountStudio) => (await studio.client.profile.mine())?.picture ?? null;
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );
async function colourAt(jpeg: string, part: number): Promise<'red' | 'blue'> {
  const { data, info } = await sharp(Buffer.from(jpeg, 'base64')).raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width * part)) * 3;
  return (data[at] ?? 0) > (data[at + 2] ?? 0) ? 'red' : 'blue';
}

describe('her picture', () => {
  it.each(['jpeg', 'png', 'gif', 'webp'] as const)(
    'is taken as %s, squared, and sent under the limit',
    async (format) => {
      const { picture: kept } = await set(made, await picture(format));
      expect(kept).toMatchObject({ origin: 'hers', state: 'sent', side: 600 });
      const { width, height, format: sent, exif } = await sharp(Buffer.from(kept?.jpeg ?? '', 'base64')).metadata();
      expect([width, height, sent, exif]).toEqual([600, 600, 'jpeg', undefined]);
      expect(Buffer.from(kept?.jpeg ?? '', 'base64').length).toBeLessThan(PICTURE_SENT_LIMIT);
      expect(await colourAt(kept?.jpeg ?? '', 0.1)).toBe('red');
      expect(await colourAt(kept?.jpeg ?? '', 0.9)).toBe('blue');
    },
  );

  it('is turned as its EXIF says before it is looked at and cut', async () => {
    const turned = await sharp(await picture('jpeg'))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const file = turned.toString('base64');
    const look = await made.client.profile.look({ file });
    expect([look.width, look.height]).toEqual([600, 900]);
    // Turned a quarter clockwise, the red half lies above.
    const upper = await made.client.profile.setPicture({ file, cut: { x: 0, y: 0, size: 0.5 } });
    expect(await colourAt(upper.picture?.jpeg ?? '', 0.5)).toBe('red');
    const lower = await made.client.profile.setPicture({ file, cut: { x: 0.5, y: 0.6, size: 0.5 } });
    expect(await colourAt(lower.picture?.jpeg ?? '', 0.5)).toBe('blue');
  });

  it('of another kind, damaged, tiny or over 5 MB is refused by what it holds, not by its name', async () => {
    const whole = await picture('jpeg');
    expect(await codeOf(set(made, await picture('tiff')))).toBe('picture-unusable');
    expect(await codeOf(set(made, Buffer.from('%PDF-1.7 no picture at all, whatever it is called')))).toBe(
      'picture-unusable',
    );
    expect(await codeOf(set(made, whole.subarray(0, whole.length / 3)))).toBe('picture-unusable');
    expect(await codeOf(set(made, await picture('png', 40, 40)))).toBe('picture-unusable');
    expect(await codeOf(set(made, Buffer.concat([whole, Buffer.alloc(PICTURE_FILE_LIMIT)])))).toBe('picture-too-big');
    expect(await codeOf(set(made, Buffer.concat([whole, Buffer.alloc(PICTURE_FILE_LIMIT - whole.length)])))).toBe(
      'done',
    );
  });

  it('survives signing out and in, a restart, another profile update, and wiped data', async () => {
    const { picture: chosen } = await set(made, await picture('png'));
    const versions = (await made.client.profile.pictures()).length;
    await made.client.account.logout();
    expect(await made.client.profile.mine()).toBeNull();
    await signIn(made);
    expect((await current(made))?.jpeg).toBe(chosen?.jpeg);

    await made.client.profile.setWords({
      firstName: 'Awa',
      lastName: 'Ouédraogo',
      phone: '',
      bio: 'Marchés et fêtes.',
    });
    clock.pass(20 * MINUTE);
    await made.client.account.sync();
    expect((await current(made))?.jpeg).toBe(chosen?.jpeg);
    expect(await made.client.profile.pictures()).toHaveLength(versions);

    await made.close('keep');
    opened.splice(opened.indexOf(made), 1);
    const restarted = studioOn(made.dataDir);
    isCut = true;
    expect((await current(restarted))?.jpeg).toBe(chosen?.jpeg);
    isCut = false;

    const elsewhere = await openStudio();
    await expect.poll(() => current(elsewhere)).not.toBeNull();
    const back = await current(elsewhere);
    expect(back).toMatchObject({ origin: 'marketplace', state: 'sent' });
    expect(await colourAt(back?.jpeg ?? '', 0.1)).toBe('red');
    // Read again and again, it stays one.
    clock.pass(20 * MINUTE);
    await elsewhere.client.account.sync();
    expect(await elsewhere.client.profile.pictures()).toHaveLength(1);
  });

  it('chosen offline is shown at once and told when the line is back', async () => {
    isCut = true;
    const { picture: chosen } = await set(made, await picture('webp', 700, 700));
    expect(chosen).toMatchObject({ state: 'kept', side: 700 });
    isCut = false;
    await made.client.account.sync();
    expect(await current(made)).toMatchObject({ id: chosen?.id, state: 'sent' });
  });

  it('reaches a server by its own route, by the documented one, or stays here where there is none', async () => {
    routes = 'documented';
    expect((await set(made, await picture('jpeg', 500, 500))).picture).toMatchObject({ state: 'sent', side: 500 });
    routes = 'none';
    const { picture: chosen } = await set(made, await picture('jpeg', 510, 510));
    expect(chosen).toMatchObject({ state: 'unsupported', side: 510 });
    clock.pass(20 * MINUTE);
    await made.client.account.sync();
    expect(await current(made)).toMatchObject({ id: chosen?.id, side: 510 });
    // The next sign-in tries again.
    routes = 'server';
    await signIn(made);
    await expect.poll(async () => (await current(made))?.state).toBe('sent');
    expect((await current(made))?.id).toBe(chosen?.id);
  });

  it('keeps the ones before, and takes one of them again', async () => {
    const first = (await set(made, await picture('jpeg', 520, 520))).picture;
    clock.pass(1000);
    const second = (await set(made, await picture('jpeg', 530, 530))).picture;
    const [newest, before] = await made.client.profile.pictures();
    expect([newest?.id, before?.id]).toEqual([second?.id, first?.id]);
    const again = await made.client.profile.choosePicture({ id: first?.id ?? 0 });
    expect(again.picture).toMatchObject({ id: first?.id, state: 'sent' });
    const other = await openStudio();
    await expect.poll(() => current(other)).not.toBeNull();
    expect(await codeOf(made.client.profile.choosePicture({ id: 99_999 }))).toBe('picture-unknown');
  });
});

describe('an earlier picture', () => {
  it('removed by her is gone for good, also where the marketplace still shows it; hers now is not removed', async () => {
    const first = (await set(made, await picture('jpeg', 540, 540))).picture;
    clock.pass(1000);
    // The marketplace goes on showing the first.
    routes = 'none';
    const second = (await set(made, await picture('png', 550, 550))).picture;
    expect(await codeOf(made.client.profile.removePicture({ id: second?.id ?? 0 }))).toBe('picture-in-use');
    const before = (await made.client.profile.pictures()).length;
    await made.client.profile.removePicture({ id: first?.id ?? 0 });
    const left = await made.client.profile.pictures();
    expect(left.map(({ id }) => id)).not.toContain(first?.id);
    expect(left).toHaveLength(before - 1);
    for (const call of [made.client.profile.removePicture, made.client.profile.choosePicture])
      expect(await codeOf(call({ id: first?.id ?? 0 }))).toBe('picture-unknown');
    for (const _look of [1, 2]) {
      clock.pass(20 * MINUTE);
      await made.client.account.sync();
    }
    expect(await made.client.profile.pictures()).toHaveLength(before - 1);
    expect(await current(made)).toMatchObject({ id: second?.id, state: 'unsupported' });
    // Chosen anew it is hers again, whole.
    const again = (await set(made, await picture('jpeg', 540, 540))).picture;
    expect(again).toMatchObject({ jpeg: first?.jpeg, side: 540 });
  });
});

describe('her profile', () => {
  it('changed offline is kept, shown and told later; refused, it is as it was', async () => {
    const words = { firstName: 'Aminata', lastName: 'Kaboré', phone: '+226 70 12 34 56', bio: 'Photographe à Ouaga.' };
    isCut = true;
    expect(await made.client.profile.setWords(words)).toMatchObject({ words, isUnsaid: true });
    isCut = false;
    await made.client.account.sync();
    expect(await made.client.profile.mine()).toMatchObject({ words, isUnsaid: false });
    expect((await made.client.account.current())?.name).toBe('Aminata Kaboré');
    const other = await openStudio();
    expect(await other.client.profile.mine()).toMatchObject({ words });
    const tooLong = { ...words, bio: 'é'.repeat(501) };
    expect(await codeOf(made.client.profile.setWords(tooLong))).not.toBe('done');
  });

  it('changes the password only with the current one, and goes on signed in', async () => {
    expect(await codeOf(made.client.profile.changePassword({ current: 'faux', next: 'Ouaga-2026-x' }))).toBe(
      'password-wrong',
    );
    await made.client.profile.changePassword({ current: sandbox.password, next: 'Ouaga-2026-x' });
    expect((await made.client.account.current())?.session).toBe('active');
    expect(await codeOf(signIn(made))).toBe('wrong-credentials');
    await made.client.profile.changePassword({ current: 'Ouaga-2026-x', next: sandbox.password });
    await signIn(made);
  });

  it('says which addresses of health answer and what went wrong last', async () => {
    isCut = true;
    await made.client.account.sync().catch(() => undefined);
    isCut = false;
    const { addresses, lastProblem, server } = await made.client.profile.connection();
    expect(server).toBe(line.address);
    expect(addresses.map(({ path }) => path)).toEqual(['/api/health', '/api/healthz', '/api/ready']);
    expect(addresses[0]).toMatchObject({ ok: true, status: 200 });
    expect(lastProblem).toMatchObject({ code: 'server-unreachable', facts: { reason: 'reset' } });
  });
});
