import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import type { Orientation } from '../../../shared/domain/photo.ts';
import { MARKETPLACE_WATERMARK } from '../../../shared/domain/watermark.ts';
import { putPhoto } from '../../../tests/support/photo-maker.ts';
import type { Watermark } from '../../core/ports/images.ts';
import { readPhoto } from './read-photo.ts';

/**
 * Previews compared with pictures that somebody looked at. `UPDATE_GOLDENS=1 npx vitest run <this file>` writes them anew: look at
 * them before they are committed.
 */
const GOLDENS = new URL('./golden/', import.meta.url).pathname;
const LONG_EDGE = 200;
/** Mean difference of grey levels (of 255) over 8 × 8 patches: encoders differ by less than 1, a moved letter by more than 8. */
const PATCH = 8;
const LEAST_SEEN = 6;

const folder = mkdtempSync(join(tmpdir(), 'watermark-golden-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The preview of a photograph, small and grey. */
async function preview(
  name: string,
  recipe: { width: number; height: number; orientation?: Orientation },
  watermark?: Watermark,
) {
  const path = join(folder, `${name}.jpg`);
  await putPhoto(path, { seed: 7, ...recipe });
  const result = await readPhoto({ path, derivedDir: join(folder, name), ...(watermark && { watermark }) });
  const found = result.outcome === 'photo' ? result.derived.find(({ kind }) => kind === 'preview') : undefined;
  if (!found) throw new Error(`no preview of ${name}`);
  return sharp(found.path)
    .resize(LONG_EDGE, LONG_EDGE, { fit: 'inside' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
}

async function compare(name: string, made: Awaited<ReturnType<typeof preview>>): Promise<number> {
  const path = join(GOLDENS, `${name}.png`);
  const { width, height } = made.info;
  if (process.env.UPDATE_GOLDENS) {
    mkdirSync(GOLDENS, { recursive: true });
    const png = await sharp(made.data, { raw: { width, height, channels: 1 } })
      .png({ compressionLevel: 9, palette: true, colours: 64 })
      .toBuffer();
    writeFileSync(path, png);
  }
  const golden = await sharp(readFileSync(path)).greyscale().raw().toBuffer({ resolveWithObject: true });
  expect({ width: golden.info.width, height: golden.info.height }).toEqual({ width, height });
  let worst = 0;
  for (let top = 0; top < height; top += PATCH)
    for (let left = 0; left < width; left += PATCH)
      worst = Math.max(worst, differenceIn(made.data, golden.data, { left, top, width, height }));
  return worst;
}

function differenceIn(
  one: Buffer,
  other: Buffer,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): number {
  let sum = 0;
  let count = 0;
  for (let y = top; y < Math.min(height, top + PATCH); y += 1)
    for (let x = left; x < Math.min(width, left + PATCH); x += 1) {
      sum += Math.abs((one[y * width + x] ?? 0) - (other[y * width + x] ?? 0));
      count += 1;
    }
  return sum / count;
}

const SHAPES = [
  ['1x3', 500, 1500],
  ['1x2', 600, 1200],
  ['2x3', 800, 1200],
  ['1x1', 1000, 1000],
  ['3x2', 1200, 800],
  ['2x1', 1200, 600],
  ['3x1', 1500, 500],
] as const;

describe('the watermark on a preview looks as it did when somebody looked', () => {
  for (const [name, width, height] of SHAPES)
    it(`on a picture of ${name.replace('x', ':')}`, async () => {
      expect(await compare(`shape-${name}`, await preview(`shape-${name}`, { width, height }))).toBeLessThan(
        LEAST_SEEN,
      );
    });

  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8] as const)
    it(`on a picture whose file says orientation ${orientation}`, async () => {
      const made = await preview(`orientation-${orientation}`, { width: 1200, height: 800, orientation });
      expect(made.info.width > made.info.height).toBe(orientation < 5);
      expect(await compare(`orientation-${orientation}`, made)).toBeLessThan(LEAST_SEEN);
    });

  it('anchored in a corner, turned and in three scripts', async () => {
    for (const [name, text] of [
      ['arabic', 'محمد ٢٠٢٦'],
      ['nko', 'ߒߞߏ ߓߊߡߊ'],
      ['french', 'Œuvre d’Aïcha'],
    ] as const) {
      const watermark: Watermark = {
        id: 'draft',
        logo: null,
        design: {
          ...MARKETPLACE_WATERMARK,
          content: { kind: 'text', text },
          layout: 'anchored',
          size: 12,
          opacity: 80,
          angle: name === 'nko' ? -20 : 0,
          tone: 'auto',
        },
      };
      const made = await preview(`anchored-${name}`, { width: 1200, height: 800 }, watermark);
      expect(await compare(`anchored-${name}`, made)).toBeLessThan(LEAST_SEEN);
    }
  });

  it('and a picture without it is told apart, so that the comparison says something', async () => {
    const none: Watermark = { id: 'draft', logo: null, design: { ...MARKETPLACE_WATERMARK, opacity: 5 } };
    const made = await preview('unmarked', { width: 1200, height: 800 }, none);
    if (process.env.UPDATE_GOLDENS) return;
    expect(await compare('shape-3x2', made)).toBeGreaterThan(LEAST_SEEN * 1.5);
  });

  it('in golden pictures of at most 40 KB each', () => {
    for (const [name] of SHAPES) expect(statSync(join(GOLDENS, `shape-${name}.png`)).size).toBeLessThan(40_000);
  });
});
