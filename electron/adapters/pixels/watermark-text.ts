import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Font, GlyphRun } from 'fontkit';
import { resourceFolder } from '../../files/resources.ts';
import { visualRuns } from './watermark-bidi.ts';
import { MARKETPLACE_WORD } from './watermark-word.ts';

/**
 * A text as outlines, so that it looks the same on machines with other fonts or none: shaped by fontkit with the fonts that come
 * with the application, which also joins Arabic and N'Ko letters. No font of the system is asked, no fontconfig needed.
 */
export interface TextOutline {
  /** SVG elements with the baseline at 0, y downwards, 1000 units to the em. */
  readonly svg: string;
  readonly width: number;
  readonly capHeight: number;
  /** Above and below the baseline. */
  readonly top: number;
  readonly bottom: number;
  /** Characters that none of the fonts has: they are left out. */
  readonly missing: readonly string[];
}

/** Asked in this order (docs/dependencies.md says where they come from). */
const FONTS = ['inter-latin-600', 'inter-latin-ext-600', 'noto-sans-arabic-600', 'noto-sans-nko-400'] as const;
const EM = 1000;
/** Of Inter; the other fonts come within 2 % of it. */
const CAP_HEIGHT = 728;
/** Joins nothing and shows nothing: direction marks, joiners, variation selectors. */
const INVISIBLE = /[\p{Cf}\p{Variation_Selector}]/u;

let opened: Promise<Font[]> | null = null;

async function openFonts(): Promise<Font[]> {
  const { create } = await import('fontkit');
  const folder = resourceFolder('fonts');
  if (folder === null) throw new Error('resources/fonts is not there');
  return FONTS.map((name) => {
    const font = create(readFileSync(join(folder, `${name}.woff2`)));
    if (!('layout' in font)) throw new Error(`${name} is a collection of fonts`);
    return font;
  });
}

/** Errors: that the fonts are not there. */
export async function outlineOf(text: string): Promise<TextOutline> {
  if (text === MARKETPLACE_WORD.text)
    return {
      svg: `<path d="${MARKETPLACE_WORD.outline}"/>`,
      width: MARKETPLACE_WORD.width,
      capHeight: CAP_HEIGHT,
      top: 762,
      bottom: 11,
      missing: [],
    };
  opened ??= openFonts();
  const fonts = await opened;
  const composed = text.normalize('NFC').replace(/\s+/g, ' ');
  const fontOf = (character: string) =>
    fonts.findIndex((font) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
  const visible = [...composed].filter((character) => !INVISIBLE.test(character));
  const missing = [...new Set(visible.filter((character) => fontOf(character) < 0))];
  const drawn = [...composed].filter((character) => INVISIBLE.test(character) || fontOf(character) >= 0).join('');

  let svg = '';
  let x = 0;
  let top = 0;
  let bottom = 0;
  for (const run of visualRuns(drawn)) {
    const pieces = inOneFont(run.text, fontOf);
    for (const piece of run.direction === 'rtl' ? pieces.reverse() : pieces) {
      const font = fonts[piece.font] ?? fonts[0];
      if (!font) continue;
      const laid = font.layout(piece.text, undefined, undefined, undefined, run.direction);
      const drawing = draw(laid, x, EM / font.unitsPerEm);
      svg += drawing.svg;
      x = drawing.end;
      top = Math.max(top, drawing.top);
      bottom = Math.max(bottom, drawing.bottom);
    }
  }
  return { svg, width: Math.max(1, x), capHeight: CAP_HEIGHT, top: Math.max(top, 1), bottom, missing };
}

/** Spaces, marks and joiners stay with the letters before them wherever that font has them. */
function inOneFont(text: string, fontOf: (character: string) => number): { text: string; font: number }[] {
  const pieces: { text: string; font: number }[] = [];
  for (const character of text) {
    const last = pieces.at(-1);
    const font = INVISIBLE.test(character) ? (last?.font ?? 0) : fontOf(character);
    if (last && last.font === font) last.text += character;
    else pieces.push({ text: character, font });
  }
  return pieces;
}

function draw({ glyphs, positions }: GlyphRun, start: number, scale: number) {
  let svg = '';
  let x = start;
  let top = 0;
  let bottom = 0;
  glyphs.forEach((glyph, index) => {
    const place = positions[index];
    if (!place) return;
    const outline = glyph.path.toSVG();
    if (outline !== '') {
      const [left, up] = [x + place.xOffset * scale, -place.yOffset * scale];
      svg += `<path transform="translate(${round(left)} ${round(up)}) scale(${scale} ${-scale})" d="${outline}"/>`;
      top = Math.max(top, (glyph.bbox.maxY + place.yOffset) * scale);
      bottom = Math.max(bottom, -(glyph.bbox.minY + place.yOffset) * scale);
    }
    x += place.xAdvance * scale;
  });
  return { svg, end: x, top, bottom };
}

const round = (number: number) => Math.round(number * 100) / 100;
