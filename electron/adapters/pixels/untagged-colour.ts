/** Name under which the catalogue keeps the colour space of cameras that say it in EXIF instead of a profile. */
export const ADOBE_RGB = 'Adobe RGB (1998)';

/**
 * True where EXIF alone says that the colours are Adobe RGB: interoperability index R03 (CIPA DC-008, 4.6.7; DCF 2.0, "DCF
 * optional file"), or colour space 2, which some makers write.
 */
export function saysAdobeRgb(interoperability: unknown, colourSpace: unknown): boolean {
  if (colourSpace === 1) return false;
  return (typeof interoperability === 'string' && interoperability.startsWith('R03')) || colourSpace === 2;
}

/** The JPEG with a profile of Adobe RGB put behind its SOI (ICC.1:2010, B.4), so that decoders see what EXIF says. */
export function withAdobeRgb(jpeg: Buffer): Buffer {
  const profile = adobeRgbProfile();
  const segment = Buffer.alloc(18);
  segment.writeUInt16BE(0xffe2, 0);
  segment.writeUInt16BE(16 + profile.length, 2);
  segment.write('ICC_PROFILE\0', 4, 'latin1');
  segment.writeUInt8(1, 16);
  segment.writeUInt8(1, 17);
  return Buffer.concat([jpeg.subarray(0, 2), segment, profile, jpeg.subarray(2)]);
}

let made: Buffer | null = null;

/**
 * A display profile of three primaries and a gamma (ICC.1:2001-04, 6.3.1.1). Primaries and white are those of "Adobe RGB
 * (1998) Color Image Encoding", 4.3.1, adapted to D50 (its annex B.1); gamma 2 + 51/256.
 */
function adobeRgbProfile(): Buffer {
  made ??= buildProfile([
    ['rXYZ', xyz(0.60974, 0.31111, 0.01947)],
    ['gXYZ', xyz(0.20528, 0.62567, 0.06087)],
    ['bXYZ', xyz(0.14919, 0.06322, 0.74457)],
    ['wtpt', xyz(0.9505, 1, 1.0891)],
    ['rTRC', gamma(0x0233)],
    ['gTRC', gamma(0x0233)],
    ['bTRC', gamma(0x0233)],
    ['desc', description('Compatible with Adobe RGB (1998)')],
    ['cprt', text('No copyright, use freely')],
  ]);
  return made;
}

function buildProfile(tags: readonly (readonly [string, Buffer])[]): Buffer {
  const header = Buffer.alloc(128);
  header.writeUInt32BE(0x02100000, 8);
  header.write('mntrRGB XYZ ', 12, 'latin1');
  header.write('acsp', 36, 'latin1');
  xyz(0.9642, 1, 0.8249).copy(header, 68, 8);
  const table = Buffer.alloc(4 + tags.length * 12);
  table.writeUInt32BE(tags.length, 0);
  let at = header.length + table.length;
  for (const [index, [signature, content]] of tags.entries()) {
    table.write(signature, 4 + index * 12, 'latin1');
    table.writeUInt32BE(at, 8 + index * 12);
    table.writeUInt32BE(content.length, 12 + index * 12);
    at += content.length;
  }
  header.writeUInt32BE(at, 0);
  return Buffer.concat([header, table, ...tags.map(([, content]) => content)]);
}

function xyz(...values: [number, number, number]): Buffer {
  const tag = Buffer.alloc(20);
  tag.write('XYZ ', 0, 'latin1');
  for (const [index, value] of values.entries()) tag.writeInt32BE(Math.round(value * 65_536), 8 + index * 4);
  return tag;
}

/** A curve of one entry: the exponent as u8Fixed8. */
function gamma(exponent: number): Buffer {
  const tag = Buffer.alloc(16);
  tag.write('curv', 0, 'latin1');
  tag.writeUInt32BE(1, 8);
  tag.writeUInt16BE(exponent, 12);
  return tag;
}

function description(name: string): Buffer {
  const tag = Buffer.alloc(4 * Math.ceil((12 + name.length + 1 + 78) / 4));
  tag.write('desc', 0, 'latin1');
  tag.writeUInt32BE(name.length + 1, 8);
  tag.write(name, 12, 'latin1');
  return tag;
}

function text(words: string): Buffer {
  const tag = Buffer.alloc(4 * Math.ceil((8 + words.length + 1) / 4));
  tag.write('text', 0, 'latin1');
  tag.write(words, 8, 'latin1');
  return tag;
}
