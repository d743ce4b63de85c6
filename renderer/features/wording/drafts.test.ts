import { describe, expect, it } from 'vitest';
import { EMPTY_DESCRIPTION } from '../../../shared/domain/description.ts';
import {
  EMPTY_FILL,
  EMPTY_KEYWORDS,
  EMPTY_REPLACE,
  fillEditOf,
  firstPaste,
  keywordEditOf,
  pasteEditOf,
  replaceEditOf,
} from './drafts.ts';

const COPIED = { ...EMPTY_DESCRIPTION, title: 'Tisserande', keywords: ['tissage'], place: 'Bobo', priceStandard: 5000 };

describe('what is typed', () => {
  it('is no edit while it would change nothing', () => {
    expect(replaceEditOf(EMPTY_REPLACE)).toBeNull();
    expect(replaceEditOf({ ...EMPTY_REPLACE, find: 'a', fields: [] })).toBeNull();
    expect(keywordEditOf({ ...EMPTY_KEYWORDS, from: 'a', add: ' , ' })).toBeNull();
    expect(fillEditOf({ ...EMPTY_FILL, title: ' ' }, 'fr')).toBeNull();
    expect(pasteEditOf(COPIED, { ...firstPaste(COPIED), fields: [] }, 'fr')).toBeNull();
  });

  it('is split and swapped where it names keywords', () => {
    expect(keywordEditOf({ add: 'étal, foule', removed: ['x'], from: ' marche ', to: 'marché' })).toEqual({
      kind: 'keywords',
      add: ['étal', 'foule'],
      remove: ['x'],
      replace: [{ from: 'marche', to: 'marché' }],
    });
  });

  it('fills only the fields that say something', () => {
    expect(fillEditOf({ ...EMPTY_FILL, caption: '{title} à {place}' }, 'en')).toMatchObject({
      values: { caption: '{title} à {place}' },
      variables: true,
      language: 'en',
    });
  });

  it('is pasted as it stands, everything but the title at first, and nothing that was empty', () => {
    const draft = firstPaste(COPIED);
    expect(draft.fields).toEqual(['keywords', 'priceStandard', 'place']);
    expect(pasteEditOf(COPIED, draft, 'fr')).toMatchObject({
      values: { keywords: ['tissage'], priceStandard: 5000, place: 'Bobo' },
      variables: false,
    });
  });
});
