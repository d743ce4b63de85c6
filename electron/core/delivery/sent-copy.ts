import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isStudioError, StudioError } from '../../../shared/domain/errors.ts';
import { sha256 as sha256Id } from '../../../shared/domain/ids.ts';
import { type Orientation, turnedOrientation } from '../../../shared/domain/photo.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { isDiskFull } from '../db/disk-full.ts';
import type { Random } from '../ports/clock.ts';
import type { Images } from '../ports/images.ts';
import type { Metadata, SentMetadata } from '../ports/metadata.ts';
import { fileSha256 } from './digests.ts';
import { FileMemory } from './file-memory.ts';
import { hollowJpeg, jpegShell } from './jpeg-shell.ts';
import { pictureDigest } from './picture-data.ts';
import { PlanMemory } from './plan-memory.ts';

export interface SentCopy {
  /** Its name in the folder of prepared copies: `<sha256>.<extension>`. */
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
}

export interface SentCopyRequest {
  /** Where the original lies, best place first. */
  readonly paths: readonly string[];
  /** What the catalogue knows its content to be. */
  readonly sha256: string;
  readonly contentType: 'image/jpeg' | 'image/png';
  readonly metadata: SentMetadata;
  /** Its colours are not sRGB: they are converted, and nothing else of the picture. `orientation`: as the original's file says. */
  readonly toSrgb?: { readonly orientation: Orientation };
}

export interface SentCopyMaker {
  /**
   * Makes the sent copy: the original's bytes, with her words in its metadata and what is private gone. The picture itself is
   * proved to be untouched, unless its colours have to be converted. Same original and same words give the same file, named by its content.
   * Errors: file-missing, file-changed (no place holds the catalogue's content), metadata-unwritable, disk-full.
   */
  make(request: SentCopyRequest, signal: AbortSignal): Promise<SentCopy>;
  /** True when the prepared copy is there, whole. Reads it to the end. */
  isSound(name: string, sha256: string, signal: AbortSignal): Promise<boolean>;
  remove(name: string): Promise<void>;
  /** Removes everything but `keep`: leftovers of a crash and copies that nothing needs any more. */
  sweep(keep: ReadonlySet<string>): Promise<void>;
}

/** `folder` is where prepared copies lie; `plans` keeps the digests of their parts. Nothing is flushed to the disk by force: a copy is checked before it is used again. */
export function sentCopyMaker(
  folder: string,
  metadata: Metadata,
  random: Random,
  images?: Pick<Images, 'full'>,
  plans: Pick<PlanMemory, 'note'> = new PlanMemory(),
): SentCopyMaker {
  /** Lent to one making at a time; another that comes meanwhile brings its own. */
  let spare: FileMemory | null = null;

  /**
   * The quick way, for ordinary JPEGs: only the head goes through the writer of metadata, the scans are the original's own
   * bytes, behind whatever head comes back. What lies behind the picture (second pictures, films) is not taken along, as
   * sent-tags.ts wants it. Null when the file is not ordinary, or when its head would not come back as a head.
   */
  async function withNewHead(
    original: Buffer,
    working: string,
    request: SentCopyRequest,
    signal: AbortSignal,
  ): Promise<Buffer[] | null> {
    const shell = jpegShell(original);
    if (shell === null) return null;
    const hollow = hollowJpeg(shell);
    await writeFile(working, hollow, { signal });
    try {
      await metadata.writeSent(working, request.metadata, signal);
    } catch (error) {
      if (isStudioError(error, 'metadata-unwritable')) return null;
      throw error;
    }
    const written = await readFile(working, { signal });
    const renewed = jpegShell(written);
    if (renewed === null || pictureDigest(written) !== pictureDigest(hollow)) return null;
    const pieces = [renewed.head, shell.scans];
    await writeFile(working, pieces, { signal });
    return pieces;
  }

  /** The thorough way: the whole file goes through the writer of metadata, and its picture is compared with what it was. */
  async function rewritten(
    original: Buffer,
    working: string,
    request: SentCopyRequest,
    signal: AbortSignal,
  ): Promise<Buffer[]> {
    const before = pictureDigest(original);
    await writeFile(working, original, { signal });
    await metadata.writeSent(working, request.metadata, signal);
    const written = await readFile(working, { signal });
    if (before === null || pictureDigest(written) !== before)
      throw unwritable(request, 'the picture would not stay as it is');
    return [written];
  }

  /** The picture upright and in sRGB, with all that the original says of itself; and what is to be written into it. */
  async function inSrgb(
    original: Buffer,
    working: string,
    request: SentCopyRequest,
    signal: AbortSignal,
  ): Promise<{ bytes: Buffer; request: SentCopyRequest } | null> {
    const { toSrgb, contentType, metadata: words } = request;
    if (!toSrgb || !images) return null;
    const asRead = `${working}.original`;
    await writeFile(asRead, original, { signal });
    const forSale = contentType === 'image/png' ? 'png' : 'jpeg';
    const made = await images.full(
      { path: asRead, sha256: sha256Id.parse(request.sha256), target: working, forSale },
      signal,
    );
    if (made.outcome !== 'made') throw unwritable(request, `sRGB: ${made.outcome}`);
    await metadata.copyInto?.(asRead, working, signal);
    const turn =
      [0, 90, 180, 270].find((angle) => turnedOrientation(toSrgb.orientation, angle) === words.orientation) ?? 0;
    const { orientation: _turned, ...rest } = words;
    const upright = turn === 0 ? rest : { ...rest, orientation: turnedOrientation(1, turn) };
    return { bytes: await readFile(working, { signal }), request: { ...request, metadata: upright } };
  }

  return {
    async make(request, signal) {
      const extension = request.contentType === 'image/png' ? 'png' : 'jpg';
      const working = join(folder, `making-${random.uuid()}.${extension}`);
      const memory = spare ?? new FileMemory();
      spare = null;
      try {
        makeFolder(folder);
        const original = await readOriginal(request, memory, signal);
        const converted = request.toSrgb && images ? await inSrgb(original, working, request, signal) : null;
        const source = converted?.bytes ?? original;
        const wanted = converted?.request ?? request;
        const pieces =
          (await withNewHead(source, working, wanted, signal)) ?? (await rewritten(source, working, wanted, signal));
        const sha256 = await plans.note(pieces, signal);
        const name = `${sha256}.${extension}`;
        await rename(working, join(folder, name));
        return { name, sha256, size: pieces.reduce((sum, piece) => sum + piece.length, 0) };
      } catch (error) {
        signal.throwIfAborted();
        if (isDiskFull(error)) throw new StudioError('disk-full', { path: folder }, { cause: error });
        // The person knows the original, not the copy.
        if (isStudioError(error, 'metadata-unwritable')) throw unwritable(request, error.facts.reason, error);
        throw error;
      } finally {
        spare = memory;
        await rm(working, { force: true });
        await rm(`${working}.original`, { force: true });
      }
    },

    async isSound(name, sha256, signal) {
      try {
        return (await fileSha256(join(folder, name), signal)) === sha256;
      } catch (error) {
        signal.throwIfAborted();
        if (isUnreachable(error)) return false;
        throw error;
      }
    },

    async remove(name) {
      await rm(join(folder, basename(name)), { force: true });
    },

    async sweep(keep) {
      const names = await readdir(folder).catch(() => []);
      for (const name of names) {
        if (keep.has(name)) continue;
        const file = join(folder, name);
        if ((await stat(file).catch(() => null))?.isFile() === true) await rm(file, { force: true });
      }
    },
  };
}

/** The bytes of the first of the places that holds the catalogue's content. Anything else never leaves this function. */
async function readOriginal(request: SentCopyRequest, memory: FileMemory, signal: AbortSignal): Promise<Buffer> {
  let changed: string | null = null;
  for (const path of request.paths) {
    let bytes: Buffer;
    let sha256: string;
    try {
      const hash = createHash('sha256');
      bytes = await memory.read(path, signal, (stretch) => hash.update(stretch));
      sha256 = hash.digest('hex');
    } catch (error) {
      signal.throwIfAborted();
      if (isUnreachable(error)) continue;
      throw error;
    }
    if (sha256 === request.sha256) return bytes;
    changed ??= path;
  }
  if (changed !== null) throw new StudioError('file-changed', { path: changed });
  throw new StudioError('file-missing', { path: request.paths[0] ?? '' });
}

function unwritable(request: SentCopyRequest, reason: string, cause?: unknown): StudioError {
  return new StudioError('metadata-unwritable', { path: request.paths[0] ?? '', reason }, { cause });
}

/** The place is not there (any more), or does not let itself be read: another place of the same photo may do. */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return [
    'ENOENT',
    'ENOTDIR',
    'EACCES',
    'EPERM',
    'EIO',
    'EISDIR',
    'ESTALE',
    'ENODEV',
    'ENXIO',
    'EHOSTDOWN',
    'ENETUNREACH',
    'EBUSY',
  ].includes(String(error.code));
}
