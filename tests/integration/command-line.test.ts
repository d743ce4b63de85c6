import { chmodSync, mkdirSync, readFileSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Clock } from '../../electron/core/ports/clock.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { StudioError } from '../../shared/domain/errors.ts';
import { commandLine } from '../support/command-line.ts';
import { putPhoto } from '../support/photo-maker.ts';
import { openWholeStudio, temporaryFolder } from '../support/whole-studio.ts';

const folder = temporaryFolder();
const photos = join(folder.path, 'photos');
const dataDir = join(folder.path, 'data');
const studio = commandLine(dataDir);
/** A name that a careless program would break on: line break, emoji, quotes, 250 bytes. */
const HARD_NAME = `a\nb "été" 🌍 ${'x'.repeat(225)}.jpg`;
let sandbox: Sandbox;

const error = z.object({ error: z.object({ code: z.string(), message: z.string().min(10) }).loose() });
const listed = z.object({
  total: z.int(),
  items: z.array(
    z
      .object({
        id: z.int(),
        path: z.string(),
        sha256: z.string(),
        fileName: z.string(),
        title: z.string(),
        review: z.string(),
        delivery: z.string(),
        moderation: z.string(),
      })
      .loose(),
  ),
});

beforeAll(async () => {
  mkdirSync(join(photos, 'deeper'), { recursive: true });
  await putPhoto(join(photos, 'un.jpg'), { seed: 1, width: 2600, height: 1700, captureDate: '2024:05:01 10:11:12' });
  await putPhoto(join(photos, 'deeper', 'deux.jpg'), { seed: 2, orientation: 6 });
  await putPhoto(join(photos, HARD_NAME), { seed: 3 });
  writeFileSync(join(photos, 'vide.jpg'), '');
  writeFileSync(join(photos, 'notes.txt'), 'Bonjour');
  sandbox = await startSandbox({ dataDir: join(folder.path, 'sandbox') });
});

afterAll(async () => {
  await sandbox.stop();
  folder.remove();
});

const signIn = (password = sandbox.password) =>
  studio(['login', '--server', sandbox.api, '--email', sandbox.email, '--json'], { stdin: `${password}\n` });
const listAll = async () => listed.parse((await studio(['list', '--json'])).json());

describe('the way of one photograph on the command line', () => {
  it('reads folders to the end and says of every file what became of it', async () => {
    const run = await studio(['ingest', photos, '--json']);
    expect(run.json()).toMatchObject({
      photos: 3,
      files: 3,
      added: 3,
      updated: 0,
      unchanged: 0,
      quarantined: [{ path: join(photos, 'vide.jpg'), code: 'empty-file', reason: expect.stringContaining('vide') }],
      ignored: 1,
    });
    expect(run.exitCode).toBe(1);
    const progress = run.stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(progress.at(-1)).toMatchObject({ event: 'ingest-progress', done: 4, total: 4 });
  });

  it('touches nothing the second time', async () => {
    expect((await studio(['ingest', photos, '--json'])).json()).toMatchObject({ added: 0, updated: 0, unchanged: 3 });
  });

  it('lists what a search and criteria find, and shows one by id or by SHA-256', async () => {
    const { total, items } = await listAll();
    expect(total).toBe(3);
    expect(items.map((item) => item.path)).toContain(join(photos, HARD_NAME));
    expect((await studio(['list', 'un.jpg', '--json'])).json()).toMatchObject({
      total: 1,
      items: [{ takenAt: '2024-05-01T10:11:12', width: 2600 }],
    });
    expect((await studio(['list', '--filter', 'review=approved', '--json'])).json()).toEqual({ total: 0, items: [] });
    expect(
      (await studio(['list', '--filter', 'from=2024-05-01', '--filter', 'to=2024-05-01', '--json'])).json(),
    ).toMatchObject({ total: 1 });
    expect((await studio(['list', '--limit', '1', '--json'])).json()).toMatchObject({ total: 3, items: [{}] });
    const [first] = items;
    expect((await studio(['show', String(first?.id), '--json'])).json()).toMatchObject({ sha256: first?.sha256 });
    expect((await studio(['show', first?.sha256.slice(0, 12) ?? '', '--json'])).json()).toMatchObject({
      id: first?.id,
    });
  });

  it('shows names to a person without obeying them', async () => {
    const { stdout } = await studio(['list']);
    expect(stdout).toContain('a␊b "été" 🌍');
    expect(stdout.trimEnd().split('\n')).toHaveLength(4);
  });

  it('signs in with the password from standard input, and says who is signed in', async () => {
    const run = await signIn();
    expect(run.exitCode).toBe(0);
    expect(run.json()).toMatchObject({ email: sandbox.email, session: 'active' });
    expect(run.stdout + run.stderr).not.toContain(sandbox.password);
    expect((await studio(['account', '--json'])).json()).toMatchObject({ signedIn: true, server: sandbox.api });
  });

  it('describes by name of category, says which rules are still broken, and approves', async () => {
    const { items } = await listAll();
    const id = String(items.find(({ fileName }) => fileName === 'un.jpg')?.id);
    const nowhere = await studio(['describe', id, '--category', 'Sous-marins', '--json']);
    expect(error.parse(nowhere.json()).error.message).toMatch(/« Sous-marins » n’existe pas. Connues : Portrait/);
    const half = await studio(['describe', id, '--title', 'Élèves à l’œuvre', '--json']);
    expect(half.json()).toMatchObject({
      updated: 1,
      broken: expect.arrayContaining([
        { id: Number(id), rule: 'category-missing', severity: 'error', message: 'Choisissez une catégorie.' },
      ]),
    });
    const words = [
      '--caption',
      'Où ça ? À Bobo.',
      '--tags',
      'école, élèves, Burkina Faso,craie,tableau,matin,lumière',
      '--category',
      'evenem', // the beginning of one name alone
    ];
    const whole = await studio([
      'describe',
      id,
      ...words,
      '--price',
      '5000',
      '--price-extended',
      '12000',
      '--place',
      'Bobo-Dioulasso',
      '--json',
    ]);
    const broken = z.object({ broken: z.array(z.object({ severity: z.string() })) }).parse(whole.json()).broken;
    expect(broken.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect((await studio(['approve', id, '--json'])).json()).toEqual({ updated: 1 });
    expect((await studio(['show', id, '--json'])).json()).toMatchObject({
      review: 'approved',
      keywords: ['école', 'élèves', 'Burkina Faso', 'craie', 'tableau', 'matin', 'lumière'],
    });
  });

  it('sends what is approved and clean, once', async () => {
    const first = await studio(['upload', '--json']);
    expect(first.exitCode).toBe(0);
    expect(first.json()).toMatchObject({
      sent: [{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      failed: [],
      refusedByRules: [],
      resentBytes: 0,
    });
    expect((await studio(['upload', '--json'])).json()).toMatchObject({ sent: [], failed: [] });
  });

  it('says for each photo which rules keep it here', async () => {
    await studio(['approve', '--query', 'deux.jpg']);
    const run = await studio(['upload', '--json']);
    expect(run.exitCode).toBe(1);
    expect(run.json()).toMatchObject({
      sent: [],
      refusedByRules: [
        {
          findings: expect.arrayContaining([
            expect.objectContaining({ rule: 'title-missing', message: 'Donnez un titre à la photo.' }),
          ]),
        },
      ],
    });
    await studio(['reject', '--query', 'deux.jpg']);
  });

  it('brings moderation, sales and revenue back, and reads them without a network', async () => {
    const remote = z
      .object({ remoteId: z.string() })
      .parse(
        (
          await studio([
            'show',
            String((await listAll()).items.find(({ delivery }) => delivery === 'sent')?.id),
            '--json',
          ])
        ).json(),
      ).remoteId;
    const post = (path: string, body: object) =>
      fetch(`${sandbox.api}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await post(`/sandbox/photos/${remote}/approve`, {})).ok).toBe(true);
    expect((await post('/sandbox/sales', { photo_id: remote, license_type: 'standard' })).ok).toBe(true);
    expect((await studio(['sync', '--json'])).json()).toMatchObject({
      published: 1,
      refused: 0,
      sales: 1,
      newSales: 1,
    });
    expect((await studio(['list', '--filter', 'moderation=approved', '--json'])).json()).toMatchObject({ total: 1 });
    expect((await studio(['sales', '--json'])).json()).toMatchObject({
      total: 1,
      items: [{ gross: 5000, commission: 1000, net: 4000, title: 'Élèves à l’œuvre' }],
    });
    expect((await studio(['revenue', '--json'])).json()).toMatchObject({
      sinceStart: 4000,
      pending: 4000,
      available: 0,
      timeline: [{ net: 4000 }],
    });
    const { stdout } = await studio(['revenue']);
    expect(stdout).toContain('4\u202f000\u202fF\u202fCFA');
  });

  it('tries every dependency and says what to do about each', async () => {
    const run = await studio(['doctor', '--json', '--lang', 'en']);
    const { checks } = z
      .object({
        ok: z.boolean(),
        checks: z.array(
          z.object({ name: z.string(), ok: z.boolean(), code: z.string(), detail: z.string(), fix: z.string() }),
        ),
      })
      .parse(run.json());
    expect(checks.map(({ name }) => name)).toEqual([
      'disk',
      'database',
      'folders',
      'images',
      'metadata',
      'keychain',
      'traces',
      'api',
      'storage',
      'clock',
    ]);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.find(({ name }) => name === 'storage')).toMatchObject({
      code: 'ok',
      detail: expect.stringContaining('pouire-photos'),
    });
    expect(run.exitCode).toBe(0);
  });

  it('signs out; the catalogue stays', async () => {
    expect((await studio(['logout', '--json'])).json()).toEqual({ signedOut: true });
    expect((await studio(['account', '--json'])).json()).toMatchObject({ signedIn: false });
    const run = await studio(['upload', '--json']);
    expect(error.parse(run.json()).error.code).toBe('not-signed-in');
    expect(run.exitCode).toBe(1);
    expect((await listAll()).total).toBe(3);
  });
});

describe('wrong use', () => {
  it.each([
    [['frobnicate'], /frobnicate/],
    [[], /^Dites ce qu’il faut faire/],
    [['ingest'], /folders/],
    [['list', '--colour', 'red'], /--colour/],
    [['list', '--limit', 'many'], /many/],
    [['list', '--limit', '-1'], /-1|--limit/],
    [['list', '--filter', 'review=perhaps'], /review=perhaps/],
    [['list', '--filter', 'constructor=x'], /constructor/],
    [['list', 'a', 'b'], /list --help/],
    [['login', '--email', 'a@b.c'], /--server/],
    [['approve'], /--query/],
    [['approve', '1', '--all'], /--query/],
    [['describe', '--all'], /--title/],
    [['describe', '--all', '--price', '12.5'], /12\.5/],
    [['show', '999999'], /999999/],
    [['show', 'deadbeef00'], /deadbeef00/],
    [['list', '--lang', 'de'], /de/],
    [['serve', '--port', '70000'], /70000/],
  ])('of %j is exit 2, one JSON document, and a sentence that names what is wrong', async (words, names) => {
    const run = await studio([...words, '--json']);
    expect(run.exitCode).toBe(2);
    const { message } = error.parse(run.json()).error;
    expect(message).toMatch(names);
    expect(message).toMatch(/[.…]$/);
  });

  it('is said on stderr to a person, in her language', async () => {
    const french = await studio(['frobnicate'], { locale: 'fr_BF.UTF-8' });
    expect([french.stdout, french.stderr]).toEqual([
      '',
      'La commande « frobnicate » n’existe pas. Voyez « studio --help ».\n',
    ]);
    const english = await studio(['frobnicate'], { locale: 'en_GB.UTF-8' });
    expect(english.stderr).toBe('There is no command “frobnicate”. See “studio --help”.\n');
    expect((await studio(['frobnicate', '--lang', 'en'], { locale: 'fr_FR' })).stderr).toBe(english.stderr);
  });

  it('help and version are not wrong use', async () => {
    const help = await studio(['--help']);
    expect(help.exitCode).toBe(0);
    for (const name of [
      'ingest',
      'watch',
      'list',
      'show',
      'describe',
      'approve',
      'login',
      'upload',
      'sync',
      'revenue',
      'sandbox',
      'doctor',
      'serve',
    ])
      expect(help.stdout).toContain(name);
    for (const heading of ['Utilisation : ', 'Options :', 'Commandes :']) expect(help.stdout).toContain(heading);
    for (const heading of ['Usage:', 'Options:', 'Commands:'])
      expect((await studio(['--help', '--lang', 'en'])).stdout).toContain(heading);
    expect((await studio(['list', '--help'])).stdout).toContain('Utilisation : studio list');
    expect((await studio(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe('bad input', () => {
  const failure = async (words: readonly string[], stdin?: string, run = studio) => {
    const { exitCode, json } = await run([...words, '--json'], stdin === undefined ? {} : { stdin });
    return { exitCode, ...error.parse(json()).error };
  };
  const login = (server: string, password = 'secret') =>
    failure(['login', '--server', server, '--email', sandbox.email], password);

  it('of a folder that is not there', async () => {
    expect(await failure(['ingest', join(folder.path, 'gone')])).toMatchObject({
      exitCode: 1,
      code: 'folder-missing',
      message: expect.stringContaining('gone'),
    });
  });

  it('of a file in place of a folder', async () => {
    expect(await failure(['ingest', join(photos, 'un.jpg')])).toMatchObject({ exitCode: 1, code: 'not-a-folder' });
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('of a folder that may not be read', async () => {
    const closed = join(folder.path, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0);
    expect(await failure(['ingest', closed])).toMatchObject({ exitCode: 1, code: 'folder-unreadable' });
  });

  it('of one folder among others does not keep the others waiting', async () => {
    const run = await studio(['ingest', join(folder.path, 'gone'), photos, '--json']);
    expect(run.exitCode).toBe(1);
    expect(run.json()).toMatchObject({
      photos: 3,
      failed: [{ path: join(folder.path, 'gone'), code: 'folder-missing' }],
    });
  });

  it('of a drive that was pulled and left its empty mount point, and of a folder renamed away', async () => {
    const [drive, away] = [join(folder.path, 'drive'), join(folder.path, 'away')];
    await putPhoto(join(drive, 'carte.jpg'), { seed: 50 });
    const own = commandLine(join(folder.path, 'drive-data'));
    expect((await own(['ingest', drive, '--json'])).json()).toMatchObject({ photos: 1 });
    renameSync(drive, away);
    mkdirSync(drive);
    const run = await own(['ingest', drive, '--json']);
    expect(run.exitCode).toBe(1);
    expect(run.json()).toMatchObject({
      failed: [{ path: drive, code: 'folder-offline', message: expect.stringContaining(drive) }],
    });
    rmdirSync(drive);
    expect((await own(['ingest', drive, '--json'])).exitCode).toBe(1);
    renameSync(away, drive);
    const back = await own(['ingest', drive, '--json']);
    expect(back.exitCode).toBe(0);
    expect(back.json()).toMatchObject({ photos: 1, added: 0, updated: 0, unchanged: 1 });
    expect(back.json()).not.toHaveProperty('failed');
  });

  it('of a wrong password', async () => {
    expect(await login(sandbox.api, 'wrong')).toMatchObject({
      exitCode: 1,
      code: 'wrong-credentials',
      message: expect.stringContaining(sandbox.email),
    });
  });

  it('of no password', async () => {
    expect(await login(sandbox.api, '')).toMatchObject({
      exitCode: 2,
      code: 'wrong-use',
      message: expect.stringContaining('POUIRE_PASSWORD'),
    });
  });

  it('of a server that isn’t there', async () => {
    const free = await freePort();
    expect(await login(`http://127.0.0.1:${free}`)).toMatchObject({
      exitCode: 1,
      code: 'server-unreachable',
      message: expect.stringContaining(String(free)),
    });
  });

  it('of an address that is none, or would send the password in clear', async () => {
    expect(await login('not an address')).toMatchObject({ exitCode: 2, code: 'server-address-invalid' });
    expect(await login('http://exemple.bf')).toMatchObject({ exitCode: 2, code: 'server-address-invalid' });
  });

  it('of a port that another program has', async () => {
    const { port } = new URL(sandbox.api);
    for (const command of ['serve', 'sandbox']) {
      const words = [command, '--port', port];
      expect(await failure(words, undefined, commandLine(join(folder.path, 'data-port')))).toMatchObject({
        exitCode: 2,
        message: expect.stringContaining(port),
      });
    }
  });

  it('of a data folder that can’t be written', async () => {
    const blocked = join(folder.path, 'blocked');
    writeFileSync(blocked, '');
    expect(await failure(['list'], undefined, commandLine(join(blocked, 'data')))).toMatchObject({
      exitCode: 1,
      code: 'data-folder-unwritable',
    });
  });

  it('of a full disk, and nothing is lost: the next run goes on', async () => {
    const elsewhere = join(folder.path, 'data-full');
    const full = commandLine(elsewhere, {
      images: {
        concurrency: 1,
        recipe: 'test',
        read: () => Promise.reject(new StudioError('disk-full', { path: elsewhere })),
        fingerprint: async () => null,
        full: async () => ({ outcome: 'missing' }),
        close: async () => {},
      },
    });
    expect(await failure(['ingest', photos], undefined, full)).toMatchObject({
      exitCode: 1,
      code: 'disk-full',
      message: expect.stringContaining('plein'),
    });
    expect((await commandLine(elsewhere)(['ingest', photos, '--json'])).json()).toMatchObject({ photos: 3, added: 3 });
  });

  it('of a catalogue that another studio has open: waits, says so, and gives up in time', async () => {
    const open = await openWholeStudio();
    const run = await commandLine(open.dataDir)(['list', '--json'], { patience: 500 });
    expect(run.exitCode).toBe(1);
    expect(error.parse(run.json()).error.code).toBe('catalogue-in-use');
    expect(run.stderr).toContain('waiting-for-catalogue');
    const waiting = commandLine(open.dataDir)(['list', '--json'], { patience: 20_000 });
    await open.studio.close();
    expect((await waiting).json()).toEqual({ total: 0, items: [] });
    await open.close();
  });

  it('of an interruption keeps what was done', async () => {
    const interruption = new AbortController();
    interruption.abort(new Error('SIGINT'));
    const run = await studio(['ingest', photos, '--json'], { signal: interruption.signal });
    expect(run.exitCode).toBe(1);
    expect(error.parse(run.json()).error.code).toBe('interrupted');
    expect((await listAll()).total).toBe(3);
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

describe('what nobody foresaw', () => {
  it('is one sentence to her, and whole in the log, without secrets', async () => {
    const elsewhere = join(folder.path, 'data-bug');
    const run = await commandLine(elsewhere, { clock: brokenClock() })(['list', '--json']);
    expect(run.exitCode).toBe(1);
    expect(error.parse(run.json()).error).toMatchObject({
      code: 'unexpected',
      message: expect.stringContaining('a bug'),
    });
    expect(run.stderr).toBe('');
    const line = z.object({ event: z.string(), fields: z.object({ error: z.object({ stack: z.string() }) }) });
    const logged = line.parse(
      JSON.parse(
        readFileSync(join(elsewhere, 'logs', 'studio.log'), 'utf8')
          .trimEnd()
          .split('\n')
          .at(-1) ?? '',
      ),
    );
    expect(logged.event).toBe('command failed');
    expect(logged.fields.error.stack).toContain('a bug');
    expect(logged.fields.error.stack).not.toContain('abc123');
  });
});

function brokenClock(): Clock {
  const bug = () => {
    throw new Error('a bug; Bearer abc123');
  };
  return { now: bug, monotonic: () => 0, sleep: () => Promise.resolve() };
}
