import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import sharp, { type Exif } from 'sharp';
import { seededRandom } from '../../sandbox/random.ts';
import type { Orientation } from '../../shared/domain/photo.ts';

/** One synthetic photograph. Everything has a default; the same recipe gives the same bytes. */
export interface PhotoRecipe {
  /** Pixels as stored, before orientation. Default 1,200 × 800. */
  readonly width?: number;
  readonly height?: number;
  /** Decides every pixel. */
  readonly seed?: number;
  readonly format?: 'jpeg' | 'png' | 'webp' | 'tiff';
  /** JPEG quality; with `grain` it decides the size of the file. */
  readonly quality?: number;
  /** Noise of the sensor in 8-bit steps (standard deviation): what makes a real photograph 5 to 15 MB. Default 0. */
  readonly grain?: number;
  readonly orientation?: Orientation;
  /** `2024:05:01 10:11:12` */
  readonly captureDate?: string;
  readonly captureOffset?: string;
  readonly make?: string;
  readonly model?: string;
  readonly lens?: string;
  /** WGS 84 degrees. */
  readonly gps?: { readonly latitude: number; readonly longitude: number };
  /** EXIF ImageDescription (ASCII by the standard; for texts with accents use XMP below). */
  readonly description?: string;
  readonly artist?: string;
  readonly xmp?: {
    readonly title?: string;
    readonly caption?: string;
    readonly keywords?: readonly string[];
    readonly city?: string;
    readonly rating?: number;
  };
  readonly icc?: 'srgb' | 'p3' | 'cmyk';
  readonly alpha?: boolean;
}

/** A photograph with light, forms and grain, so that it compresses like one. Deterministic. */
export async function makePhoto(recipe: PhotoRecipe = {}): Promise<Buffer> {
  const { width = 1200, height = 800, seed = 1, grain = 0, quality = 90, format = 'jpeg' } = recipe;
  const pixels = grain > 0 ? await grainyScene(width, height, seed, grain) : scene(width, height, seed);
  let image = sharp(pixels, { raw: { width, height, channels: 3 }, limitInputPixels: false });
  if (recipe.alpha) image = image.ensureAlpha(0.5);
  image = image.withExif(exifOf(recipe));
  if (recipe.orientation) image = image.withMetadata({ orientation: recipe.orientation });
  if (recipe.icc) image = image.withIccProfile(recipe.icc);
  if (recipe.xmp) image = image.withXmp(xmpOf(recipe.xmp));
  switch (format) {
    case 'jpeg':
      return image.jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer();
    case 'png':
      return image.png().toBuffer();
    case 'webp':
      return image.webp({ quality }).toBuffer();
    case 'tiff':
      return image.tiff({ compression: 'lzw' }).toBuffer();
  }
}

/** Makes a photograph and puts it at `path`, making the folders on the way. Answers its bytes. */
export async function putPhoto(path: string, recipe: PhotoRecipe = {}): Promise<Buffer> {
  const photo = await makePhoto(recipe);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, photo);
  return photo;
}

/** A 24-megapixel JPEG (6,000 × 4,000) of about 10 MB, as cameras write it. */
export function makeBigPhoto(seed: number, recipe: PhotoRecipe = {}): Promise<Buffer> {
  return makePhoto({
    width: 6000,
    height: 4000,
    seed,
    grain: 9,
    quality: 90,
    make: 'Canon',
    model: 'Canon EOS R6 Mark II',
    captureDate: dateOf(seed),
    ...recipe,
  });
}

/** A different second for every seed. */
export function dateOf(seed: number): string {
  return new Date(Date.UTC(2026, 0, 5, 9, 0, 0) + seed * 61_000)
    .toISOString()
    .slice(0, 19)
    .replaceAll('-', ':')
    .replace('T', ' ');
}

/**
 * Sky, ground and some round things with edges. The four corners differ (dark red, green, blue, light), so that a test can
 * tell which way up a picture is.
 */
function scene(width: number, height: number, seed: number): Buffer {
  const random = seededRandom(seed);
  const discs = Array.from({ length: 12 }, () => ({
    x: random() * width,
    y: random() * height,
    r: (0.04 + random() * 0.14) * Math.min(width, height),
    tone: [random() * 255, random() * 255, random() * 255] as const,
  }));
  const corner = Math.max(1, Math.round(Math.min(width, height) / 8));
  const pixels = Buffer.allocUnsafe(width * height * 3);
  const phase = random() * 10;
  for (let y = 0, at = 0; y < height; y += 1) {
    const disc = discs.filter(({ y: centre, r }) => Math.abs(y - centre) <= r);
    for (let x = 0; x < width; x += 1, at += 3) {
      const wave = Math.sin(x / 37 + phase) * 14 + Math.sin(y / 23 + phase) * 14;
      let tone: readonly [number, number, number] = [
        90 + wave + (x / width) * 80,
        120 + wave,
        200 - (y / height) * 130 + wave,
      ];
      for (const { x: centreX, y: centreY, r, tone: own } of disc) {
        if ((x - centreX) ** 2 + (y - centreY) ** 2 < r * r) tone = own;
      }
      if (x < corner && y < corner) tone = [150, 10, 10];
      else if (x >= width - corner && y < corner) tone = [10, 150, 10];
      else if (x < corner && y >= height - corner) tone = [10, 10, 150];
      else if (x >= width - corner && y >= height - corner) tone = [240, 240, 240];
      pixels[at] = Math.max(0, Math.min(255, tone[0]));
      pixels[at + 1] = Math.max(0, Math.min(255, tone[1]));
      pixels[at + 2] = Math.max(0, Math.min(255, tone[2]));
    }
  }
  return pixels;
}

/** A scene drawn small and enlarged, as a lens would soften it, with grain that no compression can predict. */
async function grainyScene(width: number, height: number, seed: number, grain: number): Promise<Buffer> {
  const small = { width: Math.ceil(width / 4), height: Math.ceil(height / 4) };
  const base = await sharp(scene(small.width, small.height, seed), { raw: { ...small, channels: 3 } })
    .resize(width, height, { fit: 'fill' })
    .raw()
    .toBuffer();
  // Sixty-four thousand grains, shuffled by the row: cheap, and longer than any block a codec looks at.
  const random = seededRandom(seed ^ 0x5eed);
  const grains = new Int8Array(65_536);
  for (let index = 0; index < grains.length; index += 1)
    grains[index] = Math.round((random() + random() + random() - 1.5) * 2 * grain);
  for (let y = 0; y < height; y += 1) {
    let next = Math.floor(random() * 65_536);
    for (let at = y * width * 3, end = at + width * 3; at < end; at += 3) {
      const noise = grains[next] ?? 0;
      next = (next + 1) & 0xffff;
      for (let channel = at; channel < at + 3; channel += 1)
        base[channel] = Math.max(0, Math.min(255, (base[channel] ?? 0) + noise));
    }
  }
  return base;
}

function exifOf(recipe: PhotoRecipe): Exif {
  const main: Record<string, string> = {};
  const camera: Record<string, string> = {};
  const place: Record<string, string> = {};
  if (recipe.make) main.Make = recipe.make;
  if (recipe.model) main.Model = recipe.model;
  if (recipe.description) main.ImageDescription = recipe.description;
  if (recipe.artist) main.Artist = recipe.artist;
  if (recipe.captureDate) camera.DateTimeOriginal = recipe.captureDate;
  if (recipe.captureOffset) camera.OffsetTimeOriginal = recipe.captureOffset;
  if (recipe.lens) camera.LensModel = recipe.lens;
  if (recipe.model)
    Object.assign(camera, { FNumber: '28/10', ExposureTime: '1/250', ISOSpeedRatings: '400', FocalLength: '85/1' });
  if (recipe.gps) {
    Object.assign(place, {
      GPSLatitude: sexagesimal(recipe.gps.latitude),
      GPSLatitudeRef: recipe.gps.latitude < 0 ? 'S' : 'N',
      GPSLongitude: sexagesimal(recipe.gps.longitude),
      GPSLongitudeRef: recipe.gps.longitude < 0 ? 'W' : 'E',
    });
  }
  return { IFD0: main, IFD2: camera, IFD3: place };
}

function sexagesimal(degrees: number): string {
  const size = Math.abs(degrees);
  const minutes = (size % 1) * 60;
  return `${Math.floor(size)}/1 ${Math.floor(minutes)}/1 ${Math.round((minutes % 1) * 60_000)}/1000`;
}

function xmpOf({ title, caption, keywords, city, rating }: NonNullable<PhotoRecipe['xmp']>): string {
  const alternative = (name: string, text: string | undefined) =>
    text === undefined
      ? ''
      : `<dc:${name}><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt></dc:${name}>`;
  const subject = keywords
    ? `<dc:subject><rdf:Bag>${keywords.map((keyword) => `<rdf:li>${escapeXml(keyword)}</rdf:li>`).join('')}</rdf:Bag></dc:subject>`
    : '';
  const attributes = `${rating === undefined ? '' : ` xmp:Rating="${rating}"`}${city === undefined ? '' : ` photoshop:City="${escapeXml(city)}"`}`;
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"${attributes}>${alternative('title', title)}${alternative('description', caption)}${subject}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

export function sha256Of(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
