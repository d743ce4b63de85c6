// `npm run icons`: every size of the application's icon from resources/icon.svg. The results are committed, so that
// building needs no picture library; run it after changing the drawing.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { root } from './tools.mjs';

const source = join(root, 'resources', 'icon.svg');
const folder = join(root, 'resources', 'icons');

/** Sizes in pixels that Linux desktops, Windows (ICO) and macOS (ICNS) ask for. */
const LINUX = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const WINDOWS = [16, 24, 32, 48, 64, 128, 256];
/** Apple Icon Image format: four-letter types whose content is a PNG of this many pixels. */
const MACOS = [
  ['icp4', 16],
  ['icp5', 32],
  ['icp6', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
];

const pictures = new Map();
for (const size of LINUX) {
  const png = await sharp(source, { density: Math.max(72, (72 * size) / 256) })
    .resize(size, size)
    .png({ compressionLevel: 9, palette: false })
    .toBuffer();
  pictures.set(size, png);
}

/** ICONDIR and ICONDIRENTRYs, then the PNGs (allowed in ICO since Windows Vista). 256 is written as 0. */
function ico(sizes) {
  const header = Buffer.alloc(6 + 16 * sizes.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(sizes.length, 4);
  let offset = header.length;
  sizes.forEach((size, index) => {
    const png = pictures.get(size);
    const at = 6 + 16 * index;
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...sizes.map((size) => pictures.get(size))]);
}

/** 'icns', the whole length, then per picture its type, its length with these eight bytes, and the PNG. Big-endian. */
function icns(entries) {
  const parts = entries.map(([type, size]) => {
    const png = pictures.get(size);
    const head = Buffer.alloc(8);
    head.write(type, 0, 'latin1');
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const head = Buffer.alloc(8);
  head.write('icns', 0, 'latin1');
  head.writeUInt32BE(8 + parts.reduce((sum, part) => sum + part.length, 0), 4);
  return Buffer.concat([head, ...parts]);
}

mkdirSync(folder, { recursive: true });
for (const [size, png] of pictures) writeFileSync(join(folder, `${size}x${size}.png`), png);
writeFileSync(join(folder, 'icon.ico'), ico(WINDOWS));
writeFileSync(join(folder, 'icon.icns'), icns(MACOS));
console.log(`resources/icons: ${pictures.size} PNG, icon.ico, icon.icns.`);
