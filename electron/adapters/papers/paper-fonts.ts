import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, type Font } from 'fontkit';
import { resourceFolder } from '../../files/resources.ts';

export type Weight = 'regular' | 'bold';

/** By weight, the first that has a letter draws it. What no face has is drawn as the first one's sign for the unknown. */
const FACES: Readonly<Record<Weight, readonly string[]>> = {
  regular: ['noto-sans-latin-400', 'noto-sans-latin-ext-400', 'noto-sans-arabic-400', 'noto-sans-nko-400'],
  bold: ['noto-sans-latin-600', 'noto-sans-latin-ext-600', 'noto-sans-arabic-400', 'noto-sans-nko-400'],
};

export interface Run {
  readonly face: string;
  readonly text: string;
}

export interface PaperFonts {
  /** Every face by its name: an OpenType file. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** A text cut where another face has to draw it. */
  runs(text: string, weight: Weight): Run[];
}

/** Noto Sans with Latin, Arabic and N'Ko, from the application's own resources: no font of the system is asked. */
export function paperFonts(): PaperFonts {
  const folder = resourceFolder('fonts');
  if (folder === null) throw new Error('the fonts of papers are not part of this build');
  const files = new Map<string, Buffer>();
  const faces = new Map<string, Font>();
  for (const name of new Set(Object.values(FACES).flat())) {
    const file = readFileSync(join(folder, `${name}.ttf`));
    const font = create(file);
    if (!('hasGlyphForCodePoint' in font)) throw new Error(`${name} is a collection of fonts`);
    files.set(name, file);
    faces.set(name, font);
  }

  function faceOf(letter: string, weight: Weight, before: string | undefined): string {
    const code = letter.codePointAt(0) ?? 0;
    const has = (face: string) => faces.get(face)?.hasGlyphForCodePoint(code) === true;
    // A space stays with what it stands between: cut at every space, a line of Arabic would come out word by word, backwards.
    if (before !== undefined && /[\s\p{M}]/u.test(letter) && has(before)) return before;
    const choice = FACES[weight];
    return choice.find(has) ?? choice[0] ?? '';
  }

  return {
    files,
    runs(text, weight) {
      const found: { face: string; text: string }[] = [];
      for (const letter of text) {
        const last = found.at(-1);
        const face = faceOf(letter, weight, last?.face);
        if (last !== undefined && last.face === face) last.text += letter;
        else found.push({ face, text: letter });
      }
      return found;
    },
  };
}
