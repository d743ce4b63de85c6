import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StudioError } from '../../../../shared/domain/errors.ts';
import { isPhotoName } from '../ingest/candidates.ts';
import { walk } from '../ingest/walk.ts';
import { baseOf, isSidecarName, type SourceFile } from './shots.ts';

/** What a folder of the source holds, as the listing comes to it. */
export interface ListedFolder {
  readonly files: readonly SourceFile[];
  readonly ignored: number;
  readonly unreadable: readonly string[];
}

/**
 * Photographs and sidecars below folders, and single files with what belongs to them. One folder at a time, so that the first
 * are on screen while the rest is listed. Errors: file-missing, folder-missing for what was named and is not there.
 */
export async function* listSource(paths: readonly string[], signal: AbortSignal): AsyncGenerator<ListedFolder> {
  const singles = new Map<string, Set<string>>();
  const folders: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (!found) throw new StudioError('file-missing', { path });
    if (found.isDirectory()) folders.push(path);
    else singles.set(dirname(path), (singles.get(dirname(path)) ?? new Set<string>()).add(path));
  }
  for (const [folder, chosen] of singles) yield await listChosen(folder, chosen);
  for (const root of folders) {
    for await (const seen of walk(root, { signal, enter: () => true })) {
      if (seen.problem !== null) {
        if (seen.path === root && seen.problem === 'missing') throw new StudioError('folder-missing', { path: root });
        if (seen.problem === 'unreadable') yield { files: [], ignored: 0, unreadable: [seen.path] };
        continue;
      }
      const photos = seen.files.map(({ path, size, mtimeNs }) => ({ path, size, modifiedAt: milliseconds(mtimeNs) }));
      const sidecars = seen.ignored > 0 && photos.length > 0 ? await sidecarsIn(seen.path) : [];
      yield { files: [...photos, ...sidecars], ignored: seen.ignored - sidecars.length, unreadable: seen.illegible };
    }
  }
}

async function listChosen(folder: string, chosen: ReadonlySet<string>): Promise<ListedFolder> {
  const files: SourceFile[] = [];
  let ignored = 0;
  for (const path of chosen) {
    const file = await look(path);
    if (!file) continue;
    if (isPhotoName(basename(path)) || isSidecarName(basename(path))) files.push(file);
    else ignored += 1;
  }
  const bases = new Set(files.map(({ path }) => baseOf(basename(path)).toLowerCase()));
  for (const sidecar of await sidecarsIn(folder))
    if (!chosen.has(sidecar.path) && bases.has(baseOf(basename(sidecar.path)).toLowerCase())) files.push(sidecar);
  return { files, ignored, unreadable: [] };
}

async function sidecarsIn(folder: string): Promise<SourceFile[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(names.filter(isSidecarName).map((name) => look(join(folder, name))));
  return found.filter((file) => file !== null);
}

async function look(path: string): Promise<SourceFile | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? { path, size: found.size, modifiedAt: Math.floor(found.mtimeMs) } : null;
}

function milliseconds(nanoseconds: string): number {
  return Number(BigInt(nanoseconds) / 1_000_000n);
}
