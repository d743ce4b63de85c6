import { z } from 'zod';

/** The languages whose dictionaries come with the studio. */
export const spellingLanguage = z.enum(['fr', 'en']);
export type SpellingLanguage = z.infer<typeof spellingLanguage>;

/** Which of them texts are held against: both means that of each text, as far as it tells. */
export const spellingChoice = z.enum(['both', 'fr', 'en', 'off']);
export type SpellingChoice = z.infer<typeof spellingChoice>;

/** A word of a text, and where it stands in it (UTF-16 units). */
export interface PlacedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Addresses, accounts, hashtags, variables, names of files and codes. */
const NO_WORDS =
  /(?:https?:\/\/|www\.)\S+|\S+@\S+|[#@][\p{L}\p{N}_]+|\{[^{}]*\}|[\p{L}\p{N}_-]+(?:\.[a-z\d]{2,})+\S*|\S*_\S*/gu;
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’ʼ‐‑-][\p{L}\p{N}\p{M}]+)*/gu;

/**
 * The words of a text that have a spelling: not numbers or what holds one, not what is written in capitals throughout (BCEAO)
 * or with one inside (iPhone), not other scripts, not addresses.
 */
export function spelledWords(text: string): PlacedWord[] {
  const words: PlacedWord[] = [];
  const read = text.replace(NO_WORDS, (found) => ' '.repeat(found.length));
  for (const match of read.matchAll(WORD)) {
    const [word] = match;
    if (hasSpelling(word)) words.push({ text: word, start: match.index, end: match.index + word.length });
  }
  return words;
}

function hasSpelling(word: string): boolean {
  const letters = word.replace(/[^\p{L}]/gu, '');
  return (
    letters.length > 1 &&
    !/\p{N}/u.test(word) &&
    !/[^\p{Script=Latin}\p{M}'’ʼ‐‑-]/u.test(word) &&
    letters !== letters.toUpperCase() &&
    !/\p{Ll}\p{Lu}/u.test(word)
  );
}

/** A word as dictionaries have it: composed, with the straight apostrophe and the plain hyphen. */
export function plainWord(word: string): string {
  return word.normalize('NFC').replace(/[’ʼ]/g, "'").replace(/[‐‑]/g, '-');
}

/** What French elides before a vowel: l’homme, qu’elle, jusqu’ici. */
const ELISION = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|entr)['’ʼ]/iu;
const POSSESSIVE = /['’ʼ]s?$/iu;

/**
 * The ways a word can be read, the whole first: as it is, without what is elided before it or possessive after it, by the parts
 * a hyphen joins. It is right when all pieces of one way are.
 */
export function readingsOf(word: PlacedWord, language: SpellingLanguage): PlacedWord[][] {
  const ways: PlacedWord[][] = [[word]];
  const elided = language === 'fr' ? (ELISION.exec(word.text)?.[0].length ?? 0) : 0;
  const possessive = language === 'en' ? (POSSESSIVE.exec(word.text)?.[0].length ?? 0) : 0;
  const bare = pieceOf(word, elided, word.text.length - possessive);
  if (bare.text !== word.text && bare.text !== '') ways.push([bare]);
  if (/[-‐‑]/.test(bare.text)) {
    const parts = [...bare.text.matchAll(/[^-‐‑]+/g)].map((part) =>
      pieceOf(bare, part.index, part.index + part[0].length),
    );
    ways.push(parts.flatMap((part) => (part.text.length > 1 ? [withoutElision(part, language)] : [])));
  }
  return ways;
}

function withoutElision(word: PlacedWord, language: SpellingLanguage): PlacedWord {
  const elided = language === 'fr' ? (ELISION.exec(word.text)?.[0].length ?? 0) : 0;
  return elided > 0 && elided < word.text.length ? pieceOf(word, elided, word.text.length) : word;
}

function pieceOf(word: PlacedWord, from: number, to: number): PlacedWord {
  return { text: word.text.slice(from, to), start: word.start + from, end: word.start + to };
}

/** Words that only one of the two languages has, and has in nearly every sentence. */
const FRENCH = new Set(
  'le la les un une des du de et est sont dans pour par avec aux au en qui que ce cette ces sa leur leurs chez vers sous entre pendant avant où ou elle ils elles se ne pas plus très'.split(
    ' ',
  ),
);
const ENGLISH = new Set(
  'the of and is are in for with from by at to an this that these those his her their its who which near during after before under over into as was were not very'.split(
    ' ',
  ),
);

/** The language a text is in, told by its small words, elisions and accents; null where they don't tell. */
export function languageOfText(text: string): SpellingLanguage | null {
  let french = 0;
  let english = 0;
  for (const [word] of text.matchAll(WORD)) {
    const lower = word.toLowerCase();
    if (FRENCH.has(lower) || ELISION.test(word)) french += 1;
    else if (ENGLISH.has(lower)) english += 1;
    // Names have accents in English texts too.
    else if (word === lower && /[àâçèéêëîïôùûœ]/.test(lower)) french += 1;
  }
  if (french > 2 * english) return 'fr';
  return english > 2 * french ? 'en' : null;
}
