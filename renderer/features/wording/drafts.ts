import type { Description } from '../../../shared/domain/description.ts';
import { type WordEdit, type WordField, wordEdit } from '../../../shared/domain/word-edit.ts';
import type { Language } from '../../i18n/format.ts';
import { splitKeywords } from '../library/inspector/split-keywords.ts';

/** What is typed in « Remplacer ». */
export interface ReplaceDraft {
  readonly find: string;
  readonly by: string;
  readonly fields: readonly WordField[];
  readonly matchCase: boolean;
  readonly matchAccents: boolean;
  readonly wholeWord: boolean;
}

/** What is typed in « Mots-clés ». */
export interface KeywordsDraft {
  readonly add: string;
  readonly removed: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** What is typed in « Variables »: an empty text changes nothing. */
export interface FillDraft {
  readonly title: string;
  readonly caption: string;
  readonly place: string;
  readonly keywords: string;
  readonly onlyEmpty: boolean;
}

/** What of the copied words is pasted. */
export interface PasteDraft {
  readonly fields: readonly (keyof Description)[];
  readonly keywords: 'add' | 'replace';
  readonly onlyEmpty: boolean;
}

export const EMPTY_REPLACE: ReplaceDraft = {
  find: '',
  by: '',
  fields: ['title', 'caption', 'keywords', 'place'],
  matchCase: false,
  matchAccents: false,
  wholeWord: false,
};
export const EMPTY_KEYWORDS: KeywordsDraft = { add: '', removed: [], from: '', to: '' };
export const EMPTY_FILL: FillDraft = { title: '', caption: '', place: '', keywords: '', onlyEmpty: false };

/** The edit a draft stands for; null while it would change nothing, or is longer than can be kept. */
function valid(edit: WordEdit): WordEdit | null {
  return wordEdit.safeParse(edit).success ? edit : null;
}

export function replaceEditOf(draft: ReplaceDraft): WordEdit | null {
  if (draft.find === '' || draft.fields.length === 0) return null;
  return valid({ kind: 'replace', ...draft, fields: [...draft.fields] });
}

export function keywordEditOf({ add, removed, from, to }: KeywordsDraft): WordEdit | null {
  const given = splitKeywords(add);
  const swapped = from.trim() !== '' && to.trim() !== '';
  if (given.length === 0 && removed.length === 0 && !swapped) return null;
  return valid({
    kind: 'keywords',
    add: given,
    remove: [...removed],
    replace: swapped ? [{ from: from.trim(), to: to.trim() }] : [],
  });
}

export function fillEditOf(
  { title, caption, place, keywords, onlyEmpty }: FillDraft,
  language: Language,
): WordEdit | null {
  const values = {
    ...(title.trim() === '' ? {} : { title }),
    ...(caption.trim() === '' ? {} : { caption }),
    ...(place.trim() === '' ? {} : { place }),
    ...(keywords.trim() === '' ? {} : { keywords: splitKeywords(keywords) }),
  };
  if (Object.keys(values).length === 0) return null;
  return valid({ kind: 'fill', values, keywords: 'add', variables: true, onlyEmpty, language });
}

/** The fields that say something: of those alone there is a choice. */
export function saidFields(words: Description): (keyof Description)[] {
  const fields: (keyof Description)[] = [
    'title',
    'caption',
    'keywords',
    'categoryId',
    'priceStandard',
    'priceExtended',
    'place',
  ];
  return fields.filter((field) => {
    const value = words[field];
    return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
  });
}

/** Everything but the title, which is seldom the same of two photos. */
export function firstPaste(words: Description): PasteDraft {
  return { fields: saidFields(words).filter((field) => field !== 'title'), keywords: 'add', onlyEmpty: false };
}

export function pasteEditOf(words: Description, draft: PasteDraft, language: Language): WordEdit | null {
  const chosen = new Set<string>(draft.fields);
  const values = Object.fromEntries(Object.entries(words).filter(([field]) => chosen.has(field)));
  if (Object.keys(values).length === 0) return null;
  const { keywords, onlyEmpty } = draft;
  return valid({ kind: 'fill', values, keywords, variables: false, onlyEmpty, language });
}
