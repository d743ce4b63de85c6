import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { CatalogueContents, MaintenanceOutcome, StorageWork } from '../../../shared/contract/storage.contract.ts';
import { StudioError } from '../../../shared/domain/errors.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { type Backups, stampOf } from '../db/backups.ts';
import { catalogueThread } from '../db/catalogue-thread.ts';
import { tidyCatalogue } from '../db/maintenance.ts';
import { dropWaitingRestores, waitingRestore } from '../db/restore.ts';
import { derivedStoreRepository } from './derived-store.repository.ts';
import { createEviction, type DiskRoom } from './eviction.ts';
import { keptChoices } from './kept-choices.repository.ts';
import { createKeptOriginals } from './kept-originals.ts';
import { createRebuild } from './rebuild.ts';
import { PREFIXES, sweepDerived } from './sweep.ts';
import { usageOf } from './usage.ts';
import { watchStorage } from './watch-storage.ts';

/** After the answer has reached the page (ms). */
const RESTART_AFTER_MS = 300;

export interface StorageParts {
  readonly backups: Pick<Backups, 'list'>;
  readonly library: {
    resolve(selection: PhotoSelection): readonly PhotoId[];
    readAgain(path: string): void;
    /** Goes on reading folders where a full disk had ended that. */
    diskHasRoom(): void;
    readonly fullPictures: { keptBytes(): Promise<number>; remove(bytes: number): Promise<number> };
    flushShown(): void;
  };
  readonly disk?: () => Promise<DiskRoom>;
}

export type Storage = ReturnType<typeof createStorage>;

/** What the studio keeps on her disk: how much, how long, its copies, and its health. */
export function createStorage(context: StudioContext, { backups, library, disk }: StorageParts) {
  const { db, events, lifetime, ports } = context;
  const store = derivedStoreRepository(db);
  const choices = keptChoices(db);
  const catalogue = join(ports.dataDir, 'catalogue.sqlite');
  const eviction = createEviction(context, {
    store,
    removeFullPictures: (bytes) => library.fullPictures.remove(bytes),
    ...(disk && { disk }),
  });
  const originals = createKeptOriginals(context);
  const rebuild = createRebuild(context, library.readAgain);
  let work: StorageWork | null = null;
  let ending: Promise<unknown> = Promise.resolve();

  /** One long work at a time: each wants the whole disk. Errors: storage-busy, and those of the work. */
  async function alone<T>(kind: StorageWork['kind'], step: StorageWork['step'], run: () => Promise<T>): Promise<T> {
    if (work) throw new StudioError('storage-busy', {});
    const say = (next: StorageWork | null) => {
      work = next;
      events.emit({ type: 'storage-changed' });
    };
    say({ kind, step });
    const done = run().finally(() => say(null));
    ending = done.catch(() => {});
    return done;
  }

  async function maintain(): Promise<MaintenanceOutcome> {
    return alone('maintenance', 'checking', async () => {
      const startedAt = ports.clock.monotonic();
      const { problems, bytesFreed } = await tidyCatalogue(context, (step) => {
        work = { kind: 'maintenance', step };
        events.emit({ type: 'storage-changed' });
      });
      let orphansRemoved = 0;
      for (let prefix = 0; prefix < PREFIXES; prefix += 1)
        orphansRemoved += (await sweepDerived(context, store, prefix)).removed;
      const outcome = {
        at: ports.clock.now(),
        seconds: Math.round((ports.clock.monotonic() - startedAt) / 100) / 10,
        problems: [...problems],
        bytesFreed,
        orphansRemoved,
      };
      choices.setMaintenance(outcome);
      context.log[problems.length > 0 ? 'error' : 'info']('catalogue maintained', outcome);
      return outcome;
    });
  }

  async function backUp(asked: string): Promise<{ path: string; contents: CatalogueContents }> {
    const isFolder = await stat(asked).then(
      (found) => found.isDirectory(),
      () => false,
    );
    const path = resolve(isFolder ? join(asked, suggestedName()) : asked);
    const contents = await alone('backup', 'copying', () => catalogueThread.copy(catalogue, path, lifetime));
    context.log.info('catalogue backed up', { path, photos: contents.photos });
    return { path, contents };
  }

  /** Prepares a copy; it is put in place by the next opening of the catalogue (db/restore.ts). */
  async function restore(asked: string): Promise<{ contents: CatalogueContents; restarting: boolean }> {
    const from = resolve(asked);
    const contents = await alone('restore', 'copying', async () => {
      const waiting = waitingRestore(ports.dataDir, stampOf(ports.clock.now()));
      dropWaitingRestores(ports.dataDir);
      return catalogueThread.copy(from, waiting, lifetime);
    });
    context.log.info('catalogue to be restored', { from, photos: contents.photos });
    const { restart } = ports;
    if (restart) setTimeout(restart, RESTART_AFTER_MS);
    return { contents, restarting: restart !== undefined };
  }

  async function usage() {
    const [disk, full, kept] = [await eviction.disk(), await library.fullPictures.keptBytes(), await originals.bytes()];
    return usageOf(context, store, choices.limit(), disk, full, kept);
  }

  /** « Pouire Studio 2026-11-21 10h15.sqlite »: sorts as it reads, valid on every system. */
  function suggestedName(): string {
    const [date, time = ''] = new Date(ports.clock.now()).toISOString().split('T');
    return `Pouire Studio ${date ?? ''} ${time.slice(0, 2)}h${time.slice(3, 5)}m${time.slice(6, 8)}.sqlite`;
  }

  async function suggestBackup(): Promise<{ path: string }> {
    const home = homedir();
    for (const folder of ['Documents', '']) {
      const place = join(home, folder);
      if (await stat(place).catch(() => null)) return { path: join(place, suggestedName()) };
    }
    return { path: join(ports.dataDir, suggestedName()) };
  }

  async function find(folder: string): Promise<{ path: string; bytes: number; at: number }[]> {
    const names = (await readdir(folder).catch(() => [])).filter(
      (name) => name.endsWith('.sqlite') && !name.startsWith('unfinished-'),
    );
    const found = await Promise.all(
      names.map(async (name) => {
        const file = await stat(join(folder, name)).catch(() => null);
        return file?.isFile() ? [{ path: join(folder, basename(name)), bytes: file.size, at: file.mtimeMs }] : [];
      }),
    );
    return found.flat().sort((one, other) => other.at - one.at);
  }

  async function setLimit(bytes: number | null) {
    choices.setLimit(bytes);
    library.flushShown();
    await eviction.keepWithin(bytes);
    events.emit({ type: 'storage-changed' });
    return usage();
  }

  const watching = watchStorage(context, {
    async keepWithin() {
      library.flushShown();
      if ((await eviction.keepWithin(choices.limit())) > 0) library.diskHasRoom();
    },
    isMaintenanceDue(everyMs) {
      const now = ports.clock.now();
      const since = choices.maintenance()?.at ?? choices.since();
      if (since === null) choices.setSince(now);
      return since !== null && (now - since >= everyMs || since > now) && work === null && rebuild.progress() === null;
    },
    maintain,
  });

  return {
    router: (os: ContractImplementer) => ({
      storage: {
        usage: os.storage.usage.handler(() => usage()),
        state: os.storage.state.handler(() => ({
          work,
          maintenance: choices.maintenance(),
          rebuild: rebuild.progress(),
          restarts: ports.restart !== undefined,
        })),
        setLimit: os.storage.setLimit.handler(({ input }) => setLimit(input.bytes)),
        originals: os.storage.originals.handler(({ input }) => originals.tell(input.days)),
        removeOriginals: os.storage.removeOriginals.handler(async ({ input }) => {
          if (!input.meantIt) throw new StudioError('originals-not-meant', {});
          const removed = await originals.remove(input.days);
          context.log.info('kept originals removed', { ...removed, days: input.days });
          events.emit({ type: 'storage-changed' });
          return removed;
        }),
        rebuild: os.storage.rebuild.handler(({ input }) =>
          rebuild.add(input.selection ? library.resolve(input.selection) : null),
        ),
        cancelRebuild: os.storage.cancelRebuild.handler(() => {
          rebuild.cancel();
          return {};
        }),
        backups: os.storage.backups.handler(() => backups.list()),
        suggestBackup: os.storage.suggestBackup.handler(() => suggestBackup()),
        backUp: os.storage.backUp.handler(({ input }) => backUp(input.path)),
        inspect: os.storage.inspect.handler(({ input }) => catalogueThread.inspect(resolve(input.path), lifetime)),
        find: os.storage.find.handler(({ input }) => find(input.folder)),
        restore: os.storage.restore.handler(({ input }) => restore(input.path)),
        maintain: os.storage.maintain.handler(() => maintain()),
      },
    }),
    start(): void {
      rebuild.start();
      watching.start();
    },
    async stop(): Promise<void> {
      await Promise.allSettled([watching.stop(), rebuild.idle(), ending]);
    },
    /** Keeps derived images within their limit, now. */
    keepWithin: () => eviction.keepWithin(choices.limit()),
    rebuild,
  };
}
