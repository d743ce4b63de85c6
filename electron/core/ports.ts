import type { Clock, Random } from './ports/clock.ts';
import type { Images } from './ports/images.ts';
import type { LogSink } from './ports/log.ts';
import type { ConnectMarketplace } from './ports/marketplace.ts';
import type { Metadata } from './ports/metadata.ts';
import type { Network } from './ports/network.ts';
import type { SystemNotices } from './ports/notices.ts';
import type { OpenObjectStore } from './ports/object-store.ts';
import type { Papers } from './ports/papers.ts';
import type { Power } from './ports/power.ts';
import type { Spelling } from './ports/spelling.ts';
import type { Traces } from './ports/traces.ts';
import type { Vault } from './ports/vault.ts';
import type { Volumes } from './ports/volumes.ts';
import type { Watcher } from './ports/watcher.ts';

/** Starts (or finds) the local marketplace that ships with the studio, for trying without an account. */
export type StartSandbox = () => Promise<{ server: string; email: string; password: string }>;

/** What the outside world must supply: everything the studio does not do itself. */
export interface StudioPorts {
  readonly host: 'electron' | 'web' | 'cli' | 'test';
  /** Version of the application. */
  readonly version: string;
  /** Folder of the catalogue, derived images, prepared copies and logs. Created when missing. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly images: Images;
  readonly metadata: Metadata;
  readonly papers: Papers;
  readonly spelling: Spelling;
  readonly vault: Vault;
  readonly connectMarketplace: ConnectMarketplace;
  readonly openObjectStore: OpenObjectStore;
  readonly watcher: Watcher;
  readonly volumes: Volumes;
  /** Absent: nothing is known of the line. */
  readonly network?: Network;
  /** Absent where nobody can say; a host that is told by itself says it to the delivery. */
  readonly power?: Power;
  /** Where the application writes what went wrong; absent: its logs alone, below the data folder. */
  readonly traces?: Traces;
  /** Absent: the page says everything. */
  readonly notices?: SystemNotices;
  readonly log: LogSink;
  readonly startSandbox?: StartSandbox;
  /** Ends this studio and opens another on the same data folder, pages and all. Absent: she does that herself. */
  readonly restart?: () => void;
  /** True where the page has no native folder dialog and may list folders through the studio (web host). */
  readonly canBrowseFolders: boolean;
  /** The person's locale as the system says it (`fr_FR.UTF-8`, `en-GB`); for defaults only. */
  readonly locale?: string | null;
  /** The marketplace to offer when she signs in; null or absent: none in particular. */
  readonly server?: string | null;
}
