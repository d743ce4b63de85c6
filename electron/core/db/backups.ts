import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StudioContext } from '../context.ts';
import { listBackups, sealBackup } from './open.ts';

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
  /** Resolves when a backup under way has ended. */
  stop(): Promise<void>;
}

/**
 * Online backups of the catalogue: one a day, made while it is in use, read back whole before it counts, the oldest forgotten.
 * A copy that isn't sound never pushes a good one out.
 */
export function createBackups({ db, paths, ports, log, lifetime }: StudioContext): Backups {
  let running: Promise<void> = Promise.resolve();

  async function backUp(): Promise<boolean> {
    mkdirSync(paths.backups, { recursive: true });
    const name = `catalogue-${stampOf(ports.clock.now())}.sqlite`;
    const unfinished = join(paths.backups, `unfinished-${name}`);
    try {
      await db.backup(unfinished);
      if (!sealBackup(unfinished)) {
        log.error('backup not sound', { name });
        return false;
      }
      renameSync(unfinished, join(paths.backups, name));
    } finally {
      rmSync(unfinished, { force: true });
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
    mkdirSync(paths.backups, { recursive: true });
    for (const name of readdirSync(paths.backups)) {
      if (name.startsWith('unfinished-')) rmSync(join(paths.backups, name), { force: true });
    }
    while (!lifetime.aborted) {
      try {
        if (isDue()) await backUp();
      } catch (error) {
        log.warn('backup failed', { error });
      }
      await ports.clock.sleep(LOOK_EVERY_MS, lifetime).catch(() => {});
    }
  }

  return {
    start() {
      running = watchTheClock();
    },
    backUp,
    stop: () => running,
  };
}

/** 2026-11-21T10:15:00Z as 20261121T101500: sorts as it reads. */
export function stampOf(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+Z$/g, '');
}

function timeOf(name: string): number | null {
  const [, year, month, day, hour, minute, second] =
    /^catalogue-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/.exec(name) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at) ? null : at;
}
