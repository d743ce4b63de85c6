import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestCatalogue, testCatalogue } from '../../../tests/support/catalogue.ts';
import { photoFacts } from './photo-facts.repository.ts';
import { createPhotos } from './photos/photos.service.ts';

let catalogue: TestCatalogue;
beforeEach(() => {
  catalogue = testCatalogue();
});
afterEach(() => catalogue.close());

test('what other features establish of a photo is found by filters and counted at once', () => {
  const photos = createPhotos(catalogue.context);
  const facts = photoFacts(catalogue.db);
  const id = catalogue.addPhoto({ review: 'approved' });
  expect(photos.counts({}).ready).toBe(1);
  facts.setDelivery(id, 'sent');
  facts.setModeration(id, 'rejected');
  expect(photos.counts({})).toMatchObject({
    ready: 0,
    delivery: { sent: 1, none: 0 },
    moderation: { rejected: 1, none: 0 },
  });
  expect(photos.ids({ moderation: 'rejected' }, { sort: 'captured', direction: 'desc' })).toEqual([id]);
  expect(photos.show(id)).toMatchObject({ review: 'approved', delivery: 'sent', moderation: 'rejected' });
});
