import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRaw } from '../../../tests/support/raw-maker.ts';
import { makeTiff } from '../../../tests/support/tiff-maker.ts';
import { readPhoto } from './read-photo.ts';
import { ADOBE_RGB, withAdobeRgb } from './untagged-colour.ts';

type Rgb = readonly [number, number, number];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-colour-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function readPicture(content: Buffer) {
  const path = join(folder, 'photo.jpg');
  writeFileSync(path, content);
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  const result = await readPhoto({ path, derivedDir: join(folder, 'derived') });
  if (result.outcome !== 'photo') throw new Error(JSON.stringify(result));
  return result;
}

/** Colour in the middle of the thumbnail that carries no watermark. */
async function seen(content: Buffer): Promise<Rgb> {
  const { derived } = await readPicture(content);
  const { data, info } = await sharp(derived.find(({ kind }) => kind === 'thumb200')?.path)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * 3;
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
}

/** CIE 1976 colour difference of two sRGB colours; below 2.3 nobody sees it. */
async function difference(one: Rgb, other: Rgb): Promise<number> {
  const [a, b] = await Promise.all([one, other].map(labOf));
  return Math.hypot(...[0, 1, 2].map((index) => (a?.[index] ?? 0) - (b?.[index] ?? 0)));
}

function labOf(colour: Rgb): Promise<Rgb> {
  const linear = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const [r = 0, g = 0, b = 0] = linear;
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return Promise.resolve([116 * y - 16, 500 * (x - y), 200 * (y - z)]);
}

function flat([r, g, b]: Rgb, alpha?: number): Sharp {
  return sharp({
    create: {
      width: 240,
      height: 160,
      channels: alpha === undefined ? 3 : 4,
      background: { r, g, b, alpha: alpha ?? 1 },
    },
  });
}

const TERRACOTTA: Rgb = [182, 96, 58];
const best = { quality: 100, chromaSubsampling: '4:4:4' } as const;

describe('a colour on the screen is the photograph’s', () => {
  it.each([
    ['sRGB', () => flat(TERRACOTTA).jpeg(best)],
    ['Display P3', () => flat(TERRACOTTA).withIccProfile('p3').jpeg(best)],
    ['Display P3 in 16 bits', () => flat(TERRACOTTA).toColourspace('rgb16').withIccProfile('p3').png()],
    ['a TIFF of 16 bits', () => flat(TERRACOTTA).toColourspace('rgb16').tiff()],
    ['a TIFF of floating numbers', () => flat(TERRACOTTA).toColourspace('scrgb').tiff({ compression: 'none' })],
    ['a palette', () => flat(TERRACOTTA).png({ palette: true })],
    ['a GIF', () => flat(TERRACOTTA).gif()],
    ['WebP', () => flat(TERRACOTTA).webp({ lossless: true })],
    ['AVIF', () => flat(TERRACOTTA).avif({ quality: 95, chromaSubsampling: '4:4:4' })],
  ] as const)('in %s', async (_name, make) => {
    expect(await difference(await seen(await make().toBuffer()), TERRACOTTA)).toBeLessThan(2.3);
  });

  it.each([
    ['with a profile', () => flat(TERRACOTTA).withIccProfile('cmyk').jpeg(best)],
    ['without one', () => flat(TERRACOTTA).toColourspace('cmyk').jpeg(best)],
  ] as const)('in CMYK %s, as far as ink goes', async (_name, make) => {
    expect(await difference(await seen(await make().toBuffer()), TERRACOTTA)).toBeLessThan(12);
  });

  it('in Adobe RGB with its profile, and the same where EXIF alone says so', async () => {
    // (0, 200, 0) in Adobe RGB is greener than sRGB can show: what comes out has no red at all.
    const pixels = await flat([90, 200, 90]).jpeg(best).toBuffer();
    const tagged = await seen(withAdobeRgb(pixels));
    const byExif = await seen(withExif(pixels, { colourSpace: 65_535, index: 'R03' }));
    expect(await difference(tagged, byExif)).toBeLessThan(0.5);
    // Adobe RGB (90, 200, 90) by the encoding's own formulas, clipped: red 0, green about 201.
    expect(await difference(byExif, [0, 201, 80])).toBeLessThan(4);
    const nikon = await readPicture(withExif(pixels, { colourSpace: 65_535, index: 'R03' }));
    expect(nikon.metadata.iccProfile).toBe(ADOBE_RGB);
  });

  it('in ProPhoto RGB, of 8 and of 16 bits', async () => {
    // The profile of Adobe RGB with other primaries and another gamma (ISO 22028-2, ROMM RGB).
    const adobe = withAdobeRgb(await flat([0, 0, 0]).jpeg(best).toBuffer());
    const profile = Buffer.from(adobe.subarray(20, 20 + adobe.readUInt32BE(20)));
    const primaries = {
      rXYZ: [0.79767, 0.28804, 0],
      gXYZ: [0.13519, 0.71187, 0],
      bXYZ: [0.03135, 0.00009, 0.82521],
    };
    for (let tag = 132; tag < 132 + profile.readUInt32BE(128) * 12; tag += 12) {
      const name = profile.toString('latin1', tag, tag + 4);
      const at = profile.readUInt32BE(tag + 4);
      for (const [index, value] of Object.entries(primaries)
        .filter(([primary]) => primary === name)
        .flatMap(([, values]) => [...values.entries()]))
        profile.writeInt32BE(Math.round(value * 65_536), at + 8 + index * 4);
      if (name.endsWith('TRC')) profile.writeUInt16BE(0x01cd, at + 12);
    }
    // Terracotta by the formulas of IEC 61966-2-1 and ISO 22028-2, Bradford between D65 and D50.
    const romm = [128.7, 88.7, 52.6].map((value) => value / 255);
    const width = 240;
    const height = 160;
    const deep = new Uint16Array(width * height * 3);
    for (let at = 0; at < deep.length; at += 1) deep[at] = Math.round((romm[at % 3] ?? 0) * 65_535);
    const plain = Uint8Array.from(deep, (value) => value >> 8);
    const eight = Buffer.from(
      withAdobeRgb(
        await sharp(plain, { raw: { width, height, channels: 3 } })
          .jpeg(best)
          .toBuffer(),
      ),
    );
    profile.copy(eight, 20);
    expect(await difference(await seen(eight), TERRACOTTA)).toBeLessThan(2.3);
    const sixteen = makeTiff({
      first: {
        entries: [
          [0x0100, 'long', [width]],
          [0x0101, 'long', [height]],
          [0x0102, 'short', [16, 16, 16]],
          [0x0103, 'short', [1]],
          [0x0106, 'short', [2]],
          [0x0111, 'long', { pointsTo: Buffer.from(deep.buffer) }],
          [0x0115, 'short', [3]],
          [0x0116, 'long', [height]],
          [0x0117, 'long', [deep.byteLength]],
          [0x8773, 'undefined', profile],
        ],
      },
    });
    expect(await difference(await seen(sixteen), TERRACOTTA)).toBeLessThan(2.3);
  });

  it('is left alone where EXIF says sRGB or nothing', async () => {
    const pixels = await flat([90, 200, 90]).jpeg(best).toBuffer();
    expect(
      await difference(await seen(withExif(pixels, { colourSpace: 1, index: 'R98' })), [90, 200, 90]),
    ).toBeLessThan(2.3);
    expect(await difference(await seen(withExif(pixels, { colourSpace: 65_535 })), [90, 200, 90])).toBeLessThan(2.3);
  });

  it('in the preview of a raw that was taken in Adobe RGB', async () => {
    const preview = await flat([90, 200, 90]).jpeg(best).toBuffer();
    const plain = await seen(makeRaw('nef', { preview }));
    const wide = await seen(makeRaw('nef', { preview, adobeRgb: true }));
    expect(await difference(plain, [90, 200, 90])).toBeLessThan(2.3);
    expect(await difference(wide, [0, 201, 80])).toBeLessThan(4);
  });

  it('in grey, and in a bit a pixel', async () => {
    const grey = (shade: number) => flat([shade, shade, shade]).toColourspace('b-w');
    expect(await difference(await seen(await grey(90).jpeg(best).toBuffer()), [90, 90, 90])).toBeLessThan(1);
    expect(
      await difference(await seen(await grey(90).toColourspace('grey16').png().toBuffer()), [90, 90, 90]),
    ).toBeLessThan(1);
    const bits = await grey(255).tiff({ bitdepth: 1, compression: 'ccittfax4' }).toBuffer();
    expect(await difference(await seen(bits), [255, 255, 255])).toBeLessThan(1);
  });

  it('behind which nothing is, is on white', async () => {
    expect(await difference(await seen(await flat([0, 0, 0], 0.5).png().toBuffer()), [128, 128, 128])).toBeLessThan(1);
    expect(
      await difference(await seen(await flat([10, 20, 30], 0).webp({ lossless: true }).toBuffer()), [255, 255, 255]),
    ).toBeLessThan(1);
  });

  it('in CIELab of 8 bits', async () => {
    const width = 160;
    const height = 120;
    // L* 60, a* 30, b* 40, as TIFF 6.0, section 23, writes them.
    const lab = Buffer.alloc(width * height * 3);
    for (let at = 0; at < lab.length; at += 3) lab.set([153, 30, 40], at);
    const content = makeTiff({
      first: {
        entries: [
          [0x0100, 'long', [width]],
          [0x0101, 'long', [height]],
          [0x0102, 'short', [8, 8, 8]],
          [0x0103, 'short', [1]],
          [0x0106, 'short', [8]],
          [0x0111, 'long', { pointsTo: lab }],
          [0x0115, 'short', [3]],
          [0x0116, 'long', [height]],
          [0x0117, 'long', [lab.length]],
        ],
      },
    });
    // The same colour by the formulas of CIE 15, D50 adapted to D65.
    expect(await difference(await seen(content), [204, 126, 75])).toBeLessThan(4);
  });

  it('whose profile is broken is shown as sRGB', async () => {
    for (const make of [
      () => flat(TERRACOTTA).withIccProfile('p3').jpeg(best),
      () => flat(TERRACOTTA).withIccProfile('p3').tiff(),
    ]) {
      const content = Buffer.from(await make().toBuffer());
      const at = content.indexOf('acsp');
      content.fill(0x21, at - 30, at + 60);
      const photo = await seen(content);
      expect(await difference(photo, TERRACOTTA)).toBeLessThan(14);
    }
  });
});

describe('of several pictures the first is shown', () => {
  it.each(['gif', 'webp'] as const)('in an animated %s', async (format) => {
    const frames = await Promise.all(
      [TERRACOTTA, [20, 40, 200] as const].map((colour) => flat(colour).png().toBuffer()),
    );
    const animated = sharp(frames, { join: { animated: true } });
    const content = await (format === 'gif' ? animated.gif() : animated.webp({ lossless: true })).toBuffer();
    const photo = await readPicture(content);
    expect([photo.width, photo.height]).toEqual([240, 160]);
    expect(await difference(await seen(content), TERRACOTTA)).toBeLessThan(2.3);
  });

  it('in a TIFF of several pages', async () => {
    const strip = (colour: number) => Buffer.alloc(120 * 90, colour);
    const page = (colour: number) =>
      [
        [0x0100, 'long', [120]],
        [0x0101, 'long', [90]],
        [0x0102, 'short', [8]],
        [0x0103, 'short', [1]],
        [0x0106, 'short', [1]],
        [0x0111, 'long', { pointsTo: strip(colour) }],
        [0x0116, 'long', [90]],
        [0x0117, 'long', [120 * 90]],
      ] as const;
    const content = makeTiff({ first: { entries: page(200), next: { entries: page(10) } } });
    expect(await seen(content)).toEqual([200, 200, 200]);
  });
});

/** The JPEG with an EXIF block that says nothing but its colours. */
function withExif(jpeg: Buffer, { colourSpace, index }: { colourSpace: number; index?: string }): Buffer {
  const exif = makeTiff({
    first: {
      entries: [
        [
          0x8769,
          'long',
          {
            directories: [
              {
                entries: [
                  [0xa001, 'short', [colourSpace]],
                  ...(index
                    ? ([[0xa005, 'long', { directories: [{ entries: [[1, 'ascii', index]] }] }]] as const)
                    : []),
                ],
              },
            ],
          },
        ],
      ],
    },
  });
  const head = Buffer.alloc(10);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(2 + 6 + exif.length, 2);
  head.write('Exif\0\0', 4, 'latin1');
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}
