import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { FullPictureState } from '../../../../shared/contract/looking.contract.ts';
import { StudioError } from '../../../../shared/domain/errors.ts';
import type { PhotoId, Sha256 } from '../../../../shared/domain/ids.ts';
import { sha256 as sha256Schema } from '../../../../shared/domain/ids.ts';
import { fullPictureSize, screenPictureSize } from '../../../../shared/domain/photo.ts';
import { makeFolder } from '../../../files/make-folder.ts';
import type { StudioContext } from '../../context.ts';
import { photosRepository } from './photos.repository.ts';
import { type SharedWork, sharedWork } from './shared-work.ts';

/** Names of the ways these pictures are made: part of their file names. */
const RECIPES = { full: 'f1', screen: 's1' } as const;
type Extent = keyof typeof RECIPES;
/** Bytes of full pictures kept: some 300 of a 24-megapixel camera, an evening's culling. */
const KEPT_BYTES = 2 * 1024 ** 3;

export type FullPicture = Extract<FullPictureState, { state: 'ready' }> & { readonly path: string };
export type NoFullPicture = Exclude<FullPictureState, { state: 'ready' }>;

export interface FullPictures {
  /**
   * The whole photograph for looking at, made from its first file that is there unless it is kept from before. Answers why
   * there is none when no file is there (`offline`) or none could be decoded. An abort ends the making when nobody else waits
   * for the same picture. Errors: photo-unknown, disk-full, data-folder-unwritable; the abort's reason.
   */
  fullPicture(id: PhotoId, signal?: AbortSignal): Promise<FullPicture | NoFullPicture>;
  /** The same, not larger than a screen: what is looked at whole, without the watermark that strangers see. */
  screenPicture(id: PhotoId, signal?: AbortSignal): Promise<FullPicture | NoFullPicture>;
  /** Bytes of those that are kept. */
  keptBytes(): Promise<number>;
  /** Removes the least recently looked at until `bytes` are freed or none is left; answers the bytes. */
  remove(bytes: number): Promise<number>;
}

/** Full and screen pictures live in one folder of their own below the derived images; they are never among the four of a photo. */
export function createFullPictures(context: StudioContext, keptBytes = KEPT_BYTES): FullPictures {
  const photos = photosRepository(context.db);
  const folder = join(context.paths.derived, 'full');
  const making: SharedWork<string, FullPicture | NoFullPicture> = sharedWork();

  /** A photo turned in the catalogue has a picture of its own for every way it lies. */
  function nameOf(content: Sha256, turn: number, extent: Extent): string {
    return join(folder, `${content}-${RECIPES[extent]}${turn === 0 ? '' : `-t${turn}`}.jpg`);
  }

  async function make(
    content: Sha256,
    id: PhotoId,
    turn: number,
    extent: Extent,
    signal: AbortSignal,
  ): Promise<FullPicture | NoFullPicture> {
    const path = nameOf(content, turn, extent);
    const request = { sha256: content, target: path, turn, ...(extent === 'screen' && { screen: true as const }) };
    makeFolder(folder);
    let refusal: NoFullPicture = { state: 'unavailable', reason: 'offline' };
    for (const file of photos.files(id)) {
      if (file.state !== 'present') continue;
      const result = await context.ports.images.full({ path: file.path, ...request }, signal);
      if (result.outcome === 'made') {
        await evict(path);
        return { state: 'ready', path, width: result.width, height: result.height };
      }
      if (result.outcome === 'refused') refusal = { state: 'unavailable', reason: result.code };
    }
    return refusal;
  }

  /** Least recently looked at first, until what is kept is within its limit. `newest` stays whatever its size. */
  async function evict(newest: string): Promise<void> {
    const kept = await oldestFirst();
    await removeAll(
      kept.filter((file) => file.path !== newest),
      sumOf(kept) - keptBytes,
    );
  }

  async function oldestFirst(): Promise<Kept[]> {
    const names = await readdir(folder).catch(() => []);
    const kept = await Promise.all(names.map((name) => measure(join(folder, name))));
    return kept.filter((file) => file !== null).sort((one, other) => one.usedAt - other.usedAt);
  }

  async function removeAll(files: readonly Kept[], bytes: number): Promise<number> {
    let freed = 0;
    for (const file of files) {
      if (freed >= bytes) break;
      freed += file.bytes;
      await rm(file.path, { force: true }).catch((error) =>
        context.log.warn('a full picture could not be removed', { path: file.path, error }),
      );
    }
    return freed;
  }

  async function keptOrMade(id: PhotoId, extent: Extent, signal?: AbortSignal): Promise<FullPicture | NoFullPicture> {
    signal?.throwIfAborted();
    const [row] = photos.rows([id]);
    if (!row) throw new StudioError('photo-unknown', { id: String(id) });
    const content = sha256Schema.parse(row.sha256);
    const turn = Number(row.turn);
    const path = nameOf(content, turn, extent);
    const now = new Date(context.ports.clock.now());
    const kept = await utimes(path, now, now).then(
      () => true,
      () => false,
    );
    if (kept) return { state: 'ready', path, ...(extent === 'screen' ? screenPictureSize : fullPictureSize)(row) };
    return making.join(
      path,
      (shared) => make(content, id, turn, extent, AbortSignal.any([shared, context.lifetime])),
      signal,
    );
  }

  return {
    fullPicture: (id, signal) => keptOrMade(id, 'full', signal),
    screenPicture: (id, signal) => keptOrMade(id, 'screen', signal),
    keptBytes: async () => sumOf(await oldestFirst()),
    remove: async (bytes) => removeAll(await oldestFirst(), bytes),
  };
}

interface Kept {
  readonly path: string;
  readonly bytes: number;
  readonly usedAt: number;
}

function sumOf(files: readonly Kept[]): number {
  return files.reduce((sum, file) => sum + file.bytes, 0);
}

async function measure(path: string): Promise<Kept | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { path, bytes: size, usedAt: mtimeMs };
  } catch {
    return null; // gone meanwhile, which is as good
  }
}
