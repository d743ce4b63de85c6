import { mkdtemp, rm, stat, statfs, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { StudioError } from '../../../shared/domain/errors.ts';
import type { ExifTag, Metadata } from '../../core/ports/metadata.ts';
import { type ExifToolOptions, exifToolProcess } from './exiftool-process.ts';
import { keptArguments } from './kept-tags.ts';
import { convertedArguments, sentArguments } from './sent-tags.ts';
import { SIDECAR_QUESTION, sidecarWords } from './sidecar-words.ts';

/** Most that metadata adds to a file (an XMP packet and an IPTC block, padding included). */
const GROWTH_BYTES = 128 * 1024;

/** A tag's text longer than this is cut: it is shown to a person, and comes from a stranger's file. */
const SHOWN_CHARACTERS = 2000;

/**
 * Ways to make a damaged file writable, mildest first; each keeps orientation and colour profile, and none touches the picture.
 * The first is ExifTool's own recipe for rebuilding broken metadata (its FAQ, question 20).
 */
const REPAIRS: readonly (readonly string[])[] = [
  ['-all=', '-TagsFromFile', '@', '-all:all', '-unsafe', '-ICC_Profile'],
  ['-all=', '-TagsFromFile', '@', '-IFD0:Orientation', '-ICC_Profile'],
  ['-all='],
];

/**
 * Metadata by ExifTool, one process kept open. Needs `perl` on Linux and macOS.
 * Errors of writeSent: `metadata-unwritable` when nothing can be written into this file; `disk-full`.
 */
export function createExifToolMetadata(options: ExifToolOptions = {}): Metadata {
  const exiftool = exifToolProcess(options);

  async function write(path: string, args: readonly string[], onlyXmp = false): Promise<void> {
    // One harmless tag goes as a tag so that the library knows a write; everything else is in an order of our own.
    const result = await exiftool.use((tool) =>
      tool.write(path, onlyXmp ? { MetadataDate: new Date().toISOString() } : { CodedCharacterSet: 'UTF8' }, {
        writeArgs: [...args, '-overwrite_original'],
        useMWG: false,
        ignoreMinorErrors: true,
      }),
    );
    if (result.updated + result.unchanged === 0)
      throw new Error(`nothing written: ${(result.warnings ?? []).join('; ')}`);
  }

  return {
    async writeSent(path, metadata, signal) {
      signal?.throwIfAborted();
      if (/[\r\n\0]/.test(path)) throw new Error('the path of a sent copy has no control characters');
      const wanted = sentArguments(metadata);
      let failure: unknown;
      for (const repair of [null, ...REPAIRS]) {
        try {
          if (repair !== null) await write(path, repair);
          await write(path, wanted);
          signal?.throwIfAborted();
          return;
        } catch (error) {
          signal?.throwIfAborted();
          if (await isFullDisk(error, path)) throw new StudioError('disk-full', { path }, { cause: error });
          failure = error;
          await rm(`${path}_exiftool_tmp`, { force: true });
        }
      }
      throw new StudioError('metadata-unwritable', { path, reason: reasonOf(failure, path) }, { cause: failure });
    },

    async copyInto(from, to, signal) {
      signal?.throwIfAborted();
      if (/[\r\n\0]/.test(from + to)) throw new Error('the path of a working copy has no control characters');
      await write(to, convertedArguments(from));
    },

    async readSidecar(path, signal) {
      signal?.throwIfAborted();
      return await withPlainName(path, async (plain) => {
        try {
          const tags: Record<string, unknown> = {
            ...(await exiftool.use((tool) => tool.readRaw(plain, { readArgs: SIDECAR_QUESTION, useMWG: false }))),
          };
          return typeof tags.Error === 'string' ? null : sidecarWords(tags);
        } catch {
          return null; // gone, or no XMP
        }
      });
    },

    async writeWords(path, words, signal) {
      signal?.throwIfAborted();
      if (/[\r\n\0]/.test(path)) throw new Error('the path of a working copy has no control characters');
      const isSidecar = path.toLowerCase().endsWith('.xmp');
      try {
        await write(path, keptArguments(words, isSidecar ? 'sidecar' : 'picture'), isSidecar);
      } catch (error) {
        signal?.throwIfAborted();
        if (await isFullDisk(error, path)) throw new StudioError('disk-full', { path }, { cause: error });
        await rm(`${path}_exiftool_tmp`, { force: true });
        throw new StudioError('metadata-unwritable', { path, reason: reasonOf(error, path) }, { cause: error });
      }
    },

    async pictureDigest(path, signal) {
      signal?.throwIfAborted();
      return await withPlainName(path, async (plain) => {
        const readArgs = ['-api', 'ImageHashType=SHA256', '-ImageDataHash'];
        const tags: Record<string, unknown> = {
          ...(await exiftool.use((tool) => tool.readRaw(plain, { readArgs, useMWG: false }))),
        };
        return typeof tags.ImageDataHash === 'string' ? tags.ImageDataHash : null;
      });
    },

    async readAll(path, signal) {
      signal?.throwIfAborted();
      await stat(path).catch((cause: unknown) => {
        throw new StudioError('file-missing', { path }, { cause });
      });
      return await withPlainName(path, async (plain) => {
        const tags: Record<string, unknown> = {
          ...(await exiftool.use((tool) =>
            tool.readRaw(plain, { readArgs: ['-G1', '-a', '-api', 'struct=0'], useMWG: false }),
          )),
        };
        return Object.entries(tags).flatMap(([name, value]) => shownTag(name, value));
      });
    },

    version: () => exiftool.use((tool) => tool.version()),

    close: exiftool.close,
  };
}

/** `Group:Tag` with its value as text; what ExifTool says of itself and of the folder is left out. */
function shownTag(name: string, value: unknown): ExifTag[] {
  const [group, tag] = name.split(':', 2);
  if (group === undefined || tag === undefined || group === 'ExifTool' || group === 'System') return [];
  const text = Array.isArray(value) ? value.map(asText).join(', ') : asText(value);
  return [{ group, tag, value: text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text }];
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'object' && value !== null)
    return 'rawValue' in value ? String(value.rawValue) : JSON.stringify(value);
  return String(value);
}

/** ExifTool takes one argument a line: a file whose name holds a line feed is read through a link with a plain name. */
async function withPlainName<T>(path: string, work: (plain: string) => Promise<T>): Promise<T> {
  if (!/[\r\n]/.test(path)) return await work(path);
  const folder = await mkdtemp(join(tmpdir(), 'pouire-name-'));
  try {
    const plain = join(folder, 'photo');
    await symlink(resolve(path), plain);
    return await work(plain);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * ExifTool says « Error writing output file » and no more when the disk fills up under it: whether it did is asked of the
 * disk. It writes a whole copy beside the file, so less free space than the file's size was not enough.
 */
async function isFullDisk(error: unknown, path: string): Promise<boolean> {
  if (!(error instanceof Error)) return false;
  if (/No space left on device|Disk quota exceeded|not enough space/i.test(error.message)) return true;
  if (!/Error (writing|creating|copying|renaming|closing)/i.test(error.message)) return false;
  // What it had written of the copy takes the very space that was missing.
  await rm(`${path}_exiftool_tmp`, { force: true });
  try {
    const [{ bavail, bsize }, { size }] = await Promise.all([statfs(dirname(path)), stat(path)]);
    return bavail * bsize < size + GROWTH_BYTES;
  } catch {
    return false; // Gone meanwhile: ExifTool's own sentence says more.
  }
}

/** ExifTool's sentence without the path. */
function reasonOf(error: unknown, path: string): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(` - ${path}`, '').slice(0, 500);
}
