import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createExifToolMetadata } from '../../electron/adapters/metadata/exiftool-metadata.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { cephMissing, startCeph } from './ceph.ts';
import { type DeliveryStudio, type DeliveryStudioOptions, openDeliveryStudio } from './delivery-studio.ts';
import { type FaultyLine, startFaultyLine } from './faulty-line.ts';

/** A marketplace on one of the storages, with a line to the storage that fails on demand. */
export interface DeliveryWorld {
  readonly sandbox: Sandbox;
  readonly line: FaultyLine;
  /** A folder of its own for a test: its studio's data and its photos. */
  folder(): Promise<string>;
  /** A studio that is signed in, on its own data folder or an earlier one. */
  studio(dataDir: string, options?: Partial<DeliveryStudioOptions>): Promise<DeliveryStudio>;
  /** Closes the studios that a test left open, and takes all faults away. */
  calm(): Promise<void>;
  end(): Promise<void>;
}

export interface DeliveryStorage {
  readonly name: string;
  /** Why it can't be had on this machine; null: it can. */
  readonly missing: string | null;
  readonly start: () => Promise<DeliveryWorld>;
}

export const OWN_S3: DeliveryStorage = { name: "the sandbox's own S3", missing: null, start: () => startWorld() };

export const CEPH: DeliveryStorage = {
  name: 'Ceph RADOS Gateway',
  missing: cephMissing(),
  start: async () => {
    const ceph = await startCeph();
    const world = await startWorld({ storage: ceph.storage });
    return {
      ...world,
      end: async () => {
        await world.end();
        await ceph.stop();
      },
    };
  },
};

export async function startWorld(options: Partial<Parameters<typeof startSandbox>[0]> = {}): Promise<DeliveryWorld> {
  const root = await mkdtemp(join(tmpdir(), 'delivery-'));
  const sandbox = await startSandbox({ dataDir: join(root, 'sandbox'), ...options });
  const line = await startFaultyLine(sandbox.marketplace.storage.endpoint);
  const open = new Set<DeliveryStudio>();
  // Starting ExifTool takes longer than most of the tests: all studios have the same one.
  const exiftool = createExifToolMetadata();
  const metadata = { ...exiftool, close: async () => {} };
  return {
    sandbox,
    line,
    folder: () => mkdtemp(join(root, 'studio-')),
    async studio(dataDir, studioOptions = {}) {
      const studio = openDeliveryStudio({
        dataDir: join(dataDir, 'data'),
        storageLine: line.url,
        ...studioOptions,
        ports: { metadata, ...studioOptions.ports },
      });
      open.add(studio);
      await studio.signIn(sandbox);
      return {
        ...studio,
        close: async () => {
          open.delete(studio);
          await studio.close();
        },
      };
    },
    async calm() {
      for (const studio of open) await studio.close();
      open.clear();
      line.clear();
      sandbox.marketplace.wire.faults.clear();
    },
    async end() {
      await exiftool.close();
      await line.stop();
      await sandbox.stop();
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
