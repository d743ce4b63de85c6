import { afterEach, expect, test } from 'vitest';
import { testCatalogue } from '../../../../tests/support/catalogue.ts';
import { fileSample } from './file-sample.repository.ts';

let catalogue: ReturnType<typeof testCatalogue> | null = null;
afterEach(() => catalogue?.close());

function filled(count: number, state: 'present' | 'offline' = 'present') {
  catalogue = testCatalogue();
  const { db, addFolder, addPhoto } = catalogue;
  const outer = addFolder('/disk');
  const inner = addFolder('/disk/inner');
  const elsewhere = addFolder('/diskette');
  db.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      const path = `jour-${Math.floor(index / 100)}/IMG_${index}.jpg`;
      addPhoto({ file: { folder: elsewhere, path: `/diskette/${path}`, state } });
      addPhoto({ file: { folder: outer, path: `/disk/${path}`, state } });
    }
    addPhoto({ file: { folder: inner, path: '/disk/inner/one.jpg', state } });
    addPhoto({ file: { folder: outer, path: '/disk/gone.jpg', state: 'missing' } });
  });
  return fileSample(db);
}

test.each(['present', 'offline'] as const)(
  'of many files that are %s, a sample is from all over the folder',
  (state) => {
    const sample = filled(2_500, state);
    const found = sample('/disk', 48).map(({ path }) => path);
    expect(new Set(found).size).toBe(48);
    expect(found.every((path) => path.startsWith('/disk/'))).toBe(true);
    expect(found).toContain('/disk/inner/one.jpg');
    expect(found).not.toContain('/disk/gone.jpg');
    const days = new Set(found.map((path) => path.split('/')[2]));
    expect(days.size).toBeGreaterThan(20);
    expect(sample('/disk', 48).map(({ path }) => path)).toEqual(found);
  },
);

test('of few files all are taken', () => {
  expect(filled(20)('/disk', 48)).toHaveLength(21);
});
