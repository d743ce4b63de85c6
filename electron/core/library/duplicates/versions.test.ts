import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PhotoId, photoId } from '../../../../shared/domain/ids.ts';
import { type PhotoSketch, type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import { createReview } from '../review/review.service.ts';
import { createDuplicates } from './duplicates.service.ts';
import { fingerprintsRepository } from './fingerprints.repository.ts';
import { commonStem, createVersions } from './versions.ts';

let catalogue: TestCatalogue;
let versions: ReturnType<typeof createVersions>;
beforeEach(() => {
  catalogue = testCatalogue();
  versions = createVersions(catalogue.context, createDuplicates(catalogue.context, createReview(catalogue.context)));
});
afterEach(() => catalogue.close());

function add(digits: string | null, sketch: PhotoSketch): PhotoId {
  const id = catalogue.addPhoto(sketch);
  fingerprintsRepository(catalogue.db).write(id, digits);
  return id;
}

test('other versions of a photo: almost the same picture first, then its name, then its instant', async () => {
  const capture_date = '2026-05-01T10:00:00';
  const old = add('f0f0f0f0f0f0f0f0', { file_name: 'DSC_0012.jpg', capture_date: `${capture_date}.250` });
  const instant = add('0123456789abcdef', { file_name: 'autre.jpg', capture_date });
  const named = add(null, { file_name: 'dsc_0012-Modifié-2.jpg' });
  const alike = add('f0f0f0f0f0f0f0f3', { file_name: 'export.jpg' });
  const all = add('f0f0f0f0f0f0f0f1', { file_name: 'DSC_0012-3.jpg', capture_date });
  add('00000000ffffffff', { file_name: 'DSC_00123.jpg' });
  add(null, { file_name: 'DSC%0012.jpg', capture_date: '2026-05-01T10:00:01' });
  const found = await versions.of(old);
  expect(found.map(({ id }) => id)).toEqual([all, alike, named, instant]);
  expect(found[0]).toMatchObject({ distance: 1, sameName: true, sameTime: true });
  expect(found[3]).toMatchObject({ distance: null, sameName: false, sameTime: true });
  await expect(versions.of(photoId.parse(999))).rejects.toMatchObject({ code: 'photo-unknown' });
});

test('a name without what editors and copies add to it', () => {
  for (const name of [
    'DSC_0012.jpg',
    'DSC_0012-2.jpg',
    'DSC_0012 (1).JPG',
    'DSC_0012_edit.png',
    'DSC_0012-Modifier-3.jpg',
  ])
    expect(commonStem(name)).toBe('DSC_0012');
  expect(commonStem('12.jpg')).toBe('12');
  expect(commonStem('IMG-20260501-WA0012.jpg')).toBe('IMG-20260501-WA0012');
});
