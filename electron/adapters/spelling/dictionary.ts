import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { createHunspellFromStrings, type Hunspell } from 'hunspell-wasm';
import type { SpellingLanguage } from '../../../shared/domain/spelling.ts';
import { resourceFolder } from '../../files/resources.ts';

/** What is asked of a dictionary. */
export type DictionaryTask =
  | { readonly kind: 'unknown'; readonly language: SpellingLanguage; readonly words: readonly string[] }
  | { readonly kind: 'suggest'; readonly language: SpellingLanguage; readonly word: string };

/** Hunspell with the dictionaries that come with the studio; each is loaded (0.1 s, some 15 MB) when it is first asked. */
export function createDictionaries() {
  const loaded = new Map<SpellingLanguage, Promise<Hunspell>>();

  async function load(language: SpellingLanguage): Promise<Hunspell> {
    const folder = resourceFolder('dictionaries');
    if (folder === null) throw new Error('the dictionaries are not part of this build');
    const part = (kind: 'aff' | 'dic') =>
      brotliDecompressSync(readFileSync(join(folder, `${language}.${kind}.br`))).toString('utf8');
    return await createHunspellFromStrings(part('aff'), part('dic'));
  }

  function dictionary(language: SpellingLanguage): Promise<Hunspell> {
    const known = loaded.get(language) ?? load(language);
    loaded.set(language, known);
    return known;
  }

  return async (task: DictionaryTask): Promise<readonly string[]> => {
    const hunspell = await dictionary(task.language);
    return task.kind === 'unknown'
      ? task.words.filter((word) => !hunspell.testSpelling(word))
      : hunspell.getSpellingSuggestions(task.word);
  };
}
