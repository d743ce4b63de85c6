import { join } from 'node:path';
import { createImagePool } from '../adapters/images/image-pool.ts';
import { connectMarketplace } from '../adapters/marketplace/marketplace.ts';
import { createExifToolMetadata } from '../adapters/metadata/exiftool-metadata.ts';
import { openS3ObjectStore } from '../adapters/object-store/s3-object-store.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { systemLocale } from '../adapters/system/locale.ts';
import { logFile } from '../adapters/system/log-file.ts';
import { systemRandom } from '../adapters/system/random.ts';
import { memoryVault } from '../adapters/vault/memory-vault.ts';
import type { Watcher } from '../core/ports/watcher.ts';
import type { StartSandbox, StudioPorts } from '../core/ports.ts';
import { findApplication } from './application-root.ts';

export interface NodePortsOptions {
  readonly dataDir: string;
  readonly host: 'cli' | 'web';
  /** How to start the local marketplace; false: there is none here. */
  readonly sandbox: StartSandbox | false;
  /** The marketplace to offer when she signs in. */
  readonly server: string | null;
}

/** The real outside world for a studio that runs in plain Node. */
export async function nodePorts(options: NodePortsOptions): Promise<StudioPorts> {
  const { dataDir, host } = options;
  const watcher: Watcher = { watch: async () => ({ close: async () => {} }) };
  return {
    host,
    version: findApplication().version,
    dataDir,
    clock: systemClock,
    random: systemRandom,
    images: createImagePool(),
    metadata: createExifToolMetadata(),
    vault: memoryVault(),
    connectMarketplace,
    openObjectStore: openS3ObjectStore,
    watcher,
    log: logFile(join(dataDir, 'logs')),
    ...(options.sandbox && { startSandbox: options.sandbox }),
    canBrowseFolders: host === 'web',
    locale: systemLocale(),
    server: options.server,
  };
}
