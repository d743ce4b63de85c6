import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

// Photographs for the end-to-end suite and its pictures: drawn here, so that they are nobody's but the project's and the same
// on every machine. Size, EXIF and grain are those of a camera.

/** Six megapixels: more than the marketplace advises, quick to draw. */
const WIDTH = 3000;
const HEIGHT = 2000;

/** A chance that gives the same numbers every time (Park and Miller, minimal standard generator). */
function dice(seed: number): () => number {
  let state = (seed * 48_271 + 1) % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

function ridge(roll: () => number, level: number, height: number): string {
  const points = Array.from(
    { length: 9 },
    (_, index) => [(WIDTH * index) / 8, level + (roll() - 0.5) * height] as const,
  );
  const [first, ...rest] = points;
  const curve = rest.map(([x, y], index) => {
    const before = points[index] ?? first;
    const middle = ((before?.[0] ?? 0) + x) / 2;
    return `C${middle} ${before?.[1] ?? y} ${middle} ${y} ${x} ${y}`;
  });
  return `M0 ${first?.[1] ?? level} ${curve.join(' ')} V${HEIGHT} H0 Z`;
}

function sky(from: string, to: string): string {
  return `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#sky)"/>`;
}

function dunes(seed: number): string {
  const roll = dice(seed);
  const hue = 18 + roll() * 18;
  const sun = `<circle cx="${500 + roll() * 2000}" cy="${500 + roll() * 300}" r="${110 + roll() * 80}" fill="hsl(${hue + 22} 95% 82%)"/>`;
  const layers = [0.5, 0.62, 0.74, 0.88].map(
    (level, index) =>
      `<path d="${ridge(roll, HEIGHT * level, 260)}" fill="hsl(${hue} ${58 - index * 6}% ${54 - index * 12}%)"/>`,
  );
  return sky(`hsl(${hue + 190} 38% 46%)`, `hsl(${hue + 14} 88% 76%)`) + sun + layers.join('');
}

function baobab(seed: number): string {
  const roll = dice(seed);
  const hue = 8 + roll() * 24;
  const x = 1100 + roll() * 800;
  const branch = (angle: number, length: number) => {
    const tipX = x + Math.sin(angle) * length;
    const tipY = 900 - Math.cos(angle) * length;
    return `<path d="M${x} 980 Q${(x + tipX) / 2} ${tipY + 160} ${tipX} ${tipY}" stroke-width="${70 - Math.abs(angle) * 22}" fill="none" stroke="#1d1512"/><ellipse cx="${tipX}" cy="${tipY}" rx="${170 + roll() * 90}" ry="${80 + roll() * 50}" fill="#241a14"/>`;
  };
  const crown = [-1.3, -0.8, -0.35, 0.1, 0.5, 0.95, 1.35].map((angle) => branch(angle, 420 + roll() * 220)).join('');
  const trunk = `<path d="M${x - 150} 1640 Q${x - 95} 1200 ${x - 110} 940 H${x + 110} Q${x + 95} 1200 ${x + 165} 1640 Z" fill="#1d1512"/>`;
  return `${sky(`hsl(${hue + 200} 45% 38%)`, `hsl(${hue} 92% 64%)`)}<circle cx="${x + 480}" cy="1250" r="210" fill="hsl(${hue + 26} 98% 74%)"/><path d="${ridge(roll, 1600, 90)}" fill="#2b1f17"/>${trunk}${crown}`;
}

function cloth(seed: number): string {
  const roll = dice(seed);
  const hue = roll() * 360;
  const tile = 250;
  const shapes: string[] = [];
  for (let row = 0; row * tile < HEIGHT; row += 1) {
    for (let column = 0; column * tile < WIDTH; column += 1) {
      const [x, y] = [column * tile + tile / 2, row * tile + tile / 2];
      const turn = (row + column) % 2 === 0 ? 0 : 45;
      shapes.push(
        `<g transform="translate(${x} ${y}) rotate(${turn})"><rect x="-98" y="-98" width="196" height="196" fill="hsl(${hue + 150} 62% 34%)"/><circle r="78" fill="hsl(${hue + 30} 88% 58%)"/><path d="M0-66 L20-20 L66 0 L20 20 L0 66 L-20 20 L-66 0 L-20-20 Z" fill="hsl(${hue} 70% 26%)"/><circle r="15" fill="hsl(${hue + 44} 92% 82%)"/></g>`,
      );
    }
  }
  return `<rect width="100%" height="100%" fill="hsl(${hue} 66% 42%)"/>${shapes.join('')}`;
}

function lights(seed: number): string {
  const roll = dice(seed);
  const spots = Array.from({ length: 70 }, () => {
    const [x, y, r] = [roll() * WIDTH, 500 + roll() * 1300, 24 + roll() * 110];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${18 + roll() * 46} 95% ${52 + roll() * 26}%)" fill-opacity="${0.14 + roll() * 0.42}"/>`;
  });
  return `${sky('#0c1322', '#2c1d24')}${spots.join('')}<path d="${ridge(roll, 1750, 120)}" fill="#0a0b10"/>`;
}

function river(seed: number): string {
  const roll = dice(seed);
  const hue = 190 + roll() * 26;
  const ripples = Array.from({ length: 60 }, () => {
    const y = 1080 + roll() * 880;
    return `<rect x="${roll() * WIDTH - 200}" y="${y}" width="${180 + roll() * 620}" height="${3 + (y - 1000) / 90}" rx="6" fill="#fff" fill-opacity="${0.05 + roll() * 0.2}"/>`;
  });
  const boatX = 700 + roll() * 1500;
  const boat = `<path d="M${boatX - 330} 1290 Q${boatX} 1400 ${boatX + 380} 1270 Q${boatX + 60} 1470 ${boatX - 330} 1290 Z" fill="#2a1c16"/><rect x="${boatX + 20}" y="1090" width="26" height="220" fill="#2a1c16"/><circle cx="${boatX + 33}" cy="1070" r="38" fill="#2a1c16"/>`;
  return `${sky(`hsl(${hue} 52% 60%)`, `hsl(${hue - 150} 74% 84%)`)}<path d="${ridge(roll, 930, 90)}" fill="hsl(${hue - 90} 26% 34%)"/><rect y="1020" width="100%" height="980" fill="hsl(${hue} 42% 44%)"/>${ripples.join('')}${boat}`;
}

const SCENES = [
  { draw: dunes, name: 'Dunes' },
  { draw: baobab, name: 'Baobab' },
  { draw: cloth, name: 'Pagne' },
  { draw: lights, name: 'Lumieres' },
  { draw: river, name: 'Fleuve' },
];
const CAMERAS = [
  ['Canon', 'Canon EOS R6', 'RF24-105mm F4 L IS USM'],
  ['NIKON CORPORATION', 'NIKON Z 6', 'NIKKOR Z 50mm f/1.8 S'],
  ['FUJIFILM', 'X-T4', 'XF35mmF1.4 R'],
] as const;

/** Writes `count` photographs into `folder` (made when missing); returns their file names. */
export async function writeSceneries(folder: string, count: number): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const names: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const scene = SCENES[index % SCENES.length];
    const camera = CAMERAS[index % CAMERAS.length];
    if (!scene || !camera) continue;
    const [make, model, lens] = camera;
    const fileName = `${scene.name}_${String(1000 + index)}.jpg`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">${scene.draw(index + 1)}</svg>`;
    const taken = `2026:10:${String(1 + (index % 28)).padStart(2, '0')} ${String(7 + (index % 11)).padStart(2, '0')}:24:10`;
    await sharp(Buffer.from(svg))
      .flatten({ background: '#000000' })
      .withExif({
        IFD0: { Make: make, Model: model, Artist: 'Awa Kaboré', Copyright: '© Awa Kaboré' },
        IFD2: {
          DateTimeOriginal: taken,
          OffsetTimeOriginal: '+00:00',
          LensModel: lens,
          ISOSpeedRatings: '200',
          FNumber: '4/1',
          ExposureTime: '1/250',
          FocalLength: '50/1',
        },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '12/1 22/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '1/1 31/1 0/1' },
      })
      .jpeg({ quality: 88 })
      .toFile(join(folder, fileName));
    names.push(fileName);
  }
  return names;
}
