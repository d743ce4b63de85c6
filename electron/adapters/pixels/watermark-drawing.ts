import sharp from 'sharp';
import type { WatermarkAnchor, WatermarkDesign } from '../../../shared/domain/watermark.ts';
import type { Watermark } from '../../core/ports/images.ts';
import { outlineOf } from './watermark-text.ts';

/** Distance between marks along and across the line, in widths and heights of the mark, at a spacing of 100 %. */
const GAPS = { text: { along: 0.7, across: 3.2 }, logo: { along: 0.7, across: 1.2 } } as const;
/** No mark is wider than this part of the short side: a long name then gets smaller letters. */
const WIDEST = 0.9;

/** What is repeated or anchored, in units of its own. */
interface Stamp {
  /** SVG elements with the baseline at 0. */
  readonly svg: string;
  readonly width: number;
  /** What `size` is the height of. */
  readonly height: number;
  /** Above and below the baseline, all of it. */
  readonly top: number;
  readonly bottom: number;
}

/**
 * The mark for a picture of this size as RGBA pixels, its opacity in the alpha. Drawn by librsvg from elements made here alone:
 * nothing in it came from outside but the pixels of a logo.
 */
export async function drawWatermark({ design, logo }: Watermark, width: number, height: number): Promise<Buffer> {
  const stamp = await stampOf(design, logo);
  const short = Math.min(width, height);
  const scale = Math.min((short * (design.size / 100)) / stamp.height, (short * WIDEST) / stamp.width);
  const look =
    design.tone === 'own' ? `opacity="${design.opacity / 100}"` : `fill="#fff" fill-opacity="${design.opacity / 100}"`;
  const drawn =
    design.layout === 'tiled'
      ? tiled(design, stamp, scale, look)
      : anchored(design, stamp, scale, look, { width, height });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawn}</svg>`;
  return sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer();
}

async function stampOf(design: WatermarkDesign, logo: Uint8Array | null): Promise<Stamp> {
  if (design.content.kind === 'text') {
    const { svg, width, capHeight, top, bottom } = await outlineOf(design.content.text);
    return { svg, width, height: capHeight, top, bottom };
  }
  if (!logo) throw new Error('a watermark with a logo came without it');
  const { width, height } = await sharp(logo).metadata();
  const image =
    design.tone === 'own'
      ? logo
      : await sharp(logo)
          .ensureAlpha()
          .linear([0, 0, 0, design.opacity / 100], [255, 255, 255, 0])
          .png()
          .toBuffer();
  const href = `data:image/png;base64,${Buffer.from(image).toString('base64')}`;
  return {
    svg: `<image y="${-height}" width="${width}" height="${height}" href="${href}"/>`,
    width,
    height,
    top: height,
    bottom: 0,
  };
}

function tiled({ content, spacing, angle }: WatermarkDesign, stamp: Stamp, scale: number, look: string): string {
  const gaps = GAPS[content.kind];
  const along = stamp.width * (1 + (gaps.along * spacing) / 100) * scale;
  const across = stamp.height * (1 + (gaps.across * spacing) / 100) * scale;
  const mark = (x: number, y: number) => `<g transform="translate(${x} ${y}) scale(${scale})">${stamp.svg}</g>`;
  // Two lines a tile, the second shifted by half a step, so that no straight path stays free.
  const tile = mark(0, across * 0.5) + mark(along / 2, across * 1.5) + mark(-along / 2, across * 1.5);
  return `<defs><pattern id="mark" width="${along}" height="${across * 2}" patternUnits="userSpaceOnUse" patternTransform="rotate(${angle})"><g ${look}>${tile}</g></pattern></defs><rect width="100%" height="100%" fill="url(#mark)"/>`;
}

function anchored(
  { angle, anchor, margin }: WatermarkDesign,
  stamp: Stamp,
  wanted: number,
  look: string,
  picture: { readonly width: number; readonly height: number },
): string {
  const space = (Math.min(picture.width, picture.height) * margin) / 100;
  const turn = (Math.abs(angle) * Math.PI) / 180;
  const tall = stamp.top + stamp.bottom;
  const lying = {
    width: stamp.width * Math.cos(turn) + tall * Math.sin(turn),
    height: stamp.width * Math.sin(turn) + tall * Math.cos(turn),
  };
  const scale = Math.min(
    wanted,
    (picture.width - 2 * space) / lying.width,
    (picture.height - 2 * space) / lying.height,
  );
  const { across, down } = SIDES[anchor];
  const x = space + (picture.width - 2 * space - lying.width * scale) * across + (lying.width * scale) / 2;
  const y = space + (picture.height - 2 * space - lying.height * scale) * down + (lying.height * scale) / 2;
  return `<g transform="translate(${x} ${y}) rotate(${angle}) scale(${scale}) translate(${-stamp.width / 2} ${stamp.top - tall / 2})"><g ${look}>${stamp.svg}</g></g>`;
}

const SIDES: Readonly<Record<WatermarkAnchor, { readonly across: number; readonly down: number }>> = {
  'top-left': { across: 0, down: 0 },
  top: { across: 0.5, down: 0 },
  'top-right': { across: 1, down: 0 },
  left: { across: 0, down: 0.5 },
  centre: { across: 0.5, down: 0.5 },
  right: { across: 1, down: 0.5 },
  'bottom-left': { across: 0, down: 1 },
  bottom: { across: 0.5, down: 1 },
  'bottom-right': { across: 1, down: 1 },
};
