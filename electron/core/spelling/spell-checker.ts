import {
  type PlacedWord,
  plainWord,
  readingsOf,
  type SpellingLanguage,
  spelledWords,
} from '../../../shared/domain/spelling.ts';
import type { Spelling } from '../ports/spelling.ts';

/** A text with the languages it may be in, the likeliest first. */
export interface CheckedText {
  readonly text: string;
  readonly languages: readonly SpellingLanguage[];
}

/** Verdicts kept; a catalogue's words are some tens of thousands, most of them again and again. */
const KEPT = 100_000;

/** Holds texts against the dictionaries, asking them of each word once. */
export function createSpellChecker(spelling: Spelling) {
  const verdicts: Record<SpellingLanguage, Map<string, boolean>> = { fr: new Map(), en: new Map() };

  /** Asks the dictionaries about every word of these texts that was not asked yet. To be awaited before `doubtful`. */
  async function prepare(
    texts: readonly CheckedText[],
    isKnown: (word: string, language: SpellingLanguage) => boolean,
  ): Promise<void> {
    const wanted: Record<SpellingLanguage, Set<string>> = { fr: new Set(), en: new Set() };
    for (const { text, languages } of texts)
      for (const word of spelledWords(text))
        for (const language of languages)
          for (const pieces of readingsOf(word, language))
            for (const piece of pieces) {
              const plain = plainWord(piece.text);
              if (!verdicts[language].has(plain) && !isKnown(plain, language)) wanted[language].add(plain);
            }
    for (const language of ['fr', 'en'] as const) {
      const words = [...wanted[language]];
      if (words.length === 0) continue;
      if (verdicts[language].size > KEPT) verdicts[language].clear();
      const unknown = new Set(await spelling.unknown(words, language));
      for (const word of words) verdicts[language].set(word, !unknown.has(word));
    }
  }

  /** The pieces of words that are wrong in every language the text may be in. */
  function doubtful(
    { text, languages }: CheckedText,
    isKnown: (word: string, language: SpellingLanguage) => boolean,
  ): PlacedWord[] {
    const isRight = (piece: PlacedWord, language: SpellingLanguage) => {
      const plain = plainWord(piece.text);
      return isKnown(plain, language) || verdicts[language].get(plain) === true;
    };
    return spelledWords(text).flatMap((word) => {
      let wrong: PlacedWord[] | null = null;
      for (const language of languages) {
        const ways = readingsOf(word, language);
        if (ways.some((pieces) => pieces.every((piece) => isRight(piece, language)))) return [];
        wrong ??= (ways.at(-1) ?? []).filter((piece) => !isRight(piece, language));
      }
      return wrong ?? [];
    });
  }

  return { prepare, doubtful };
}
