/** A search as the index understands it (FTS5 expressions, SQLite documentation, section 3). Null: nothing to ask for. */
export interface SearchWords {
  readonly match: string | null;
  readonly without: string | null;
}

/** An optional minus, then a phrase in straight, French or curly quotes (closed or not yet), or anything up to white space. */
const TERM = /(-*)(?:["“”«»]([^"“”«»]*)["“”«»]?|([^\s"“”«»]+))/gu;
/** What the index's tokenizer (unicode61) keeps of a text: letters, digits, private use, and the marks that belong to them. */
const TOKEN = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*/gu;
/** More words than this find nothing that fewer would not. */
const MOST_TERMS = 32;

/**
 * Reads what she typed so far. All words must be there, in any order; the last one may be just begun; "several words" stand
 * together; -word excludes. Whatever she types gives a valid expression: only letters and digits get through, quoted.
 */
export function parseSearch(typed: string): SearchWords {
  const wanted: string[] = [];
  const unwanted: string[] = [];
  const terms = [...withoutVowelMarks(typed.normalize('NFC')).matchAll(TERM)].slice(0, MOST_TERMS);
  for (const [index, [, minus = '', phrase, word = '']] of terms.entries()) {
    const tokens = withoutLigatures(phrase ?? word).match(TOKEN);
    if (!tokens) continue;
    const quoted = `"${tokens.join(' ')}"`;
    if (minus !== '') unwanted.push(quoted);
    else wanted.push(phrase === undefined && index === terms.length - 1 ? `${quoted}*` : quoted);
  }
  return {
    match: wanted.length > 0 ? wanted.join(' AND ') : null,
    without: unwanted.length > 0 ? unwanted.join(' OR ') : null,
  };
}

/**
 * What the tokenizer takes for a gap between letters and readers for nothing: Arabic vowel marks, shadda and the stroke that makes
 * words longer, N'Ko tone marks (Unicode 16, 9.2 and 19.4). Taken out of what is indexed and of what is typed.
 */
export const VOWEL_MARKS: readonly string[] = [
  ...['\u0640', '\u064b', '\u064c', '\u064d', '\u064e', '\u064f', '\u0650', '\u0651', '\u0652', '\u0670'],
  ...['\u07eb', '\u07ec', '\u07ed', '\u07ee', '\u07ef', '\u07f0', '\u07f1', '\u07f2', '\u07f3'],
];
const ANY_VOWEL_MARK = new RegExp(`[${VOWEL_MARKS.join('')}]`, 'gu');

function withoutVowelMarks(text: string): string {
  return text.replace(ANY_VOWEL_MARK, '');
}

/** As the index writes them (view photo_words): the tokenizer drops accents but knows no ligatures. */
function withoutLigatures(text: string): string {
  return text.replace(/[œŒ]/g, 'oe').replace(/[æÆ]/g, 'ae');
}
