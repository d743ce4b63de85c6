import { foldForComparison } from '../../../shared/domain/description.ts';
import { plainWord, type SpellingLanguage } from '../../../shared/domain/spelling.ts';
import type { Gazetteer } from '../metadata/gazetteer.ts';
import type { Vocabulary } from '../metadata/vocabulary.ts';
import type { Spelling } from '../ports/spelling.ts';

/** Words that are right besides those of the dictionaries: those the studio comes with. */
export interface KnownWords {
  /** `word` as plainWord gives it. */
  has(word: string, language: SpellingLanguage): boolean;
  /** Those to be proposed where one is misspelt: what captions speak of. */
  proposed(language: SpellingLanguage): Iterable<string>;
}

/** Names of peoples and languages are adjectives too: « une femme peule ». */
const ALSO_ADJECTIVES: ReadonlySet<string> = new Set(['peuples', 'langues']);

/** ISO 3166-1: where the cities lie whose names captions have. The great ones elsewhere are in the dictionaries. */
const AFRICA: ReadonlySet<string> = new Set(
  'AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW'.split(
    ' ',
  ),
);

interface Source {
  readonly vocabulary: Vocabulary;
  readonly gazetteer: Gazetteer;
  /** Family and given names, and words of both languages that only one dictionary has. */
  readonly names: readonly string[];
}

/**
 * A word of a French term is right in French, of an English one in English; what neither dictionary has (danfani, zémidjan,
 * Koudougou) is right in both. Some ten thousand words, held against the dictionaries once.
 */
export async function knownWords({ vocabulary, gazetteer, names }: Source, spelling: Spelling): Promise<KnownWords> {
  const of: Record<SpellingLanguage, Set<string>> = { fr: new Set(), en: new Set() };
  const others = new Set<string>();
  for (const term of vocabulary.terms) {
    const lower = ALSO_ADJECTIVES.has(term.parent?.fr ?? '');
    for (const language of ['fr', 'en'] as const)
      for (const word of wordsOf(term[language], lower)) of[language].add(word);
    for (const synonym of term.synonyms) for (const word of wordsOf(synonym, lower)) others.add(word);
  }
  for (const city of gazetteer.cities) {
    if (!AFRICA.has(city.country)) continue;
    for (const name of [city.name, city.nameFr]) for (const word of wordsOf(name, false)) others.add(word);
  }
  const named = new Set(names.flatMap((name) => [...wordsOf(name, false)]));

  const all = [...new Set([...of.fr, ...of.en, ...others])];
  const english = new Set(await spelling.unknown(all, 'en'));
  const rare = new Set((await spelling.unknown(all, 'fr')).filter((word) => english.has(word)));
  const has = (word: string, language: SpellingLanguage) => rare.has(word) || named.has(word) || of[language].has(word);
  return {
    proposed: (language) => [...of[language], ...rare, ...named],
    has: (word, language) => {
      for (const form of formsOf(word)) if (has(form, language)) return true;
      return false;
    },
  };
}

/** A word as it stands, without its capital, and each without the mark of the plural. */
export function* formsOf(word: string): Generator<string> {
  const lower = word.charAt(0).toLowerCase() + word.slice(1);
  yield word;
  if (lower !== word) yield lower;
  if (word.length > 3 && /[sx]$/.test(word)) {
    yield word.slice(0, -1);
    if (lower !== word) yield lower.slice(0, -1);
  }
}

/** The words of a name or term: whole, and the parts of those joined by hyphens. */
function* wordsOf(label: string, lower: boolean): Generator<string> {
  for (const whole of plainWord(label).split(/[\s(),/]+/)) {
    const bare = whole.replace(/^[dl]'/i, '');
    for (const word of bare.includes('-') ? [bare, ...bare.split('-')] : [bare]) {
      if (word.length < 2 || /\d/.test(word)) continue;
      yield word;
      if (lower) yield word.toLowerCase();
      // FESPACO is written Fespaco as well.
      if (word.length > 3 && word === word.toUpperCase()) yield word.charAt(0) + word.slice(1).toLowerCase();
    }
  }
}

/** Words that differ by accents and capitals alone, or by one letter (two in long words), the nearest first. */
export function nearWords(word: string, among: Iterable<string>, limit: number): string[] {
  const wanted = foldForComparison(word);
  const reach = wanted.length < 4 ? 0 : wanted.length < 8 ? 1 : 2;
  const near: { readonly word: string; readonly distance: number }[] = [];
  for (const candidate of among) {
    if (Math.abs(candidate.length - word.length) > reach + 1) continue;
    const distance = editDistance(wanted, foldForComparison(candidate), reach);
    if (distance <= reach) near.push({ word: candidate, distance });
  }
  near.sort((a, b) => a.distance - b.distance || a.word.localeCompare(b.word, 'fr'));
  return near.slice(0, limit).map((one) => one.word);
}

/** Letters to change, add, take away or swap to come from one word to the other; more than `most`: just more. */
function editDistance(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let above: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1];
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
        least = Math.min(least, (above[j - 2] ?? 0) + 1);
      next.push(least);
    }
    if (Math.min(...next) > most) return most + 1;
    above = row;
    row = next;
  }
  return row[to.length] ?? most + 1;
}
