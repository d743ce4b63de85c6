import sharp from 'sharp';
import { LOGO_FILE_LIMIT, LOGO_SIDE } from '../../../shared/domain/watermark.ts';
import type { LogoPicture } from '../../core/ports/images.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Pixels of a PNG from outside. */
const PIXEL_LIMIT = 40_000_000;
/** What an SVG might fetch, run or grow with: entities, scripts, pages in pages, styles and files from elsewhere. */
const REACHES_OUT =
  /<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet|<(?:\w+:)?(?:script|foreignObject|iframe)\b|@import|url\(\s*['"]?(?!\s*#|\s*data:image\/(?:png|jpeg);)|href\s*=\s*['"]\s*(?!#|data:image\/(?:png|jpeg);)/i;

/**
 * A logo from outside as pixels: what is kept and drawn afterwards is a PNG of ours. An SVG is drawn by librsvg, which gets it
 * without an address, so that nothing relative can be found; one that reaches out anyway is refused. Null: not usable.
 */
export async function drawLogo(content: Uint8Array): Promise<LogoPicture | null> {
  if (content.length === 0 || content.length > LOGO_FILE_LIMIT) return null;
  const bytes = Buffer.from(content);
  try {
    const drawn = bytes.subarray(0, PNG.length).equals(PNG)
      ? sharp(bytes, { limitInputPixels: PIXEL_LIMIT })
      : await openSvg(bytes);
    if (!drawn) return null;
    const cut = await drawn
      .ensureAlpha()
      .toColourspace('srgb')
      .resize({ width: LOGO_SIDE, height: LOGO_SIDE, fit: 'inside', withoutEnlargement: true })
      .png()
      .toBuffer();
    const { data, info } = await trimmed(cut);
    return { png: data, width: info.width, height: info.height };
  } catch {
    return null; // whatever is wrong with it, it can't be drawn
  }
}

/** At the size it is kept in: an SVG says 20 px and means a shape. */
async function openSvg(bytes: Buffer) {
  const text = decode(bytes);
  if (text === null || !/<(?:\w+:)?svg\b/.test(text) || REACHES_OUT.test(text)) return null;
  const svg = Buffer.from(text);
  const { width, height, format } = await sharp(svg, { density: 72, limitInputPixels: PIXEL_LIMIT }).metadata();
  if (format !== 'svg' || width < 1 || height < 1) return null;
  // 1 to 100,000: the range sharp takes.
  const density = Math.max(1, Math.min(100_000, (72 * LOGO_SIDE) / Math.max(width, height)));
  return sharp(svg, { density, limitInputPixels: PIXEL_LIMIT });
}

/** As text in UTF-8 alone: another encoding could hide what is looked for. */
function decode(bytes: Buffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return /encoding\s*=\s*['"](?!utf-?8['"])/i.test(text.slice(0, 200)) ? null : text;
  } catch {
    return null;
  }
}

/** Transparent margins would push an anchored logo away from its edge. One that fills its frame stays as it is. */
async function trimmed(png: Buffer) {
  const { isOpaque } = await sharp(png).stats();
  const whole = sharp(png);
  const cut = isOpaque ? whole : whole.trim({ background: { r: 0, g: 0, b: 0, alpha: 0 }, threshold: 1 });
  return cut.png({ compressionLevel: 9 }).toBuffer({ resolveWithObject: true });
}
