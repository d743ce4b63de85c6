import type { StudioContext } from '../context.ts';

/** How often the room on the disk is looked at: while folders are read it can fill by a gigabyte a minute. */
const LOOK_EVERY_MS = 30_000;
/** Nothing was read, sent or changed for so long: she is elsewhere. */
const QUIET_MS = 5 * 60_000;
const MAINTENANCE_EVERY_MS = 30 * 86_400_000;

export interface StorageDuties {
  keepWithin(): Promise<void>;
  isMaintenanceDue(everyMs: number): boolean;
  maintain(): Promise<unknown>;
}

/** Looks after the disk while the studio is open, and after the catalogue once a month in a quiet hour. */
export function watchStorage({ events, lifetime, log, ports }: StudioContext, duties: StorageDuties) {
  let movedAt = ports.clock.monotonic();
  let running: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    await duties.keepWithin();
    const isQuiet = ports.clock.monotonic() - movedAt > QUIET_MS;
    if (isQuiet && duties.isMaintenanceDue(MAINTENANCE_EVERY_MS)) await duties.maintain();
  }

  async function watch(): Promise<void> {
    const stopListening = events.subscribe((event) => {
      if (event.type !== 'storage-changed') movedAt = ports.clock.monotonic();
    });
    while (!lifetime.aborted) {
      await look().catch((error: unknown) => {
        if (!lifetime.aborted) log.warn('storage not looked after', { error });
      });
      await ports.clock.sleep(LOOK_EVERY_MS, lifetime).catch(() => {});
    }
    stopListening();
  }

  return {
    start(): void {
      running = watch();
    },
    stop: () => running,
  };
}
