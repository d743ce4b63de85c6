import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ImportSource } from '../../../../shared/contract/import.contract.ts';
import type { Volumes } from '../../ports/volumes.ts';
import { isBelow } from '../ingest/paths.ts';
import type { ImportRow } from './imports.repository.ts';

/** The folder that every camera makes on its card (JEITA CP-3461, Design rule for Camera File system). */
const CAMERA_FOLDER = 'dcim';

/** Cards first: what has a camera's folder, wherever it is mounted; then other removable drives. */
export async function findSources(volumes: Volumes): Promise<ImportSource[]> {
  const found = await Promise.all(
    (await volumes.list()).map(async ({ path, kind }): Promise<ImportSource | null> => {
      if (kind === 'network') return null;
      const card = await hasCameraFolder(path);
      if (!card && kind !== 'removable') return null;
      return { path, name: basename(path) || path, kind: card ? 'card' : 'drive' };
    }),
  );
  const sources = found.filter((source) => source !== null);
  return sources.sort((a, b) => (a.kind === b.kind ? (a.name < b.name ? -1 : 1) : a.kind === 'card' ? -1 : 1));
}

export async function hasCameraFolder(path: string): Promise<boolean> {
  if (basename(path).toLowerCase() === CAMERA_FOLDER) return true;
  const names = await readdir(path).catch(() => []);
  return names.some((name) => name.toLowerCase() === CAMERA_FOLDER);
}

/** What is to be copied from a card: its camera folder where there is one, so that nothing else is walked through. */
export async function cameraFolderOf(path: string): Promise<string> {
  const names = await readdir(path).catch(() => []);
  const found = names.find((name) => name.toLowerCase() === CAMERA_FOLDER);
  return found === undefined ? path : join(path, found);
}

/** The source of a file when it is gone as a whole, or left as an empty mount point; null when it is there. */
export async function awaySource(row: Pick<ImportRow, 'sources'>, path: string): Promise<string | null> {
  const source = row.sources.find((candidate) => isBelow(path, candidate));
  const root = source ?? dirname(path);
  const names = await readdir(root).catch(() => null);
  return names === null || names.length === 0 ? root : null;
}

export function isThere(folder: string): Promise<boolean> {
  return stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
