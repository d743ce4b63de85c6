import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createImagePool } from '../adapters/images/image-pool.ts';
import { connectMarketplace } from '../adapters/marketplace/marketplace.ts';
import { createExifToolMetadata } from '../adapters/metadata/exiftool-metadata.ts';
import { openObjectStore } from '../adapters/object-store/lazy-object-store.ts';
import { createPapers } from '../adapters/papers/papers.ts';
import { createHunspellSpelling } from '../adapters/spelling/hunspell-spelling.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { systemLocale } from '../adapters/system/locale.ts';
import { logFile } from '../adapters/system/log-file.ts';
import { systemNetwork } from '../adapters/system/network.ts';
import { systemPower } from '../adapters/system/power.ts';
import { systemRandom } from '../adapters/system/random.ts';
import { agentStarter, openVault } from '../adapters/vault/open-vault.ts';
import { systemVolumes } from '../adapters/volumes/system-volumes.ts';
import { createFolderWatcher } from '../adapters/watcher/folder-watcher.ts';
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
  const volumes = systemVolumes();
  return {
    host,
    version: findApplication().version,
    dataDir,
    clock: systemClock,
    random: systemRandom,
    images: createImagePool(),
    metadata: createExifToolMetadata(),
    papers: createPapers(),
    spelling: createHunspellSpelling(),
    vault: openVault({
      dataDir,
      // A command ends before the next one begins: without a keychain something must remember the session in between.
      fallback: host === 'cli' ? 'agent' : 'memory',
      ...(host === 'cli' && { startAgent: agentStarter(vaultAgentEntry(), dataDir) }),
    }),
    connectMarketplace,
    openObjectStore,
    watcher: createFolderWatcher({ volumes }),
    volumes,
    network: systemNetwork(),
    power: systemPower(),
    log: logFile(join(dataDir, 'logs')),
    ...(options.sandbox && { startSandbox: options.sandbox }),
    canBrowseFolders: host === 'web',
    locale: systemLocale(),
    server: options.server,
  };
}

/** Where the session agent's entry lies: beside the built studio, or among the sources. */
function vaultAgentEntry(): string {
  // Built, this module lies in dist/node or dist/node/chunks; unbuilt, in electron/web.
  for (const candidate of ['./vault-agent.js', '../vault-agent.js', '../adapters/vault/agent-process.ts']) {
    const path = fileURLToPath(new URL(candidate, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new Error(`the session agent is not part of this build (${import.meta.url})`);
}
