import type { RelatedKeyword } from '../../../shared/contract/words.contract.ts';
import { type City, cityName, countryName } from './gazetteer.ts';
import { foldWords, type Vocabulary, type WordLanguage } from './vocabulary.ts';
import type { PhotoWords, WordsRepository } from './words.repository.ts';

export interface RelatedRequest {
  /** What is selected, or enough of it to speak for it. */
  readonly photos: readonly PhotoWords[];
  /** Where they were taken, as far as they say. */
  readonly cities: readonly City[];
  readonly vocabulary: Vocabulary;
  readonly repository: WordsRepository;
  readonly language: WordLanguage;
  readonly limit: number;
}

/** Neighbours looked at by folder and by time; enough to know what a day was about. */
const NEIGHBOURS = 200;
/** Longest run of words in a folder's name that is looked up as one term (« Burkina Faso »). */
const WORDS_TOGETHER = 4;

/** Keywords that fit some photos and that they don't all have: what she gave to similar ones first. */
export function relatedKeywords(request: RelatedRequest): RelatedKeyword[] {
  const { photos, limit } = request;
  const found = new Map<string, RelatedKeyword>();
  const have = sharedBy(photos);
  const offer = (from: RelatedKeyword['from'], keyword: string | null | undefined): void => {
    if (!keyword || keyword.length > 100 || /[,;]/.test(keyword)) return;
    const key = foldWords(keyword);
    if (key !== '' && !have.has(key) && !found.has(key)) found.set(key, { keyword, from });
  };
  // A third is kept for what the place and the folders say, however much she wrote that day.
  for (const keyword of similar(request).slice(0, Math.ceil((limit * 2) / 3))) offer('similar', keyword);
  for (const keyword of fromPlace(request)) offer('place', keyword);
  for (const keyword of fromFolders(request)) offer('folder', keyword);
  for (const keyword of broader(request)) offer('broader', keyword);
  return [...found.values()].slice(0, limit);
}

/** Folded keywords that every photo has. */
function sharedBy(photos: readonly PhotoWords[]): ReadonlySet<string> {
  const [first, ...others] = photos.map((photo) => new Set(photo.keywords.map(foldWords)));
  return new Set([...(first ?? [])].filter((word) => others.every((words) => words.has(word))));
}

/** The first, middle and last photo: a selection of a whole week is not one day. */
function probes(photos: readonly PhotoWords[]): PhotoWords[] {
  return [...new Set([photos[0], photos[Math.floor(photos.length / 2)], photos.at(-1)])].filter(
    (photo) => photo !== undefined,
  );
}

function similar({ photos, repository }: RelatedRequest): string[] {
  const have = sharedBy(photos);
  const counts = new Map<string, number>();
  for (const { id } of probes(photos)) {
    const near = [
      ...repository.onSameDay(id, NEIGHBOURS),
      ...repository.directories(id).flatMap((directory) => repository.inDirectory(directory, NEIGHBOURS)),
    ];
    for (const { keyword, count } of near) counts.set(keyword, (counts.get(keyword) ?? 0) + count);
  }
  return [...counts]
    .filter(([keyword]) => !have.has(foldWords(keyword)))
    .sort(([, a], [, b]) => b - a)
    .map(([keyword]) => keyword);
}

/** The city, its region and country by position; else what the place she wrote names. */
function fromPlace({ photos, cities, vocabulary, language }: RelatedRequest): string[] {
  const [first] = cities;
  if (first) {
    const sameCountry = cities.every((city) => city.country === first.country);
    const sameCity = cities.every((city) => city === first);
    return [
      ...(sameCity ? [cityName(first, language)] : []),
      ...(sameCountry ? [countryName(first.country, language)] : []),
    ];
  }
  const places = new Set(photos.map((photo) => photo.place));
  const [place = ''] = places.size === 1 ? places : [];
  return place
    .split(/[,;]/)
    .flatMap((part) => vocabulary.find(part) ?? [])
    .flatMap((term) => [term[language], ...(term.parent ? [term.parent[language]] : [])]);
}

/** Terms of the vocabulary in the names of the folders, the innermost first: « 2026-11 Marché de Bobo-Dioulasso ». */
function fromFolders({ photos, repository, vocabulary, language }: RelatedRequest): string[] {
  const names = new Set(
    probes(photos).flatMap(({ id }) =>
      repository.directories(id).flatMap((directory) => directory.split(/[\\/]/).slice(-3).reverse()),
    ),
  );
  return [...names].flatMap((name) => {
    const words = foldWords(name).split(' ');
    const terms: string[] = [];
    for (let start = 0; start < words.length; start += 1) {
      for (let length = Math.min(WORDS_TOGETHER, words.length - start); length > 0; length -= 1) {
        const text = words.slice(start, start + length).join(' ');
        const term = text.length < 3 ? null : vocabulary.find(text);
        if (!term) continue;
        terms.push(term[language]);
        start += length - 1;
        break;
      }
    }
    return terms;
  });
}

/** Wider words of those that all have: Ouagadougou → Burkina Faso. */
function broader({ photos, vocabulary, language }: RelatedRequest): string[] {
  return [...sharedBy(photos)].flatMap((word) => vocabulary.find(word)?.parent?.[language] ?? []);
}
