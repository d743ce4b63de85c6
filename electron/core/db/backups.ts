import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CatalogueBackup } from '../../../shared/contract/storage.contract.ts';
import { isStudioError } from '../../../shared/domain/errors.ts';
import { makeFolder } from '../../files/make-folder.ts';
import type { StudioContext } from '../context.ts';
import { type CatalogueThread, catalogueThread } from './catalogue-thread.ts';
import { listBackups } from './open.ts';

/** A day between backups; a week and a bit of them: damage is noticed within days, and a catalogue is small beside photos. */
const BACKUP_EVERY_MS = 86_400_000;
const BACKUPS_KEPT = 8;
/** How often the clock is looked at: a laptop sleeps, and its timers with it. */
const LOOK_EVERY_MS = 3_600_000;

export interface Backups {
  /** Looks now and every hour whether a backup is due, until the studio closes. */
  start(): void;
  /** One backup at once. False when the copy did not prove sound: the older ones stay. Errors of the disk are thrown. */
  backUp(): Promise<boolean>;
  /** Copies of the catalogue in the data folder, newest first: made by itself, before an update, set aside. */
  list(): Promise<CatalogueBackup[]>;
  /** Resolves when a backup under way has ended. */
  stop(): Promise<void>;
}

/**
 * Online backups of the catalogue: one a day, made in a thread of its own while it is in use, read back whole before it
 * counts, the oldest forgotten. A copy that isn't sound never pushes a good one out.
 */
export function createBackups(
  { paths, ports, log, lifetime }: StudioContext,
  thread: Pick<CatalogueThread, 'copy' | 'inspect'> = catalogueThread,
): Backups {
  let running: Promise<void> = Promise.resolve();
  const catalogue = join(ports.dataDir, 'catalogue.sqlite');
  /** Reading a backup whole takes seconds where the catalogue is large: done once for each. */
  const counted = new Map<string, number | null>();

  async function backUp(): Promise<boolean> {
    makeFolder(paths.backups);
    const name = `catalogue-${stampOf(ports.clock.now())}.sqlite`;
    // Under a name of its own until it is proved: the list never shows one that isn't.
    const proving = join(paths.backups, `unfinished-proved-${name}`);
    try {
      rmSync(proving, { force: true });
      await thread.copy(catalogue, proving, lifetime);
      renameSync(proving, join(paths.backups, name));
    } catch (error) {
      if (!isStudioError(error, 'backup-damaged')) throw error;
      log.error('backup not sound', { name, error });
      return false;
    } finally {
      rmSync(proving, { force: true });
    }
    for (const old of listBackups(paths.backups).slice(0, -BACKUPS_KEPT))
      rmSync(join(paths.backups, old), { force: true });
    log.info('backup made', { name });
    return true;
  }

  function isDue(): boolean {
    const newest = listBackups(paths.backups).at(-1);
    const madeAt = newest === undefined ? null : timeOf(newest);
    const age = madeAt === null ? Number.POSITIVE_INFINITY : ports.clock.now() - madeAt;
    // A backup from the future: the clock was wrong then or is wrong now; one more does no harm.
    return age >= BACKUP_EVERY_MS || age < 0;
  }

  async function watchTheClock(): Promise<void> {
    makeFolder(paths.backups);
    for (const name of readdirSync(paths.backups)) {
      if (name.startsWith('unfinished-')) rmSync(join(paths.backups, name), { force: true });
    }
    while (!lifetime.aborted) {
      try {
        if (isDue()) await backUp();
      } catch (error) {
        if (!lifetime.aborted) log.warn('backup failed', { error });
      }
      await ports.clock.sleep(LOOK_EVERY_MS, lifetime).catch(() => {});
    }
  }

  async function photosIn(path: string, bytes: number, changedAt: number): Promise<number | null> {
    const key = `${path} ${String(bytes)} ${String(changedAt)}`;
    const known = counted.get(key);
    if (known !== undefined) return known;
    const photos = await thread.inspect(path, lifetime).then(
      (contents) => contents.photos,
      () => null,
    );
    counted.set(key, photos);
    return photos;
  }

  return {
    start() {
      running = watchTheClock();
    },
    backUp,
    async list() {
      const found: CatalogueBackup[] = [];
      const candidates = [
        ...namesIn(paths.backups).map((name) => join(paths.backups, name)),
        ...namesIn(ports.dataDir).map((name) => join(ports.dataDir, name)),
      ];
      for (const path of candidates) {
        const kind = kindOf(basename(path));
        const stat = kind && statSync(path, { throwIfNoEntry: false });
        if (!kind || !stat) continue;
        const at = timeOf(basename(path)) ?? stat.mtimeMs;
        const photos = await photosIn(path, stat.size, stat.mtimeMs);
        found.push({ path, name: basename(path), kind, at, bytes: stat.size, photos });
      }
      return found.sort((one, other) => other.at - one.at);
    },
    stop: () => running,
  };
}

/** 2026-11-21T10:15:00Z as 20261121T101500: sorts as it reads. */
export function stampOf(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+Z$/g, '');
}

function timeOf(name: string): number | null {
  const [, year, month, day, hour, minute, second] = /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/.exec(name) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? null : at;
}

function kindOf(name: string): CatalogueBackup['kind'] | null {
  if (/^catalogue-.*-v\d+\.sqlite$/.test(name)) return 'before-update';
  if (/^catalogue-.*\.sqlite$/.test(name)) return 'automatic';
  if (/^catalogue\.before-restore-.*\.sqlite$/.test(name)) return 'before-restore';
  if (/^catalogue\.damaged-.*\.sqlite$/.test(name)) return 'damaged';
  return null;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // none was made yet
  }
}
