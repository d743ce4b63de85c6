import type PDFDocument from 'pdfkit';
import type { PaperFonts, Weight } from './paper-fonts.ts';

export interface Style {
  readonly size: number;
  readonly weight?: Weight;
  readonly colour?: string;
}

export type TypeSetter = ReturnType<typeof typeSetter>;

/** The thin space of these fonts; they have no narrow no-break space (U+202F), and nothing is broken within an amount here. */
const THIN_SPACE = '\u2009';

/** From the upper edge of a line of Noto Sans to what its letters stand on, of the size: faces of other scripts stand on it too. */
const ASCENT = 1.069;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Nko}]/u;

/** Sets lines of text in several faces: measures, breaks at spaces, draws. Lengths in points. */
export function typeSetter(document: InstanceType<typeof PDFDocument>, fonts: PaperFonts) {
  const widths = new Map<string, number>();

  function prepared(text: string): string {
    return text
      .normalize('NFC')
      .replaceAll('\u202f', THIN_SPACE)
      .replace(/\p{Cc}+/gu, ' ');
  }

  function width(text: string, { size, weight = 'regular' }: Style): number {
    const key = `${weight} ${text}`;
    let atOne = widths.get(key);
    if (atOne === undefined) {
      atOne = fonts
        .runs(text, weight)
        .reduce((sum, run) => sum + document.font(run.face).fontSize(100).widthOfString(run.text) / 100, 0);
      widths.set(key, atOne);
    }
    return atOne * size;
  }

  /** Breaks at spaces; a word wider than the line is broken within. */
  function lines(text: string, style: Style, most: number): string[] {
    const found: string[] = [];
    let line = '';
    for (const word of prepared(text).split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (width(longer, style) <= most) {
        line = longer;
        continue;
      }
      if (line !== '') found.push(line);
      line = word;
      while (width(line, style) > most && line.length > 1) {
        let count = line.length - 1;
        while (count > 1 && width(line.slice(0, count), style) > most) count -= 1;
        found.push(line.slice(0, count));
        line = line.slice(count);
      }
    }
    found.push(line);
    return found;
  }

  /** Draws one line whose upper edge is at `y`; `right`: it ends at `x`. */
  function draw(line: string, x: number, y: number, style: Style, right = false): void {
    const text = prepared(line);
    const { size, weight = 'regular', colour = '#1b1b1b' } = style;
    const runs = fonts.runs(text, weight);
    let at = right ? x - width(text, style) : x;
    for (const [index, run] of runs.entries()) {
      document.font(run.face).fontSize(size).fillColor(colour);
      // Asked for a feature the run is set whole: word by word, text from right to left would stand in the wrong order.
      const whole: { features: PDFKit.Mixins.OpenTypeFeatures[] } | null = RIGHT_TO_LEFT.test(run.text)
        ? { features: ['kern'] }
        : null;
      document.text(run.text, at, y + size * ASCENT, { lineBreak: false, baseline: 'alphabetic', ...whole });
      if (index < runs.length - 1) at += document.widthOfString(run.text);
    }
  }

  return { width, lines, draw };
}
