import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StorageUsage } from '../../../shared/contract/storage.contract.ts';
import type { StudioContext } from '../context.ts';
import type { DerivedStoreRepository } from './derived-store.repository.ts';
import { type DiskRoom, LEAST_LIMIT, limitFor } from './eviction.ts';

/** What the studio keeps on the disk, by kind. Folders of a few hundred files are walked, derived images are not: their rows know. */
export async function usageOf(
  { paths, ports }: StudioContext,
  store: DerivedStoreRepository,
  chosen: number | null,
  disk: DiskRoom,
  fullPictures: number,
  originals: number,
): Promise<StorageUsage> {
  const totals = store.totals();
  const own = await readdir(ports.dataDir).catch(() => []);
  const sum = async (names: readonly string[]) =>
    (await Promise.all(names.map((name) => bytesOf(join(ports.dataDir, name))))).reduce((all, one) => all + one, 0);
  const isLive = (name: string) => /^catalogue\.sqlite(-wal|-shm)?$/.test(name);
  const isCopy = (name: string) => name.startsWith('catalogue') && !isLive(name);
  return {
    kinds: [
      { kind: 'catalogue', bytes: await sum(own.filter(isLive)) },
      { kind: 'thumbnails', bytes: totals.thumbnails },
      { kind: 'previews', bytes: totals.previews },
      { kind: 'full', bytes: fullPictures },
      { kind: 'sent-copies', bytes: await bytesIn(paths.prepared) },
      { kind: 'originals', bytes: originals },
      { kind: 'backups', bytes: (await bytesIn(paths.backups)) + (await sum(own.filter(isCopy))) },
      { kind: 'logs', bytes: await bytesIn(join(ports.dataDir, 'logs')) },
    ],
    limit: {
      chosen,
      bytes: limitFor(chosen, disk),
      least: LEAST_LIMIT,
      most: Math.max(LEAST_LIMIT, Math.round(disk.free + totals.previews + totals.thumbnails)),
    },
    disk,
  };
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(names.map((name) => bytesOf(join(folder, name))));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

async function bytesOf(path: string): Promise<number> {
  return stat(path).then(
    (file) => (file.isFile() ? file.size : 0),
    () => 0,
  );
}
