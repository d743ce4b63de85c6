import { foldForComparison } from '../../../shared/domain/description.ts';

export type WordLanguage = 'fr' | 'en';

export interface Term {
  readonly fr: string;
  readonly en: string;
  /** Other words for the same in either language; found by, never suggested. */
  readonly synonyms: readonly string[];
  readonly parent: Term | null;
  /** Its names as they are compared. */
  readonly folded: Readonly<Record<WordLanguage, string>>;
  /** Everything it is found by, folded, each word led by a space. */
  readonly sought: string;
}

export interface Vocabulary {
  readonly terms: readonly Term[];
  /** The term a word names in either language, accents and case aside. */
  find(word: string): Term | null;
  /** The same for a word already folded by `foldWords`. */
  findFolded(folded: string): Term | null;
  /** Whether other terms stand under it: « marché » rather than « mare ». */
  isBroad(term: Term): boolean;
}

/** Without accents, case, hyphens and apostrophes: how words are compared while she types. */
export function foldWords(text: string): string {
  return foldForComparison(text)
    .replace(/[-'’‘/_.()]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * Reads topics of the vocabulary (resources/vocabulary/README.md says how they are written). Throws an Error that names the
 * line when one is not well-formed: the files are ours, a test reads them all.
 */
export function readVocabulary(topics: readonly { readonly name: string; readonly text: string }[]): Vocabulary {
  const terms: Term[] = [];
  const byWord = new Map<string, Term>();
  const learn = (fr: string, en: string, synonyms: readonly string[], parent: Term | null): void => {
    const sought = [fr, en, ...synonyms].map((word) => ` ${foldWords(word)}`).join('\n');
    const term = { fr, en, synonyms, parent, folded: { fr: foldWords(fr), en: foldWords(en) }, sought };
    terms.push(term);
    for (const word of [en, fr, ...synonyms]) if (!byWord.has(foldWords(word))) byWord.set(foldWords(word), term);
  };
  for (const { name, text } of topics) {
    let parent: Term | null = null;
    for (const [index, raw] of text.split(/\r?\n/).entries()) {
      const line = raw.trim();
      const fail = (why: string): never => {
        throw new Error(`${name}:${String(index + 1)}: ${why}: ${line}`);
      };
      if (line === '' || line.startsWith('#')) continue;
      if (line.startsWith('>')) {
        const wanted = line.slice(1).trim();
        parent = wanted === '' ? null : (terms.find((term) => term.fr === wanted) ?? fail('unknown parent'));
      } else if (line.startsWith('~')) {
        for (const word of line.slice(1).split(';')) learn(word.trim(), word.trim(), [], parent);
      } else {
        const [fr = '', en = '', synonyms = '', ...more] = line.split('|').map((part) => part.trim());
        if (fr === '' || en === '' || more.length > 0) fail('not « français|English|synonyms »');
        learn(fr, en, synonyms === '' ? [] : synonyms.split(';').map((word) => word.trim()), parent);
      }
    }
  }
  const broad = new Set(terms.map((term) => term.parent));
  return {
    terms,
    find: (word) => byWord.get(foldWords(word)) ?? null,
    findFolded: (folded) => byWord.get(folded) ?? null,
    isBroad: (term) => broad.has(term),
  };
}
