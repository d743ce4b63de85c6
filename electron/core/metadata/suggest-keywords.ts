import type { KeywordSuggestion } from '../../../shared/contract/words.contract.ts';
import type { OwnWords } from './own-words.ts';
import { foldWords, type Term, type Vocabulary, type WordLanguage } from './vocabulary.ts';

export interface SuggestionRequest {
  readonly text: string;
  readonly language: WordLanguage;
  readonly limit: number;
}

interface Candidate {
  readonly keyword: string;
  readonly folded: string;
  readonly uses: number;
  /** 1 for a subject with others under it, which is wanted more often. */
  readonly broad: 0 | 1;
  /** 0 = is what was typed, 1 = begins with it, 2 = another of its words does, 3 = a synonym or the other language does. */
  readonly fit: number;
}

/**
 * Keywords of which a word begins with what was typed, in either language. First her own, most used first; then the
 * vocabulary: best fit, then subjects with others under them, then the shortest. A plain walk over everything: a few thousand words take about a millisecond.
 */
export function suggestKeywords(
  vocabulary: Vocabulary,
  own: OwnWords,
  { text, language, limit }: SuggestionRequest,
): KeywordSuggestion[] {
  const typed = foldWords(text);
  if (typed === '') return [];
  const start = ` ${typed}`;
  const best: Candidate[] = [];
  const offer = (candidate: Candidate): void => {
    const last = best.at(-1);
    if (best.length >= limit && last && compare(candidate, last) >= 0) return;
    const place = best.findIndex((other) => compare(candidate, other) < 0);
    best.splice(place < 0 ? best.length : place, 0, candidate);
    if (best.length > limit) best.pop();
  };
  for (const { keyword, folded, uses } of own.all()) {
    const fit = fitOf(folded, typed, start);
    if (fit < 3) offer({ keyword, folded, uses, broad: 0, fit });
  }
  for (const term of vocabulary.terms) {
    if (!term.sought.includes(start)) continue;
    const folded = term.folded[language];
    const fit = fitOf(folded, typed, start);
    const uses = own.uses(folded);
    // A word she uses is among her own when it matches itself; found by a synonym, it still counts her uses.
    if (uses > 0 && fit < 3) continue;
    offer({ keyword: term[language], folded, uses, broad: vocabulary.isBroad(term) ? 1 : 0, fit });
  }
  return best.map(({ keyword, folded, uses }) => ({
    keyword,
    uses,
    ...labels(vocabulary.findFolded(folded), folded, language),
  }));
}

/** Negative when `a` is to stand before `b`. */
function compare(a: Candidate, b: Candidate): number {
  return (
    b.uses - a.uses ||
    a.fit - b.fit ||
    b.broad - a.broad ||
    a.keyword.length - b.keyword.length ||
    (a.folded < b.folded ? -1 : 1)
  );
}

function fitOf(folded: string, typed: string, start: string): number {
  if (folded.startsWith(typed)) return folded.length === typed.length ? 0 : 1;
  return folded.includes(start) ? 2 : 3;
}

function labels(
  term: Term | null,
  folded: string,
  language: WordLanguage,
): Pick<KeywordSuggestion, 'translation' | 'broader'> {
  if (!term) return { translation: null, broader: null };
  const other = term.folded.fr === folded ? 'en' : 'fr';
  return {
    translation: term.folded[other] === folded ? null : term[other],
    broader: term.parent?.[language] ?? null,
  };
}
