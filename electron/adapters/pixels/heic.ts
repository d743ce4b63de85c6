import { createRequire } from 'node:module';
import { z } from 'zod';
import { tiffOf } from './plain-tiff.ts';
import { Refusal, reasonOf } from './refusal.ts';

/** What is used of libheif-js: its own types describe the C functions underneath. */
interface HeifImage {
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  display(target: { data: Uint8ClampedArray; width: number; height: number }, done: (shown: unknown) => void): void;
  free(): void;
}
interface HeifDecoder {
  decode(content: Buffer): HeifImage[];
}
interface Libheif {
  HeifDecoder: new () => HeifDecoder;
}

const libheifModule = z.custom<Libheif>(
  (value) => typeof value === 'object' && value !== null && 'HeifDecoder' in value,
);

let loaded: Libheif | null = null;

/** WebAssembly of some megabytes: loaded with the first HEIC, not before. */
function libheif(): Libheif {
  loaded ??= libheifModule.parse(createRequire(import.meta.url)('libheif-js/wasm-bundle.js'));
  return loaded;
}

/** Decoding needs about nine bytes a pixel inside 1 GB of WebAssembly memory. */
const HEIC_PIXEL_LIMIT = 80_000_000;

/**
 * The primary image of a HEIC/HEIF content, upright (libheif applies the container's rotation), as a TIFF in memory that
 * carries the colour profile. Errors: Refusal `damaged`, `too-large`.
 */
export async function decodeHeic(content: Buffer): Promise<{ tiff: Buffer; width: number; height: number }> {
  const images = decodeAll(content);
  try {
    const image = images.find((candidate) => candidate.is_primary()) ?? images[0];
    if (!image) throw new Refusal('damaged', 'HEIC without an image');
    const width = image.get_width();
    const height = image.get_height();
    if (width * height > HEIC_PIXEL_LIMIT) throw new Refusal('too-large', `${width} × ${height}`);
    const rgba = new Uint8ClampedArray(width * height * 4);
    await new Promise<void>((resolve, reject) => {
      image.display({ data: rgba, width, height }, (shown) =>
        shown ? resolve() : reject(new Refusal('damaged', 'HEIC image data')),
      );
    });
    return { tiff: tiffOf(rgba, width, height, findProfile(content)), width, height };
  } finally {
    for (const image of images) image.free();
  }
}

function decodeAll(content: Buffer): HeifImage[] {
  try {
    return new (libheif().HeifDecoder)().decode(content);
  } catch (error) {
    throw new Refusal('damaged', reasonOf(error), { cause: error });
  }
}

/** ICC profile in a `colr` box of type `prof` or `rICC` (ISO/IEC 14496-12, 12.1.5). */
function findProfile(content: Buffer): Buffer | null {
  for (const type of ['colrprof', 'colrrICC']) {
    const at = content.indexOf(type, 0, 'latin1');
    if (at < 4) continue;
    const size = content.readUInt32BE(at - 4);
    if (size > 140 && at - 4 + size <= content.length) return content.subarray(at + 8, at - 4 + size);
  }
  return null;
}
