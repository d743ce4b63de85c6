import { z } from 'zod';
import { type Description, description, foldForComparison, tidyKeywords } from './description.ts';
import { replaceIn, type Search } from './find-replace.ts';
import { mend } from './mend.ts';
import type { UnreadablePiece } from './pattern-grammar.ts';
import { type PhotoRights, photoRights } from './photo-rights.ts';
import { findBrokenWords, ruleCode } from './rules.ts';
import { expandText, type TextFacts, textPatternProblem } from './text-pattern.ts';

/** The texts in which words are found and replaced. */
export const wordField = z.enum(['title', 'caption', 'keywords', 'place']);
export type WordField = z.infer<typeof wordField>;

const { title, caption, place, keywords } = description.shape;

/** Every place of some words by others. */
const replaceEdit = z.object({
  kind: z.literal('replace'),
  find: z.string().min(1).max(500),
  by: z.string().max(500),
  fields: z.array(wordField).min(1),
  matchCase: z.boolean(),
  matchAccents: z.boolean(),
  wholeWord: z.boolean(),
});

/** Whole keywords: replaced where they stand, taken out, added at the end. */
const keywordEdit = z.object({
  kind: z.literal('keywords'),
  replace: z.array(z.object({ from: z.string().min(1).max(100), to: z.string().min(1).max(100) })).max(200),
  remove: keywords,
  add: keywords,
});

/** Fields given as they shall be: typed with variables, pasted from another photo, or of a template. */
const fillEdit = z.object({
  kind: z.literal('fill'),
  values: description.partial(),
  /** Whether keywords come to those there are, or in their place. */
  keywords: z.enum(['add', 'replace']),
  /** Whether the texts are patterns of text-pattern.ts; otherwise they are meant as they stand. */
  variables: z.boolean(),
  /** Leaves what is there already. */
  onlyEmpty: z.boolean(),
  /** The language of dates. */
  language: z.enum(['fr', 'en']),
  /** Rights given along; those of a photo that are not named stay. */
  rights: photoRights.exactOptional(),
});

/** What breaks these rules, mended as far as that can be without her. */
const mendEdit = z.object({ kind: z.literal('mend'), rules: z.array(ruleCode).min(1) });

/** A change of words whose result differs from photo to photo. */
export const wordEdit = z.discriminatedUnion('kind', [replaceEdit, keywordEdit, fillEdit, mendEdit]);
export type WordEdit = z.infer<typeof wordEdit>;
export type FillEdit = z.infer<typeof fillEdit>;

/** One photo's description after the change. `tooLong`: texts that stay as they were, because they would not fit. */
export interface Reworded {
  readonly after: Description;
  readonly tooLong: readonly WordField[];
}

/** What keeps an edit from being made: a variable that does not exist; null when it may be made. */
export function wordEditProblem(edit: WordEdit): (UnreadablePiece & { readonly pattern: string }) | null {
  if (edit.kind !== 'fill' || !edit.variables) return null;
  const patterns = [edit.values.title, edit.values.caption, edit.values.place, ...(edit.values.keywords ?? [])];
  for (const pattern of patterns) {
    const problem = pattern === undefined ? null : textPatternProblem(pattern);
    if (pattern !== undefined && problem) return { ...problem, pattern };
  }
  return null;
}

/** Whether the result depends on more of a photo than its words. */
export function needsFacts(edit: WordEdit): boolean {
  return edit.kind === 'fill' && edit.variables;
}

/** What an edit does to the rights of photos; null: nothing. */
export function rerights(edit: WordEdit): ((before: PhotoRights) => PhotoRights) | null {
  if (edit.kind !== 'fill' || edit.rights === undefined) return null;
  const { rights, onlyEmpty } = edit;
  return (before) => (onlyEmpty ? { ...rights, ...before } : { ...before, ...rights });
}

/** The words of one photo after an edit that has no problem. `facts` are needed where needsFacts says so. */
export function reword(before: Description, edit: WordEdit, facts: TextFacts | null): Reworded {
  const wanted = wantedWords(before, edit, facts);
  const tooLong: WordField[] = [];
  const fitting: Description = { ...wanted };
  for (const [field, schema] of [
    ['title', title],
    ['caption', caption],
    ['place', place],
  ] as const) {
    if (wanted[field] === before[field] || schema.safeParse(wanted[field]).success) continue;
    fitting[field] = before[field];
    tooLong.push(field);
  }
  if (wanted.keywords !== before.keywords && !keywords.safeParse(wanted.keywords).success) {
    fitting.keywords = before.keywords;
    tooLong.push('keywords');
  }
  return { after: fitting, tooLong };
}

function wantedWords(before: Description, edit: WordEdit, facts: TextFacts | null): Description {
  switch (edit.kind) {
    case 'replace':
      return replaced(before, edit, new Set(edit.fields), edit.by);
    case 'keywords':
      return { ...before, keywords: withKeywordEdit(before.keywords, edit) };
    case 'fill':
      return filled(before, edit, facts);
    case 'mend':
      return mend(before, edit.rules, (rule, words) => findBrokenWords(words).some((finding) => finding.rule === rule));
  }
}

function replaced(before: Description, search: Search, fields: ReadonlySet<WordField>, by: string): Description {
  const after = { ...before };
  for (const field of ['title', 'caption', 'place'] as const)
    if (fields.has(field)) after[field] = replaceIn(before[field], search, by);
  if (fields.has('keywords')) {
    const changed = before.keywords.map((keyword) => replaceIn(keyword, search, by));
    // A comma parts keywords, wherever it comes from.
    if (changed.some((keyword, index) => keyword !== before.keywords[index]))
      after.keywords = tidyKeywords(
        changed.flatMap((keyword, index) => (keyword === before.keywords[index] ? [keyword] : keyword.split(','))),
      );
  }
  return after;
}

function withKeywordEdit(before: readonly string[], edit: z.infer<typeof keywordEdit>): string[] {
  const removed = new Set(edit.remove.map(foldForComparison));
  const others = new Map(edit.replace.map(({ from, to }) => [foldForComparison(from), to]));
  const after = tidyKeywords([
    ...before.flatMap((keyword) => {
      const key = foldForComparison(keyword);
      return removed.has(key) ? [] : [others.get(key) ?? keyword];
    }),
    ...edit.add,
  ]);
  return after.length === before.length && after.every((keyword, index) => keyword === before[index])
    ? [...before]
    : after;
}

function filled(before: Description, edit: FillEdit, facts: TextFacts | null): Description {
  const { values, onlyEmpty, variables, language } = edit;
  const written = (text: string) => (variables && facts ? expandText(text, facts, language) : text);
  const after = { ...before };
  for (const field of ['title', 'caption', 'place'] as const) {
    const value = values[field];
    if (value !== undefined && !(onlyEmpty && before[field].trim() !== '')) after[field] = written(value);
  }
  for (const field of ['priceStandard', 'priceExtended'] as const) {
    const value = values[field];
    if (value !== undefined && !(onlyEmpty && before[field] !== null)) after[field] = value;
  }
  if (values.categoryId !== undefined && !(onlyEmpty && before.categoryId !== null))
    after.categoryId = values.categoryId;
  if (values.keywords !== undefined) {
    const given = values.keywords.map(written);
    if (edit.keywords === 'add') after.keywords = tidyKeywords([...before.keywords, ...given]);
    else if (!(onlyEmpty && before.keywords.length > 0)) after.keywords = tidyKeywords(given);
  }
  return after;
}
