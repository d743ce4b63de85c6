import { describe, expect, it } from 'vitest';
import { chipOf, filterOf, sameFilter, VIEWS } from './views.ts';

describe('a saved search', () => {
  it('is known again whatever the order of its conditions', () => {
    expect(sameFilter({ camera: 'X-T4', rating: 3 }, { rating: 3, camera: 'X-T4', text: undefined })).toBe(true);
    expect(sameFilter({ camera: 'X-T4' }, { camera: 'X-T4', rating: 3 })).toBe(false);
  });

  it('shows the chip it was kept with, and asks for the same', () => {
    for (const view of VIEWS) {
      const filter = filterOf(view, { camera: 'X-T4', minimumRating: 4 });
      const back = chipOf(filter);
      expect(back.view).toBe(view);
      expect(sameFilter(filterOf(back.view, back.added), filter)).toBe(true);
    }
  });
});
