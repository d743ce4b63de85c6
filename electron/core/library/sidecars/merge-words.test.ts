import { expect, test } from 'vitest';
import { columnsOfSaid, newsIn } from './merge-words.ts';

const hers = columnsOfSaid({ title: 'Marché', rating: 3, keywords: ['mil'] });

test('only what a file says otherwise than before is news', () => {
  const base = { title: 'Vieux', rating: 3 };
  expect(newsIn(base, base, hers, true)).toEqual({ news: {}, outdated: {} });
  expect(newsIn({ ...base, rating: 5 }, base, hers, true)).toEqual({ news: { rating: 5 }, outdated: {} });
});

test('where both changed the newer wins, and what lost is told', () => {
  const base = { title: 'Vieux' };
  expect(newsIn({ title: 'Foire' }, base, hers, true).news).toEqual({ title: 'Foire' });
  expect(newsIn({ title: 'Foire' }, base, hers, false)).toEqual({ news: {}, outdated: { title: 'Foire' } });
});

test('what she never said is taken from an older file as well', () => {
  expect(newsIn({ caption: 'Le soir', label: 'red' }, null, hers, false).news).toEqual({
    caption: 'Le soir',
    label: 'red',
  });
});

test('what a file no longer says is taken back', () => {
  expect(newsIn({}, { rating: 3, review: 'rejected' }, { ...hers, review: 'rejected' }, true).news).toEqual({
    rating: 0,
    review: 'unreviewed',
  });
});
