import { describe, expect, it } from 'vitest';
import { countsFilterOf, filterOf, hasConditions, VIEWS, withCondition, withoutConditions } from './views.ts';

describe('what the library shows', () => {
  it('joins the chip with what she added, the chip winning where both speak of the same', () => {
    expect(filterOf('unreviewed', { camera: 'X-T5' })).toEqual({ camera: 'X-T5', review: 'unreviewed' });
    expect(filterOf('refused', { moderation: 'approved' })).toEqual({ moderation: 'rejected' });
    expect(filterOf('all', { text: '' })).toEqual({});
  });

  it('counts chips without the chip itself, so that their numbers stay while one is chosen', () => {
    for (const view of VIEWS) expect(countsFilterOf({ text: 'marché' })).not.toHaveProperty(view);
  });

  it('sets and removes one condition and leaves the others', () => {
    const added = withCondition({ camera: 'X-T5' }, 'minimumRating', 3);
    expect(added).toEqual({ camera: 'X-T5', minimumRating: 3 });
    expect(withCondition(added, 'camera', undefined)).toEqual({ minimumRating: 3 });
  });

  it('clears conditions but neither the folder nor the search', () => {
    const added = { text: 'marché', camera: 'X-T5' };
    expect(hasConditions(added)).toBe(true);
    expect(withoutConditions(added)).toEqual({ text: 'marché' });
    expect(hasConditions(withoutConditions(added))).toBe(false);
  });
});
