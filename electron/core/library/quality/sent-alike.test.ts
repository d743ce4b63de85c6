import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { CLEAN_WORDS, type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import { duplicatesRepository } from '../duplicates/duplicates.repository.ts';
import { fingerprintsRepository } from '../duplicates/fingerprints.repository.ts';
import { createPhotos } from '../photos/photos.service.ts';
import { createReview } from '../review/review.service.ts';
import { createSentAlike } from './sent-alike.ts';

let catalogue: TestCatalogue;
beforeEach(() => {
  catalogue = testCatalogue();
});
afterEach(() => catalogue.close());

function studio() {
  const photos = createPhotos(catalogue.context);
  const review = createReview(catalogue.context);
  const alike = createSentAlike(catalogue.context, {
    ids: (filter) => photos.resolve({ filter }),
    refreshRules: review.refreshRules,
  });
  return { photos, review, alike };
}

/** A photo that looks like this, in 16 hexadecimal digits. */
function photo(looks: string, sketch: Parameters<TestCatalogue['addPhoto']>[0] = {}): PhotoId {
  const id = catalogue.addPhoto({ ...CLEAN_WORDS, review: 'approved', ...sketch });
  fingerprintsRepository(catalogue.db).write(id, looks);
  return id;
}

const SHOT = 'f0f0f0f00f0f0f0f';
/** Six bits away: another picture of the same moment. */
const ALMOST = 'f0f0f0f00f0f0f30';
const OTHER = '0123456789abcdef';

test('an approved photo warns when the marketplace has one that looks almost the same, by the nearest of them', async () => {
  const { photos, alike } = studio();
  const sent = photo(SHOT, { delivery: 'sent', moderation: 'approved' });
  photo(OTHER, { delivery: 'sent' });
  const again = photo(ALMOST);
  photo('5555555555555555');
  expect(await alike.look()).toEqual([again]);
  expect(photos.show(again)).toMatchObject({
    sentAlike: sent,
    findings: [{ rule: 'sent-alike', severity: 'warning' }],
  });
  expect(photos.resolve({ filter: { brokenRule: 'sent-alike' } })).toEqual([again]);
  expect(await alike.look()).toEqual([]);
});

test('nothing is said of another file of the same stack, of a refused one, or of what she said is no duplicate', async () => {
  const { alike } = studio();
  const stack = catalogue.db.run(
    catalogue.db.sql.insertInto('stacks').values({ kind: 'hand', chosen_face: null }),
  ).lastId;
  photo(SHOT, { delivery: 'sent', stack_id: stack });
  photo(SHOT, { stack_id: stack });
  const other = photo(OTHER, { delivery: 'sent' });
  const dismissed = photo(OTHER);
  duplicatesRepository(catalogue.db).dismiss([other, dismissed], 1);
  photo('5555555555555555', { delivery: 'sent' });
  photo('5555555555555555', { review: 'rejected' });
  expect(await alike.look()).toEqual([]);
});

test('what is said goes when the photo that was sent is gone from the marketplace, and when the two are parted', async () => {
  const { photos, review, alike } = studio();
  const sent = photo(SHOT, { delivery: 'sent', moderation: 'pending' });
  const again = photo(ALMOST);
  await alike.look();
  expect(photos.show(again).sentAlike).toBe(sent);
  const { db } = catalogue;
  db.run(db.sql.updateTable('photos').set({ delivery: 'none', moderation: 'none' }).where('id', '=', sent));
  expect(await alike.look()).toEqual([again]);
  expect(photos.show(again)).toMatchObject({ sentAlike: null, findings: [] });
  review.set([again], { review: 'rejected' });
  expect(await alike.look()).toEqual([]);
});
