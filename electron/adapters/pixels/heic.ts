import { createRequire } from 'node:module';
import { z } from 'zod';
import { tiffOf } from './plain-tiff.ts';
import { Refusal, reasonOf } from './refusal.ts';

/** What is used of libheif-js: its own types describe the C functions underneath. */
export interface HeifImage {
  readonly handle: unknown;
  get_width(): number;
  get_height(): number;
  is_primary(): boolean;
  has_alpha_channel(): boolean;
  free(): void;
}
interface HeifDecoder {
  decode(content: Buffer): HeifImage[];
}
/** One plane of pixels, a view of WebAssembly's memory; or `code` and `message` of what went wrong. */
interface DecodedImage {
  readonly code?: unknown;
  readonly message?: string;
  readonly image?: unknown;
  readonly channels?: readonly { readonly data: Uint8Array; readonly stride: number; readonly height: number }[];
}
interface Libheif {
  HeifDecoder: new () => HeifDecoder;
  readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown };
  readonly heif_chroma: {
    readonly heif_chroma_interleaved_RGB: unknown;
    readonly heif_chroma_interleaved_RGBA: unknown;
  };
  heif_js_decode_image2(handle: unknown, colourSpace: unknown, chroma: unknown): DecodedImage | Promise<DecodedImage>;
  heif_image_release(image: unknown): void;
}

const libheifModule = z.custom<Libheif>(
  (value) => typeof value === 'object' && value !== null && 'HeifDecoder' in value,
);

let loaded: { readonly libheif: Libheif; readonly decoder: HeifDecoder } | null = null;

/** WebAssembly of some megabytes: loaded with the first HEIC, not before. One decoder, which lets go of its last file with the next. */
function load() {
  if (loaded) return loaded;
  const libheif = libheifModule.parse(createRequire(import.meta.url)('libheif-js/wasm-bundle.js'));
  loaded = { libheif, decoder: new libheif.HeifDecoder() };
  return loaded;
}

/** Decoding takes about twelve bytes a pixel (measured on 12 to 50 megapixels) of what a process may hold. */
const HEIC_PIXEL_LIMIT = 64_000_000;

/**
 * The primary image of a HEIC/HEIF content, upright (libheif applies the container's own turning and mirroring, which is why
 * EXIF's orientation is not: ISO/IEC 23008-12, 6.5.10), 8 bits, alpha on white, as a TIFF in memory that carries the colour
 * profile. Errors: Refusal `damaged`, `too-large`.
 */
export async function decodeHeic(content: Buffer): Promise<{ tiff: Buffer; width: number; height: number }> {
  const images = openAll(content);
  try {
    const image = images.find((candidate) => candidate.is_primary()) ?? images[0];
    if (!image) throw new Refusal('damaged', 'HEIC without an image');
    const width = image.get_width();
    const height = image.get_height();
    if (width * height > HEIC_PIXEL_LIMIT) throw new Refusal('too-large', `${width} × ${height}`);
    return { tiff: await pixelsOf(image, { width, height }, findProfile(content)), width, height };
  } finally {
    for (const image of images) image.free();
  }
}

/** The images that stand for themselves, not decoded yet; each is to be freed. Errors: Refusal `damaged`. */
export function openAll(content: Buffer): HeifImage[] {
  try {
    return load().decoder.decode(content);
  } catch (error) {
    throw new Refusal('damaged', reasonOf(error), { cause: error });
  }
}

/** Straight from WebAssembly's memory into the TIFF: one copy fewer, four bytes a pixel less than the library's own way. */
export async function pixelsOf(
  image: HeifImage,
  size: { width: number; height: number },
  profile: Buffer | null,
): Promise<Buffer> {
  const { libheif } = load();
  const hasAlpha = image.has_alpha_channel();
  const { heif_chroma_interleaved_RGB: rgb, heif_chroma_interleaved_RGBA: rgba } = libheif.heif_chroma;
  let decoded: DecodedImage;
  try {
    decoded = await libheif.heif_js_decode_image2(
      image.handle,
      libheif.heif_colorspace.heif_colorspace_RGB,
      hasAlpha ? rgba : rgb,
    );
  } catch (error) {
    throw new Refusal('damaged', reasonOf(error), { cause: error });
  }
  try {
    const plane = decoded.channels?.[0];
    if (decoded.code || !plane || plane.height < size.height || plane.stride < size.width * (hasAlpha ? 4 : 3))
      throw new Refusal('damaged', decoded.message ?? 'HEIC image data');
    return tiffOf({ ...size, bytes: plane.data, stride: plane.stride, samples: hasAlpha ? 4 : 3 }, profile);
  } finally {
    if (decoded.image) libheif.heif_image_release(decoded.image);
  }
}

/** ICC profile in a `colr` box of type `prof` or `rICC` (ISO/IEC 14496-12, 12.1.5). */
export function findProfile(content: Buffer): Buffer | null {
  for (const type of ['colrprof', 'colrrICC']) {
    const at = content.indexOf(type, 0, 'latin1');
    if (at < 4) continue;
    const size = content.readUInt32BE(at - 4);
    if (size > 140 && at - 4 + size <= content.length) return content.subarray(at + 8, at - 4 + size);
  }
  return null;
}
