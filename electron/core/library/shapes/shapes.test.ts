import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testCatalogue } from '../../../../tests/support/catalogue.ts';
import { readShapes } from './shapes.repository.ts';

let catalogue: ReturnType<typeof testCatalogue>;
beforeEach(() => {
  catalogue = testCatalogue();
});
afterEach(() => catalogue.close());

describe('the shapes of the catalogue', () => {
  it('are one for every photo, width by height in thousandths', () => {
    const landscape = catalogue.addPhoto({ width: 6000, height: 4000 });
    const portrait = catalogue.addPhoto({ width: 4000, height: 6000 });
    const { ids, shapes } = readShapes(catalogue.db);
    expect(new Map(ids.map((id, index) => [id, shapes[index]]))).toEqual(
      new Map([
        [landscape, 1500],
        [portrait, 667],
      ]),
    );
  });

  it('are nothing while there is no photo', () => {
    expect(readShapes(catalogue.db)).toEqual({ ids: [], shapes: [] });
  });
});
