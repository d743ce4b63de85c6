import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { putPhoto } from '../support/photo-maker.ts';
import { temporaryFolder } from '../support/whole-studio.ts';

const entry = fileURLToPath(new URL('../../electron/web/studio.ts', import.meta.url));
let folder: ReturnType<typeof temporaryFolder>;
let running: ChildProcess[];

beforeEach(() => {
  folder = temporaryFolder();
  running = [];
  mkdirSync(join(folder.path, 'photos'));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  folder.remove();
});

interface Run {
  readonly child: ChildProcess;
  /** The next line of stdout, as JSON. */
  next(): Promise<unknown>;
  /** Exit code, once everything was read. */
  readonly ended: Promise<number | null>;
  readonly stderr: () => string;
}

function run(words: readonly string[], environment: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [entry, ...words, '--data', join(folder.path, 'data')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LANG: 'fr_FR.UTF-8', LC_ALL: '', LC_MESSAGES: '', ...environment },
  });
  running.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString();
  });
  return {
    child,
    async next() {
      const { value, done } = await lines.next();
      if (done) throw new Error(`no more lines on stdout\n${stderr}`);
      return JSON.parse(value);
    },
    ended: once(child, 'close').then(([code]) => z.int().nullable().parse(code)),
    stderr: () => stderr,
  };
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 20_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error('did not happen within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('the studio as a process', () => {
  it('says at once where it is already open, and nothing of it once it has ended', async () => {
    const address = z.object({ url: z.url(), alreadyOpen: z.literal(true).optional() });
    const first = run(['serve', '--json']);
    const { url } = address.parse(await first.next());
    const second = run(['serve', '--json']);
    expect(address.parse(await second.next())).toEqual({ url, alreadyOpen: true });
    expect(await second.ended).toBe(0);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const third = run(['serve', '--json']);
    const again = address.parse(await third.next());
    expect(again.alreadyOpen).toBeUndefined();
    expect(again.url).not.toBe(url);
    third.child.kill('SIGTERM');
    expect(await third.ended).toBe(0);
  });

  it('serves until SIGTERM, with its local marketplace, and comes back to both as they were', async () => {
    const url = z.object({ url: z.url() });
    const first = run(['serve', '--sandbox', '--json']);
    const address = new URL(url.parse(await first.next()).url);
    expect(address.hostname).toBe('127.0.0.1');
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(303);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    await expect(fetch(address)).rejects.toThrow();

    const second = run(['serve', '--sandbox', '--json']);
    expect(new URL(url.parse(await second.next()).url).searchParams.get('token')).not.toBe(
      address.searchParams.get('token'),
    );
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
  });

  it.skipIf(process.platform === 'win32')('ends with the shell that npm started it in', async () => {
    const child = spawn(
      'sh',
      ['-c', `"${process.execPath}" "${entry}" sandbox --data "${join(folder.path, 'sb')}"; true`],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, npm_lifecycle_event: 'studio' },
      },
    );
    running.push(child);
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const { api } = z
      .object({ api: z.url(), s3: z.url(), email: z.string(), password: z.string() })
      .parse(JSON.parse(String(line)));
    expect((await fetch(`${api}/api/health`)).ok).toBe(true);
    child.kill('SIGKILL');
    await until(() =>
      fetch(`${api}/api/health`).then(
        () => false,
        () => true,
      ),
    );
  });

  it('follows a folder live, one JSON document a line', async () => {
    const photos = join(folder.path, 'photos');
    await putPhoto(join(photos, 'un.jpg'), { seed: 1 });
    const watch = run(['watch', photos, '--json']);
    expect(await watch.next()).toMatchObject({ event: 'ready', photos: 1 });
    await putPhoto(join(photos, 'new folder', 'deux.jpg'), { seed: 2 });
    await until(async () => z.object({ photos: z.int() }).parse(await watch.next()).photos === 2);
    watch.child.kill('SIGTERM');
    expect(await watch.ended).toBe(0);
  });

  it('stops an ingest cleanly at the first Ctrl-C, and the next run finishes it', async () => {
    const photos = join(folder.path, 'photos');
    for (let seed = 1; seed <= 12; seed++)
      await putPhoto(join(photos, `${seed}.jpg`), { seed, width: 2400, height: 1600 });
    const first = run(['ingest', photos, '--json']);
    await until(() => /"done":[1-9]/.test(first.stderr()));
    first.child.kill('SIGINT');
    expect(await first.next()).toMatchObject({ error: { code: 'interrupted' } });
    expect(await first.ended).toBe(1);
    const second = run(['ingest', photos, '--json']);
    expect(await second.next()).toMatchObject({ photos: 12, quarantined: [] });
    expect(await second.ended).toBe(0);
  });

  it('leaves a catalogue to whoever has it, and takes it when it is free', async () => {
    const first = run(['serve', '--json']);
    await first.next();
    const second = run(['list', '--json']);
    await until(() => second.stderr().includes('waiting-for-catalogue'));
    first.child.kill('SIGTERM');
    expect(await second.next()).toEqual({ total: 0, items: [] });
    expect(await second.ended).toBe(0);
    expect(isAlive(second.child.pid ?? 0)).toBe(false);
  });
});
