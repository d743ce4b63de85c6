import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryVault } from '../../electron/adapters/vault/memory-vault.ts';
import type { LogLine } from '../../electron/core/ports/log.ts';
import type { StudioPorts } from '../../electron/core/ports.ts';
import { createStudio, type Studio } from '../../electron/core/studio.ts';
import { nodePorts } from '../../electron/web/node-ports.ts';
import { keptImages } from './studio-builder.ts';

export interface WholeStudio {
  readonly studio: Studio;
  readonly dataDir: string;
  readonly log: LogLine[];
  close(): Promise<void>;
}

/** A folder that is gone after the test. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'pouire-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The whole studio on its real ports; secrets stay in memory, so that a test never asks a keychain. */
export async function openWholeStudio(change: Partial<StudioPorts> = {}): Promise<WholeStudio> {
  const folder = temporaryFolder();
  const log: LogLine[] = [];
  const real = await nodePorts({ dataDir: folder.path, host: 'web', sandbox: false, server: null });
  const studio = await createStudio({
    ...real,
    host: 'test',
    vault: memoryVault(),
    log: (line) => log.push(line),
    ...keptImages(),
    ...change,
  });
  return {
    studio,
    dataDir: folder.path,
    log,
    async close() {
      await studio.close();
      folder.remove();
    },
  };
}
