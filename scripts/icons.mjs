// `npm run icons`: every size of the application's icon and the pictures of its installers, from the drawings in resources/.
// The results are committed, so that building needs no picture library; run it after changing a drawing.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { bmp, icns, ico } from './packaging/picture-formats.mjs';
import { root } from './tools.mjs';

const icons = join(root, 'resources', 'icons');
const installer = join(root, 'resources', 'installer');

/** Sizes in pixels that Linux desktops, Windows (ICO) and macOS (ICNS, `type: pixels`) ask for. */
const LINUX = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const WINDOWS = [16, 24, 32, 48, 64, 128, 256];
const MACOS = {
  ...{ icp4: 16, icp5: 32, icp6: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 },
  ...{ ic11: 32, ic12: 64, ic13: 256, ic14: 512 },
};

/** Drawn again for each size, so that edges are sharp at every one. */
function drawn(svg, width, height = width) {
  const drawing = Number(/width="(\d+)"/.exec(svg)?.[1] ?? 256);
  return sharp(Buffer.from(svg), { density: Math.max(1, (72 * width) / drawing) }).resize(width, height, {
    fit: 'fill',
  });
}

async function pngs(svg, sizes) {
  const found = new Map();
  for (const size of new Set(sizes)) found.set(size, await drawn(svg, size).png({ compressionLevel: 9 }).toBuffer());
  return found;
}

const drawing = readFileSync(join(root, 'resources', 'icon.svg'), 'utf8');
// Apple's grid leaves 100 of 1024 pixels around the tile; this drawing leaves 64.
const onApplesGrid = drawing.replace('viewBox="0 0 1024 1024"', 'viewBox="-44 -44 1112 1112"');
const pictures = await pngs(drawing, [...LINUX, ...WINDOWS]);
const macPictures = await pngs(onApplesGrid, Object.values(MACOS));

mkdirSync(icons, { recursive: true });
for (const size of LINUX) writeFileSync(join(icons, `${size}x${size}.png`), pictures.get(size));
writeFileSync(join(icons, 'icon.ico'), ico(WINDOWS.map((size) => [size, pictures.get(size)])));
writeFileSync(
  join(icons, 'icon.icns'),
  icns(Object.entries(MACOS).map(([type, size]) => [type, macPictures.get(size)])),
);

/** Windows' installer shows uncompressed bitmaps of these very sizes; the disk image has one picture for each density. */
for (const [name, width, height] of [
  ['sidebar', 164, 314],
  ['header', 150, 57],
]) {
  const svg = readFileSync(join(installer, `${name}.svg`), 'utf8');
  const { data } = await drawn(svg, width, height).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  writeFileSync(join(installer, `${name}.bmp`), bmp(data, width, height));
}
const background = readFileSync(join(installer, 'dmg-background.svg'), 'utf8');
for (const [suffix, times] of [
  ['', 1],
  ['@2x', 2],
]) {
  const picture = drawn(background, 540 * times, 380 * times).png({ compressionLevel: 9 });
  writeFileSync(join(installer, `dmg-background${suffix}.png`), await picture.toBuffer());
}
console.log(`resources/icons: ${LINUX.length} PNG, icon.ico, icon.icns. resources/installer: 2 BMP, 2 PNG.`);
