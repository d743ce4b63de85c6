import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { KeywordSuggestion, RelatedKeyword } from '../../../shared/contract/words.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { bundledGazetteer, bundledVocabulary } from './bundled-words.ts';
import { type City, type Gazetteer, sharedPlace } from './gazetteer.ts';
import { ownWords } from './own-words.ts';
import { relatedKeywords } from './related-keywords.ts';
import { suggestKeywords } from './suggest-keywords.ts';
import type { Vocabulary, WordLanguage } from './vocabulary.ts';
import { type PhotoWords, wordsRepository } from './words.repository.ts';

/** Photos of a selection that are looked at for its place and keywords: spread over it, enough to speak for it. */
const LOOKED_AT = 200;

/** Words offered to her: keywords while she types and for what is selected, a name for where photos were taken. */
export function createWords(
  context: StudioContext,
  parts: { readonly library: { resolve(selection: PhotoSelection): readonly PhotoId[] } },
) {
  const repository = wordsRepository(context.db);
  const own = ownWords(context.db, repository, context.lifetime);
  const vocabulary = once<Vocabulary>(bundledVocabulary);
  const gazetteer = once<Gazetteer>(bundledGazetteer);

  function photosOf(selection: PhotoSelection): PhotoWords[] {
    const ids = parts.library.resolve(selection);
    const every = Math.max(1, Math.ceil(ids.length / LOOKED_AT));
    return repository.photos(ids.filter((_, index) => index % every === 0));
  }

  function citiesOf(photos: readonly PhotoWords[]): City[] {
    return photos.flatMap(({ latitude, longitude }) => {
      const city = latitude === null || longitude === null ? null : gazetteer().nearest(latitude, longitude);
      return city ? [city] : [];
    });
  }

  function suggest(text: string, language: WordLanguage, limit: number): KeywordSuggestion[] {
    return suggestKeywords(vocabulary(), own, { text, language, limit });
  }

  function related(selection: PhotoSelection, language: WordLanguage, limit: number): RelatedKeyword[] {
    const photos = photosOf(selection);
    return relatedKeywords({ photos, cities: citiesOf(photos), vocabulary: vocabulary(), repository, language, limit });
  }

  function place(selection: PhotoSelection, language: WordLanguage): { place: string; photos: number } | null {
    const cities = citiesOf(photosOf(selection));
    const name = sharedPlace(cities, language);
    return name === null ? null : { place: name, photos: cities.length };
  }

  return {
    vocabulary,
    gazetteer,
    router: (os: ContractImplementer) => ({
      words: {
        suggest: os.words.suggest.handler(({ input }) => suggest(input.text, input.language, input.limit)),
        related: os.words.related.handler(({ input }) => related(input.selection, input.language, input.limit)),
        place: os.words.place.handler(({ input }) => place(input.selection, input.language)),
      },
    }),
  };
}

/** Made when first asked for, then kept. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
