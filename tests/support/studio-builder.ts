import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { createImagePool } from '../../electron/adapters/images/image-pool.ts';
import type { StartImageProcess } from '../../electron/adapters/images/image-process-starter.ts';
import { connectMarketplace } from '../../electron/adapters/marketplace/marketplace.ts';
import { createExifToolMetadata } from '../../electron/adapters/metadata/exiftool-metadata.ts';
import { openS3ObjectStore } from '../../electron/adapters/object-store/s3-object-store.ts';
import { createPapers } from '../../electron/adapters/papers/papers.ts';
import { createHunspellSpelling } from '../../electron/adapters/spelling/hunspell-spelling.ts';
import { systemClock } from '../../electron/adapters/system/clock.ts';
import { systemRandom } from '../../electron/adapters/system/random.ts';
import { memoryVault } from '../../electron/adapters/vault/memory-vault.ts';
import { systemVolumes } from '../../electron/adapters/volumes/system-volumes.ts';
import { createFolderWatcher } from '../../electron/adapters/watcher/folder-watcher.ts';
import type { StudioContext } from '../../electron/core/context.ts';
import { contractImplementer } from '../../electron/core/contract.ts';
import { createIngest, type IngestHooks } from '../../electron/core/library/ingest/ingest.ts';
import type { Images } from '../../electron/core/ports/images.ts';
import type { LogLine } from '../../electron/core/ports/log.ts';
import type { StudioPorts } from '../../electron/core/ports.ts';
import { studioGround } from './studio-ground.ts';

let startImages: StartImageProcess | undefined;
/** How the studios of this file start image processes (kept-processes.ts); each starts its own otherwise. */
export function startImagesWith(start: StartImageProcess): void {
  startImages = start;
}

/** A pool over the processes that are kept for this file; absent where none are kept. */
export function keptImages(): { images?: Images } {
  return startImages ? { images: createImagePool({ start: startImages }) } : {};
}

/** Real adapters on a data folder; whatever a test wants to decide itself is replaced by `change`. */
export function testPorts(dataDir: string, log: LogLine[] = [], change: Partial<StudioPorts> = {}): StudioPorts {
  return {
    host: 'test',
    version: '0.0.0',
    dataDir,
    clock: systemClock,
    random: systemRandom,
    images: change.images ?? keptImages().images ?? createImagePool(),
    metadata: change.metadata ?? createExifToolMetadata(),
    papers: createPapers(),
    spelling: createHunspellSpelling(),
    vault: memoryVault(),
    connectMarketplace,
    openObjectStore: openS3ObjectStore,
    watcher: createFolderWatcher(),
    volumes: systemVolumes(),
    log: (line) => log.push(line),
    canBrowseFolders: true,
    locale: 'fr_FR',
    server: null,
    ...change,
  };
}

/** A folder with room for photographs and for a studio's data; gone after `remove`. */
export function temporaryFolders(): { root: string; photos: string; data: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'pouire-'));
  const [photos, data] = [join(root, 'photos'), join(root, 'data')];
  mkdirSync(photos);
  return { root, photos, data, remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }) };
}

export interface IngestStudio {
  readonly context: StudioContext;
  readonly ingest: ReturnType<typeof createIngest>;
  /** The folders procedures of the contract, validated like every call. */
  readonly folders: ReturnType<typeof foldersClient>;
  readonly log: readonly LogLine[];
  close(): Promise<void>;
}

/** The part of the studio that reads photographs, on a real catalogue and real image processes, without the rest. */
export function openIngestStudio(
  dataDir: string,
  change: Partial<StudioPorts> = {},
  hooks: Partial<IngestHooks> = {},
): IngestStudio {
  const log: LogLine[] = [];
  const ports = testPorts(dataDir, log, change);
  const ground = studioGround(ports);
  const { context } = ground;
  mkdirSync(context.paths.derived, { recursive: true });
  const ingest = createIngest(context, { refreshRules: () => {}, ...hooks });
  return {
    context,
    ingest,
    folders: foldersClient(context, ingest),
    log,
    async close() {
      ground.end();
      await ingest.stop();
      await Promise.all([ports.images.close(), ports.metadata.close()]);
      ground.close();
    },
  };
}

function foldersClient(context: StudioContext, ingest: ReturnType<typeof createIngest>) {
  return createRouterClient(ingest.handlers(contractImplementer(context.log)));
}
