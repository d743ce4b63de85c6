import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StudioContext } from '../context.ts';
import type { DerivedStoreRepository } from './derived-store.repository.ts';
import { groupOf, readStoredImages } from './stored-images.ts';

/** Images without a photo are kept so long (ms): a catalogue that is restored may know them again. */
const GRACE_MS = 7 * 86_400_000;
/** Folders of derived images: the first two digits of a content's hash. */
export const PREFIXES = 256;

export interface Swept {
  readonly removed: number;
}

/**
 * Compares one of the 256 folders of derived images with the catalogue: images without a photo and those of earlier recipes
 * go after a week, and what is really there is what is counted. Answers how many files went. Errors: the lifetime's reason.
 */
export async function sweepDerived(
  { paths, ports, lifetime, log }: StudioContext,
  store: DerivedStoreRepository,
  prefix: number,
): Promise<Swept> {
  const folder = join(paths.derived, prefix.toString(16).padStart(2, '0'));
  const contents = (await namesIn(folder)).filter((name) => /^[0-9a-f]{64}$/.test(name));
  const known = new Map(store.photosOf(contents).map((photo) => [photo.sha256, photo]));
  const old = ports.clock.now() - GRACE_MS;
  let removed = 0;
  for (const content of contents) {
    lifetime.throwIfAborted();
    const place = join(folder, content);
    const photo = known.get(content);
    const named = new Map(
      photo && readStoredImages(photo.derived).map((image) => [image.path.split('/').at(-1) ?? '', image]),
    );
    const bytes = { previews: 0, thumbnails: 0 };
    let left = 0;
    for (const name of await namesIn(place)) {
      const path = join(place, name);
      const file = await stat(path).catch(() => null);
      const image = named.get(name);
      if (image && file) bytes[groupOf(image)] += file.size;
      if (image || !file || file.mtimeMs > old) left += 1;
      else if (await gone(path)) removed += 1;
      else left += 1;
    }
    if (photo) store.measured(photo.id, bytes);
    else if (left === 0) await rm(place, { recursive: true, force: true }).catch(() => {});
  }
  if (removed > 0) log.info('derived images without a photo removed', { folder, files: removed });
  return { removed };
}

async function gone(path: string): Promise<boolean> {
  return rm(path, { force: true }).then(
    () => true,
    () => false,
  );
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
