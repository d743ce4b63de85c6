import { join } from 'node:path';
import type { Database } from './db/database.ts';
import type { EventBus } from './events.ts';
import type { Logger } from './log.ts';
import type { StudioPorts } from './ports.ts';

/** Where things lie below the data folder. */
export interface StudioPaths {
  readonly derived: string;
  /** Sent copies, kept until the marketplace has confirmed them. */
  readonly prepared: string;
  readonly backups: string;
}

export function studioPaths(dataDir: string): StudioPaths {
  return { derived: join(dataDir, 'derived'), prepared: join(dataDir, 'prepared'), backups: join(dataDir, 'backups') };
}

/** What every feature of the studio is built with. */
export interface StudioContext {
  readonly ports: StudioPorts;
  readonly paths: StudioPaths;
  readonly db: Database;
  readonly events: EventBus;
  readonly log: Logger;
  /** Aborted when the studio closes: everything that waits or runs in the background ends with it. */
  readonly lifetime: AbortSignal;
}
