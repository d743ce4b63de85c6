import { describe, expect, it } from 'vitest';
import { type Description, EMPTY_DESCRIPTION } from './description.ts';
import { type FillEdit, reword, wordEditProblem } from './word-edit.ts';

const BEFORE: Description = {
  ...EMPTY_DESCRIPTION,
  title: 'Marché de Bobo',
  keywords: ['marché', 'femme', 'Bobo'],
  priceStandard: 5000,
};
const replace = {
  kind: 'replace' as const,
  find: 'Bobo',
  by: 'Bobo-Dioulasso',
  fields: ['title' as const, 'keywords' as const],
  matchCase: false,
  matchAccents: false,
  wholeWord: true,
};
const fill: FillEdit = {
  kind: 'fill',
  values: {},
  keywords: 'add',
  variables: false,
  onlyEmpty: false,
  language: 'fr',
};

describe('a change of words', () => {
  it('replaces in the fields that are meant, and nowhere else', () => {
    const { after } = reword({ ...BEFORE, caption: 'À Bobo' }, replace, null);
    expect(after).toMatchObject({
      title: 'Marché de Bobo-Dioulasso',
      caption: 'À Bobo',
      keywords: ['marché', 'femme', 'Bobo-Dioulasso'],
    });
  });

  it('parts keywords at a comma, drops emptied ones and never keeps one twice', () => {
    expect(reword(BEFORE, { ...replace, find: 'femme', by: 'femme, portrait' }, null).after.keywords).toEqual([
      'marché',
      'femme',
      'portrait',
      'Bobo',
    ]);
    expect(reword(BEFORE, { ...replace, find: 'femme', by: '' }, null).after.keywords).toEqual(['marché', 'Bobo']);
    expect(reword(BEFORE, { ...replace, find: 'femme', by: 'MARCHE' }, null).after.keywords).toEqual([
      'marché',
      'Bobo',
    ]);
  });

  it('replaces, removes and adds whole keywords, in place and in order', () => {
    const edit = {
      kind: 'keywords' as const,
      replace: [{ from: 'FEMME', to: 'vendeuse' }],
      remove: ['bobo'],
      add: ['étal'],
    };
    expect(reword(BEFORE, edit, null).after.keywords).toEqual(['marché', 'vendeuse', 'étal']);
    expect(reword(BEFORE, { ...edit, replace: [], remove: ['autre'], add: ['Marche'] }, null).after).toEqual(BEFORE);
  });

  it('fills what is given, and only what is empty where that is asked', () => {
    const values = { title: 'Autre', caption: 'Une légende', priceStandard: 900, keywords: ['étal'] };
    expect(reword(BEFORE, { ...fill, values }, null).after).toMatchObject({ title: 'Autre', priceStandard: 900 });
    const gentle = reword(BEFORE, { ...fill, values, onlyEmpty: true, keywords: 'replace' }, null).after;
    expect(gentle).toEqual({ ...BEFORE, caption: 'Une légende' });
  });

  it('keeps a text that would grow too long as it was, and says so', () => {
    const long = { ...BEFORE, title: 'Bobo '.repeat(99) };
    const { after, tooLong } = reword(long, { ...replace, by: 'Bobo-Dioulasso' }, null);
    expect(after.title).toBe(long.title);
    expect(after.keywords).toContain('Bobo-Dioulasso');
    expect(tooLong).toEqual(['title']);
  });

  it('takes braces for variables only where they are meant so', () => {
    const values = { title: '{ville}' };
    expect(wordEditProblem({ ...fill, values })).toBeNull();
    expect(reword(BEFORE, { ...fill, values }, null).after.title).toBe('{ville}');
    expect(wordEditProblem({ ...fill, values, variables: true })).toMatchObject({ code: 'unknown', token: '{ville}' });
  });
});
