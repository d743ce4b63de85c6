import { describe, expect, it } from 'vitest';
import { changedPart } from './changed-part.ts';

describe('the part of a text that changed', () => {
  it('lies between what both versions share', () => {
    expect(changedPart('Le marché de Bobo', 'Le souk de Bobo')).toEqual({
      before: { start: 'Le ', changed: 'marché', end: ' de Bobo' },
      after: { start: 'Le ', changed: 'souk', end: ' de Bobo' },
    });
  });

  it('is all of a text that was not there, and nothing where both are the same', () => {
    expect(changedPart('', 'Bobo').after).toEqual({ start: '', changed: 'Bobo', end: '' });
    expect(changedPart('Bobo', 'Bobo').before).toEqual({ start: 'Bobo', changed: '', end: '' });
    expect(changedPart('aa', 'aaa').after).toEqual({ start: 'aa', changed: 'a', end: '' });
  });
});
