/** What is looked for in words, and how exactly. */
export interface Search {
  readonly find: string;
  /** Off: « marché » finds « MARCHÉ ». */
  readonly matchCase: boolean;
  /** Off: « marche » finds « marché », « oe » finds « œ », a straight apostrophe finds a curved one. */
  readonly matchAccents: boolean;
  /** No letter or digit beside it. */
  readonly wholeWord: boolean;
}

/** Where it was found, in UTF-16 units of the text in NFC. */
export interface Found {
  readonly start: number;
  readonly end: number;
}

/** Finds all places, from left to right, without overlap. The text is to be in NFC. */
export function findIn(text: string, search: Search): Found[] {
  const needle = folded(search.find.normalize('NFC'), search).text;
  if (needle === '') return [];
  const { text: hay, starts } = folded(text, search);
  const found: Found[] = [];
  let from = 0;
  while (true) {
    const at = hay.indexOf(needle, from);
    if (at === -1) return found;
    const start = starts[at] ?? text.length;
    const end = starts[at + needle.length] ?? text.length;
    // Not inside of a ligature, and not half of a letter.
    const whole = starts[at - 1] !== start && starts[at + needle.length - 1] !== end;
    if (whole && (!search.wholeWord || standsAlone(text, start, end))) {
      found.push({ start, end });
      from = at + needle.length;
    } else from = at + 1;
  }
}

/** The text in NFC with every place found replaced by `by`, as it is written. */
export function replaceIn(text: string, search: Search, by: string): string {
  const composed = text.normalize('NFC');
  const found = findIn(composed, search);
  if (found.length === 0) return text;
  let result = '';
  let last = 0;
  for (const { start, end } of found) {
    result += composed.slice(last, start) + by;
    last = end;
  }
  return (result + composed.slice(last)).normalize('NFC');
}

function standsAlone(text: string, start: number, end: number): boolean {
  const before = [...text.slice(Math.max(0, start - 2), start)].at(-1) ?? '';
  const after = [...text.slice(end, end + 2)][0] ?? '';
  return !/[\p{L}\p{N}\p{M}]/u.test(before) && !/[\p{L}\p{N}\p{M}]/u.test(after);
}

/** A text as it is compared, and where each of its units comes from. */
function folded(text: string, { matchCase, matchAccents }: Search): { text: string; starts: number[] } {
  const starts: number[] = [];
  let result = '';
  let at = 0;
  for (const character of text) {
    const plain = foldedCharacter(character, matchCase, matchAccents);
    for (let unit = 0; unit < plain.length; unit += 1) starts.push(at);
    result += plain;
    at += character.length;
  }
  return { text: result, starts };
}

const LOOSE: Readonly<Record<string, string>> = { œ: 'oe', Œ: 'OE', æ: 'ae', Æ: 'AE', '’': "'", ʼ: "'" };
const kept = new Map<string, string>();

/** Ten thousand photos have millions of characters, and few different ones. */
function foldedCharacter(character: string, matchCase: boolean, matchAccents: boolean): string {
  const key = `${matchCase ? 'c' : '-'}${matchAccents ? 'a' : '-'}${character}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const base = matchAccents
    ? character
    : (LOOSE[character] ?? character.normalize('NFD').replace(/\p{Diacritic}/gu, ''));
  const plain = matchCase ? base : base.toLowerCase();
  if (kept.size < 10_000) kept.set(key, plain);
  return plain;
}
