import type { SpellingLanguage } from '../../../shared/domain/spelling.ts';

/** Dictionaries of the languages she writes in. Everything happens away from the studio's own thread. */
export interface Spelling {
  /** Those of the words that the dictionary of a language does not have. Case and accents count. */
  unknown(words: readonly string[], language: SpellingLanguage): Promise<readonly string[]>;
  /** Words of the dictionary that may be meant, the likeliest first. Takes up to half a second. */
  suggest(word: string, language: SpellingLanguage): Promise<readonly string[]>;
  close(): Promise<void>;
}
