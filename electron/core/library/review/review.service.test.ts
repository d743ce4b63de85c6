import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type PhotoId, photoId } from '../../../../shared/domain/ids.ts';
import { CLEAN_WORDS, type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import { createPhotos } from '../photos/photos.service.ts';
import { readinessOf } from './ready-for-delivery.ts';
import { createReview } from './review.service.ts';

let catalogue: TestCatalogue;
beforeEach(() => {
  catalogue = testCatalogue();
});
afterEach(() => catalogue.close());

const stored = (id: PhotoId) => {
  const row = catalogue.db.get(catalogue.db.sql.selectFrom('photos').selectAll().where('id', '=', id));
  if (!row) throw new Error(`no photo ${id}`);
  return row;
};
const edits = () => catalogue.db.all(catalogue.db.sql.selectFrom('edits').selectAll());
const newest = { sort: 'captured', direction: 'desc' } as const;

describe('a decision', () => {
  test('is kept for many photos at once, recorded with only what changed, and told', () => {
    const review = createReview(catalogue.context);
    const approved = catalogue.addPhoto({ review: 'approved' });
    const other = catalogue.addPhoto({ rating: 2 });
    const unknown = photoId.parse(9999);
    expect(review.set([approved, other, unknown], { review: 'approved' })).toEqual({ updated: 1 });
    expect(stored(other).review).toBe('approved');
    expect(edits()).toMatchObject([{ name: 'approve', undone: 0 }]);
    expect(JSON.parse(edits()[0]?.changes ?? '')).toEqual({
      [other]: { before: { review: 'unreviewed' }, after: { review: 'approved' } },
    });
    catalogue.context.events.flush();
    expect(catalogue.seen).toEqual([{ type: 'photos-changed', ids: [other], membership: true }]);
  });

  test('that changes nothing leaves no edit and no event', () => {
    const review = createReview(catalogue.context);
    const id = catalogue.addPhoto({ label: 'red' });
    expect(review.set([id], { label: 'red' })).toEqual({ updated: 0 });
    expect(review.set([id], {})).toEqual({ updated: 0 });
    expect(edits()).toEqual([]);
    catalogue.context.events.flush();
    expect(catalogue.seen).toEqual([]);
  });

  test('may be to take a label away', () => {
    const review = createReview(catalogue.context);
    const id = catalogue.addPhoto({ label: 'red' });
    expect(review.set([id], { label: null })).toEqual({ updated: 1 });
    expect(stored(id).label).toBeNull();
    review.undo();
    expect(stored(id).label).toBe('red');
  });

  test('may be for a photo that is on its way', () => {
    const review = createReview(catalogue.context);
    const id = catalogue.addPhoto({ delivery: 'sending', review: 'approved' });
    expect(review.set([id], { rating: 4 })).toEqual({ updated: 1 });
  });
});

describe('a description', () => {
  test('changes what is said and leaves the rest, and the counts of broken rules follow', () => {
    const review = createReview(catalogue.context);
    const id = catalogue.addPhoto({ ...CLEAN_WORDS, title: 'Nu', rule_errors: 1 });
    const { updated, broken } = review.describe([id], { title: CLEAN_WORDS.title });
    expect({ updated, broken }).toEqual({ updated: 1, broken: [] });
    expect(stored(id)).toMatchObject({
      title: CLEAN_WORDS.title,
      place: 'Ouagadougou',
      rule_errors: 0,
      rule_warnings: 0,
    });
    const { broken: now } = review.describe([id], { title: 'Nu', keywords: ['un', 'deux', 'trois'] });
    expect(now).toEqual([
      {
        id,
        findings: [
          expect.objectContaining({ rule: 'title-short', severity: 'error' }),
          expect.objectContaining({ rule: 'keywords-advised', severity: 'warning' }),
        ],
      },
    ]);
    expect(stored(id)).toMatchObject({ rule_errors: 1, rule_warnings: 1 });
  });

  test('adds and removes keywords per photo, whatever their case and accents', () => {
    const review = createReview(catalogue.context);
    const one = catalogue.addPhoto({ keywords: ['Éléphant', 'savane'] });
    const two = catalogue.addPhoto({ keywords: ['marché'] });
    review.describe([one, two], { addKeywords: ['  Afrique  ', 'afrique'], removeKeywords: ['elephant'] });
    expect(JSON.parse(stored(one).keywords)).toEqual(['savane', 'Afrique']);
    expect(JSON.parse(stored(two).keywords)).toEqual(['marché', 'Afrique']);
  });

  test('that says what is there already changes nothing', () => {
    const review = createReview(catalogue.context);
    const id = catalogue.addPhoto({ title: 'Marché', price_standard: 5000 });
    expect(review.describe([id], { title: 'Marché', priceStandard: 5000 }).updated).toBe(0);
    expect(edits()).toEqual([]);
  });

  test('of all that a filter finds moves them out of the filter afterwards, not during', () => {
    const review = createReview(catalogue.context);
    const photos = createPhotos(catalogue.context);
    for (let index = 0; index < 5; index += 1) catalogue.addPhoto({ title: 'avant' });
    expect(review.describe(photos.resolve({ filter: { text: 'avant' } }), { title: 'après' }).updated).toBe(5);
    expect(photos.ids({ text: 'avant' }, newest)).toEqual([]);
    expect(photos.ids({ text: 'apres' }, newest)).toHaveLength(5);
  });
});

describe('undo and redo', () => {
  test('take back and bring again one edit after the other, across a restart', () => {
    const first = createReview(catalogue.context);
    const id = catalogue.addPhoto({ ...CLEAN_WORDS });
    first.set([id], { review: 'approved' });
    first.describe([id], { title: 'Autre titre', categoryId: null });
    expect(stored(id).rule_errors).toBe(1);
    catalogue.shut();

    catalogue = testCatalogue({ dataDir: catalogue.dataDir });
    const again = createReview(catalogue.context);
    expect(again.undo()).toMatchObject({ undone: 'describe', photos: 1 });
    expect(stored(id)).toMatchObject({
      title: CLEAN_WORDS.title,
      category_id: 'cat-1',
      review: 'approved',
      rule_errors: 0,
    });
    expect(again.undo()).toMatchObject({ undone: 'approve', photos: 1 });
    expect(stored(id).review).toBe('unreviewed');
    expect(again.undo()).toMatchObject({ undone: null, photos: 0 });
    expect(again.redo()).toMatchObject({ redone: 'approve', photos: 1 });
    expect(again.redo()).toMatchObject({ redone: 'describe', photos: 1 });
    expect(again.redo()).toMatchObject({ redone: null, photos: 0 });
    expect(stored(id)).toMatchObject({ title: 'Autre titre', category_id: null, review: 'approved', rule_errors: 1 });
  });

  test('pass over photos that are gone', () => {
    const review = createReview(catalogue.context);
    const gone = catalogue.addPhoto();
    const kept = catalogue.addPhoto();
    review.set([gone, kept], { rating: 5 });
    catalogue.db.run(catalogue.db.sql.deleteFrom('photos').where('id', '=', gone));
    expect(review.undo()).toMatchObject({ undone: 'rate', photos: 1 });
    expect(stored(kept).rating).toBe(0);
  });

  test('a new edit ends what could be redone', () => {
    const review = createReview(catalogue.context);
    const id = catalogue.addPhoto();
    review.set([id], { rating: 5 });
    review.undo();
    review.set([id], { rating: 3 });
    expect(review.redo()).toMatchObject({ redone: null, photos: 0 });
    expect(review.undo()).toMatchObject({ undone: 'rate', photos: 1 });
    expect(stored(id).rating).toBe(0);
  });
});

test('an edit that fails in the middle leaves nothing behind', () => {
  const review = createReview(catalogue.context);
  const first = catalogue.addPhoto({ title: 'un' });
  const second = catalogue.addPhoto({ title: 'deux' });
  catalogue.db
    .prepare(
      `CREATE TEMP TRIGGER refuse BEFORE UPDATE ON photos WHEN old.id = ${second} BEGIN SELECT RAISE(ABORT, 'refused'); END`,
    )
    .run();
  expect(() => review.describe([first, second], { title: 'trois' })).toThrow('refused');
  expect(stored(first).title).toBe('un');
  expect(edits()).toEqual([]);
});

test('rules are counted again when a file changed, without an edit', () => {
  const review = createReview(catalogue.context);
  const id = catalogue.addPhoto({ ...CLEAN_WORDS });
  catalogue.db.run(catalogue.db.sql.updateTable('photos').set({ format: 'raw' }).where('id', '=', id));
  review.refreshRules([id]);
  expect(stored(id).rule_errors).toBe(1);
  expect(edits()).toEqual([]);
});

test('counting rules is no change of hers, describing is', () => {
  const review = createReview(catalogue.context);
  const id = catalogue.addPhoto({ title: '' });
  catalogue.db.prepare(`UPDATE photos SET rule_errors = 99, added_at = 1, changed_at = 1 WHERE id = ${id}`).run();
  review.refreshRules([id]);
  expect(stored(id)).toMatchObject({ changed_at: 1 });
  expect(stored(id).rule_errors).not.toBe(99);
  review.describe([id], { title: 'Au marché de Gounghin' });
  expect(stored(id).changed_at).toBeGreaterThan(1);
});

test('a selection is sorted by what may be sent, and why the rest may not', () => {
  const folder = catalogue.addFolder('/p');
  const approved = { ...CLEAN_WORDS, review: 'approved' } as const;
  const ready = catalogue.addPhoto({ ...approved, file_name: 'a.jpg', file: { folder, path: '/p/a.jpg' } });
  const failed = catalogue.addPhoto({ ...approved, delivery: 'failed', file: { folder, path: '/p/b.jpg' } });
  const refused = catalogue.addPhoto({ ...approved, title: '', file: { folder, path: '/p/c.jpg' } });
  const away = catalogue.addPhoto({ ...approved, file: { folder, path: '/p/d.jpg', state: 'offline' } });
  const others = [
    catalogue.addPhoto({ ...approved, delivery: 'sent' }),
    catalogue.addPhoto({ ...approved, delivery: 'queued' }),
    catalogue.addPhoto({ ...approved, delivery: 'sending' }),
    catalogue.addPhoto({ ...approved, review: 'rejected' }),
  ];
  const readiness = readinessOf(catalogue.context, [ready, failed, refused, away, ...others]);
  expect(readiness).toMatchObject({
    alreadySent: 1,
    alreadyQueued: 2,
    notApproved: 1,
    fileMissing: [{ id: away, path: '/p/d.jpg' }],
  });
  expect(readiness.ready.map((photo) => photo.id)).toEqual([ready, failed]);
  expect(readiness.ready[0]).toMatchObject({
    path: '/p/a.jpg',
    format: 'jpeg',
    description: { title: CLEAN_WORDS.title, keywords: [...CLEAN_WORDS.keywords] },
  });
  expect(readiness.refusedByRules).toEqual([
    { id: refused, findings: [expect.objectContaining({ rule: 'title-missing' })] },
  ]);
});

// The goal, two seconds, is the benchmark's to hold; this holds the order of magnitude on a busy machine.
test('10,000 photos are decided or described in seconds', () => {
  const review = createReview(catalogue.context);
  const ids = catalogue.db.transaction(() =>
    Array.from({ length: 10_000 }, () => catalogue.addPhoto({ ...CLEAN_WORDS })),
  );
  const took = (work: () => unknown) => {
    const start = performance.now();
    work();
    return performance.now() - start;
  };
  expect(took(() => review.set(ids, { review: 'approved' }))).toBeLessThan(10_000);
  expect(took(() => review.describe(ids, { addKeywords: ['joie'] }))).toBeLessThan(10_000);
});
