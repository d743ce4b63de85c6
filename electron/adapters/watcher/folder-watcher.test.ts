import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Volume } from '../../core/ports/volumes.ts';
import type { Watching, WatchMethod } from '../../core/ports/watcher.ts';
import { createFolderWatcher, type FolderWatcherOptions } from './folder-watcher.ts';
import { beginWatch } from './tree-watch.ts';

let root: string;
let watching: Watching | null = null;
let changed: Set<string>;
let methods: WatchMethod[];
let ended: number;
let failures: unknown[];

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'pouire-watch-')));
  changed = new Set();
  methods = [];
  ended = 0;
  failures = [];
});
afterEach(async () => {
  await watching?.close();
  watching = null;
  rmSync(root, { recursive: true, force: true });
});

const at = (...names: string[]) => join(root, ...names);
const PACE = { first: 20, shortest: 20, longest: 40, share: 1 };

async function watch(options: FolderWatcherOptions = {}): Promise<void> {
  watching = await createFolderWatcher(options).watch(
    { folder: at(), enter: (path) => !basename(path).startsWith('.') },
    {
      changed: (folder) => changed.add(folder),
      lost: () => failures.push('lost'),
      ended: () => {
        ended += 1;
      },
      method: (method) => methods.push(method),
      failed: (error) => failures.push(error),
    },
  );
}

const NETWORK: Volume = { path: '/', id: '//nas/photos', capacity: 0, kind: 'network' };

for (const [how, options] of [
  ['by events', {}],
  ['by looking', { volumes: { holding: async () => NETWORK }, pace: PACE }],
] as const)
  describe(`a folder watched ${how}`, () => {
    it('hints at folders below in which something came or went, and at none that nobody looks into', async () => {
      for (const folder of ['a/b', '.cache']) mkdirSync(at(folder), { recursive: true });
      await watch(options);
      changed.clear();
      writeFileSync(at('a', 'b', 'x.jpg'), 'x');
      writeFileSync(at('.cache', 'x.jpg'), 'x');
      await expect.poll(() => changed.has(at('a', 'b')), { timeout: 5000 }).toBe(true);
      expect(changed.has(at('.cache'))).toBe(false);
      changed.clear();
      renameSync(at('a', 'b', 'x.jpg'), at('a', 'y.jpg'));
      await expect.poll(() => changed.has(at('a', 'b')) && changed.has(at('a')), { timeout: 5000 }).toBe(true);
    });

    it('misses no file in folders made a moment before, nor in folders that were moved or made again', async () => {
      mkdirSync(at('vieux', 'fond'), { recursive: true });
      await watch(options);
      const made: string[] = [];
      for (let index = 0; index < 200; index += 1) {
        const folder = at(`${index % 10}`, 'jour', `${index}`);
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, 'x.jpg'), 'x');
        made.push(folder);
      }
      await expect.poll(() => made.filter((folder) => !changed.has(folder)), { timeout: 8000 }).toEqual([]);
      renameSync(at('vieux'), at('neuf'));
      await expect.poll(() => changed.has(at('neuf', 'fond')), { timeout: 5000 }).toBe(true);
      rmSync(at('3'), { recursive: true });
      mkdirSync(at('3', 'jour'), { recursive: true });
      await expect.poll(() => changed.has(at('3', 'jour')), { timeout: 5000 }).toBe(true);
      // What was still on its way.
      await new Promise((resolve) => setTimeout(resolve, 200));
      changed.clear();
      writeFileSync(at('neuf', 'fond', 'x.jpg'), 'x');
      writeFileSync(at('3', 'jour', 'x.jpg'), 'x');
      await expect
        .poll(() => changed.has(at('3', 'jour')) && changed.has(at('neuf', 'fond')), { timeout: 5000 })
        .toBe(true);
      expect([...changed].filter((path) => path.startsWith(at('vieux')))).toEqual([]);
      expect(failures).toEqual([]);
    });
  });

it.skipIf(process.platform !== 'linux')('says when the watched folder itself went', async () => {
  mkdirSync(at('carte'));
  const top = root;
  root = at('carte');
  await watch();
  root = top;
  renameSync(at('carte'), at('ailleurs'));
  await expect.poll(() => ended).toBeGreaterThan(0);
});

it.skipIf(process.platform !== 'linux')(
  'looks from time to time at what the system watches no more, and says so',
  async () => {
    for (let index = 0; index < 8; index += 1) mkdirSync(at(`${index}`, 'fond'), { recursive: true });
    let left = 6;
    await watch({
      pace: PACE,
      begin(path, onEvent) {
        if (left === 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
        left -= 1;
        return beginWatch(path, onEvent);
      },
    });
    expect(methods).toEqual([{ by: 'events' }, { by: 'polling', because: 'too-many-folders' }]);
    const files = Array.from({ length: 8 }, (_unused, index) => at(`${index}`, 'fond'));
    changed.clear();
    for (const folder of files) writeFileSync(join(folder, 'x.jpg'), 'x');
    await expect.poll(() => files.filter((folder) => !changed.has(folder)), { timeout: 5000 }).toEqual([]);
    expect(failures).toEqual([]);
  },
);

it('is polled where the drive is on the network, or could not be ejected while it is watched', async () => {
  await watch({ volumes: { holding: async () => NETWORK } });
  await watching?.close();
  await watch({ platform: 'win32', volumes: { holding: async () => ({ ...NETWORK, kind: 'removable' as const }) } });
  expect(methods).toEqual([
    { by: 'polling', because: 'network' },
    { by: 'polling', because: 'removable' },
  ]);
});
