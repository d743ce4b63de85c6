import { randomUUID } from 'node:crypto';
import { createPapers } from '../../electron/adapters/papers/papers.ts';
import { memoryVault } from '../../electron/adapters/vault/memory-vault.ts';
import type { StudioPorts } from '../../electron/core/ports.ts';

/** For what a test must not come to. */
export function unused(what: string): never {
  throw new Error(`${what} is not part of this test`);
}

/** Ports of a studio that asks nothing of the outside: what a test needs of it, it puts in their place. */
export function idlePorts(
  given: Pick<StudioPorts, 'dataDir' | 'clock' | 'log'>,
  change: Partial<StudioPorts> = {},
): StudioPorts {
  return {
    host: 'test',
    version: '0.0.0',
    random: { uuid: () => randomUUID(), fraction: () => 0.5 },
    images: {
      read: () => unused('images'),
      fingerprint: () => unused('images'),
      full: () => unused('images'),
      concurrency: 1,
      recipe: 'none',
      close: async () => {},
    },
    papers: createPapers(),
    // Every word is right.
    spelling: { unknown: async () => [], suggest: async () => [], close: async () => {} },
    metadata: { writeSent: () => unused('metadata'), readAll: () => unused('metadata'), close: async () => {} },
    vault: memoryVault(),
    connectMarketplace: () => unused('marketplace'),
    openObjectStore: () => unused('object store'),
    watcher: { watch: () => unused('watcher') },
    volumes: { list: async () => [], holding: async () => null },
    canBrowseFolders: false,
    ...given,
    ...change,
  };
}
