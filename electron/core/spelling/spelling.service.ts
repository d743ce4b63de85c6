import { setImmediate } from 'node:timers/promises';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { DoubtfulWord, DoubtfulWordOfMany } from '../../../shared/contract/spelling.contract.ts';
import type { Settings } from '../../../shared/contract/system.contract.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { languageOfText, plainWord, type SpellingLanguage, spelledWords } from '../../../shared/domain/spelling.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { descriptionOf } from '../library/photos/photo-words.ts';
import { reviewRepository } from '../library/review/review.repository.ts';
import { bundledNames } from '../metadata/bundled-words.ts';
import type { Gazetteer } from '../metadata/gazetteer.ts';
import type { Vocabulary } from '../metadata/vocabulary.ts';
import { formsOf, type KnownWords, knownWords, nearWords } from './known-words.ts';
import { type CheckedText, createSpellChecker } from './spell-checker.ts';
import { spellingRepository } from './spelling.repository.ts';

interface SpellingParts {
  readonly library: { resolve(selection: PhotoSelection): readonly PhotoId[] };
  readonly words: { vocabulary(): Vocabulary; gazetteer(): Gazetteer };
  readonly settings: { get(): Settings };
}

/** What may be meant, offered at once. */
const SUGGESTIONS = 8;
/** Photos looked at between two turns of others: some ten milliseconds. */
const CHUNK = 250;
/** Words in her own dictionary; beyond, the oldest would be let go of, so none is taken any more. */
const OWN_MAXIMUM = 20_000;

/** Titles and captions held against the dictionaries, what comes with the studio, her own words and the photo's place and keywords. */
export function createSpelling(context: StudioContext, { library, words, settings }: SpellingParts) {
  const { spelling } = context.ports;
  const kept = spellingRepository(context.db);
  const photos = reviewRepository(context.db);
  const checker = createSpellChecker(spelling);
  const own = new Set(kept.read().map(plainWord));
  const ignored = new Set<string>();
  let bundled: Promise<KnownWords> | null = null;

  function comesWithStudio(): Promise<KnownWords> {
    const learning =
      bundled ??
      knownWords({ vocabulary: words.vocabulary(), gazetteer: words.gazetteer(), names: bundledNames() }, spelling);
    bundled = learning;
    // What failed may be tried again.
    learning.catch(() => {
      if (bundled === learning) bundled = null;
    });
    return learning;
  }

  /** The languages a text is held against; none where nothing is to be checked. */
  function languagesOf(text: string, beside: string): readonly SpellingLanguage[] {
    const { spelling: choice } = settings.get();
    if (choice === 'off') return [];
    if (choice !== 'both') return [choice];
    const told = languageOfText(text) ?? languageOfText(`${text} ${beside}`);
    return told === null ? ['fr', 'en'] : [told];
  }

  function isHers(word: string): boolean {
    for (const form of formsOf(word)) if (own.has(form) || ignored.has(form)) return true;
    return false;
  }

  /** What is right in the words of one photo. */
  function rightIn(known: KnownWords, names: readonly string[]) {
    const named = new Set(names.flatMap((name) => spelledWords(name).map(({ text }) => plainWord(text).toLowerCase())));
    return (word: string, language: SpellingLanguage) =>
      isHers(word) || known.has(word, language) || named.has(word.toLowerCase());
  }

  async function check(text: string, beside: string, names: readonly string[]): Promise<DoubtfulWord[]> {
    const languages = languagesOf(text, beside);
    if (languages.length === 0 || spelledWords(text).length === 0) return [];
    const isRight = rightIn(await comesWithStudio(), names);
    const checked: CheckedText = { text, languages };
    await checker.prepare([checked], isRight);
    return checker
      .doubtful(checked, isRight)
      .map(({ text: word, start, end }) => ({ word, start, end, languages: [...languages] }));
  }

  async function suggest(word: string, languages: readonly SpellingLanguage[]): Promise<string[]> {
    const known = await comesWithStudio();
    const plain = plainWord(word);
    const candidates = new Set([...own, ...languages.flatMap((language) => [...known.proposed(language)])]);
    const near = nearWords(plain, candidates, SUGGESTIONS / 2);
    const said = await Promise.all(languages.map((language) => spelling.suggest(plain, language)));
    // In turn: the best of each before the second of one.
    const lists = [near, ...said];
    const found = Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, rank) =>
      lists.flatMap((list) => list[rank] ?? []),
    ).flat();
    const capital = /^\p{Lu}/u.test(word);
    return [
      ...new Set(found.map((one) => asWritten(capital ? one.charAt(0).toLocaleUpperCase('fr') + one.slice(1) : one))),
    ]
      .filter((one) => one !== word)
      .slice(0, SUGGESTIONS);
  }

  /** The doubtful words of each photo, chunk by chunk. */
  async function* doubtfulPhotos(selection: PhotoSelection, signal: AbortSignal | undefined) {
    if (settings.get().spelling === 'off') return;
    const known = await comesWithStudio();
    const ids = library.resolve(selection);
    for (let start = 0; start < ids.length; start += CHUNK) {
      await setImmediate();
      signal?.throwIfAborted();
      const chunk = ids.slice(start, start + CHUNK);
      const rows = new Map(photos.rows(chunk).map((row) => [row.id, descriptionOf(row)]));
      const looked = chunk.flatMap((id) => {
        const said = rows.get(id);
        if (!said) return [];
        const { title, caption, place, keywords } = said;
        const texts = [
          { text: title, languages: languagesOf(title, caption) },
          { text: caption, languages: languagesOf(caption, title) },
        ].filter(({ text }) => text !== '');
        return [{ id, texts, isRight: rightIn(known, texts.length > 0 ? [place, ...keywords] : []) }];
      });
      await checker.prepare(
        looked.flatMap(({ texts }) => texts),
        (word, language) => isHers(word) || known.has(word, language),
      );
      for (const { id, texts, isRight } of looked)
        yield {
          id,
          words: texts.flatMap((text) =>
            checker.doubtful(text, isRight).map((word) => ({ word: word.text, languages: [...text.languages] })),
          ),
        };
    }
  }

  async function overview(selection: PhotoSelection, limit: number, examples: number, signal?: AbortSignal) {
    const found = new Map<string, DoubtfulWordOfMany>();
    let looked = 0;
    let doubtful = 0;
    for await (const { id, words: wrong } of doubtfulPhotos(selection, signal)) {
      looked += 1;
      if (wrong.length > 0) doubtful += 1;
      for (const [word, languages] of new Map(wrong.map((one) => [one.word, one.languages]))) {
        const one = found.get(word) ?? { word, languages, photos: 0, examples: [] };
        found.set(word, one);
        one.photos += 1;
        if (one.examples.length < examples) one.examples.push(id);
      }
    }
    const sorted = [...found.values()].sort((a, b) => b.photos - a.photos || a.word.localeCompare(b.word, 'fr'));
    return { photos: looked, doubtful, words: sorted.slice(0, limit), more: Math.max(0, sorted.length - limit) };
  }

  async function photosWith(selection: PhotoSelection, word: string | undefined, signal?: AbortSignal) {
    const ids: PhotoId[] = [];
    for await (const { id, words: wrong } of doubtfulPhotos(selection, signal))
      if (wrong.some((one) => word === undefined || one.word === word)) ids.push(id);
    return ids;
  }

  function ownWords(): string[] {
    return [...own].map(asWritten).sort((a, b) => a.localeCompare(b, 'fr'));
  }

  function keep(): string[] {
    const sorted = ownWords();
    kept.write(sorted);
    // Verdicts follow her choices as they follow the language.
    context.events.emit({ type: 'settings-changed' });
    return sorted;
  }

  function add(word: string): string[] {
    if (own.size < OWN_MAXIMUM) own.add(plainWord(word));
    return keep();
  }

  function remove(word: string): string[] {
    own.delete(plainWord(word));
    ignored.delete(plainWord(word));
    return keep();
  }

  function ignore(word: string): Record<string, never> {
    ignored.add(plainWord(word));
    context.events.emit({ type: 'settings-changed' });
    return {};
  }

  return {
    overview,
    router: (os: ContractImplementer) => ({
      spelling: {
        check: os.spelling.check.handler(({ input }) => check(input.text, input.beside, input.names)),
        suggest: os.spelling.suggest.handler(({ input }) => suggest(input.word, input.languages)),
        overview: os.spelling.overview.handler(({ input, signal }) =>
          overview(input.selection, input.limit, input.examples, signal),
        ),
        photos: os.spelling.photos.handler(({ input, signal }) => photosWith(input.selection, input.word, signal)),
        own: os.spelling.own.handler(() => ownWords()),
        add: os.spelling.add.handler(({ input }) => add(input.word)),
        remove: os.spelling.remove.handler(({ input }) => remove(input.word)),
        ignore: os.spelling.ignore.handler(({ input }) => ignore(input.word)),
      },
    }),
  };
}

/** With the apostrophe of good printing, as everywhere in the studio. */
function asWritten(word: string): string {
  return word.replaceAll("'", '’');
}
