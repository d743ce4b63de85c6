import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { photoId } from '../../../../shared/domain/ids.ts';
import { type PhotoSketch, type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import { createReview } from '../review/review.service.ts';
import { createDuplicates, type Duplicates } from './duplicates.service.ts';
import { fingerprintsRepository } from './fingerprints.repository.ts';

let catalogue: TestCatalogue;
let duplicates: Duplicates;
beforeEach(() => {
  catalogue = testCatalogue();
  duplicates = createDuplicates(catalogue.context, createReview(catalogue.context));
});
afterEach(() => catalogue.close());

const SHOT = 'f0f0f0f0f0f0f0f0';
/** Two bits from SHOT, and four from each other's neighbours further on. */
const COPY = 'f0f0f0f0f0f0f0f3';
const OTHER = '0123456789abcdef';

function add(digits: string | null, sketch: PhotoSketch = {}): PhotoId {
  const id = catalogue.addPhoto(sketch);
  fingerprintsRepository(catalogue.db).write(id, digits);
  return id;
}
function taken(second: number): PhotoSketch {
  const at = Date.UTC(2026, 4, 1, 10, 0, second);
  return { sort_at: at, capture_date: new Date(at).toISOString().slice(0, 19) };
}
async function groups(kind: 'near' | 'burst' | 'places' = 'near'): Promise<PhotoId[][]> {
  const page = await duplicates.groups(kind, null, 20);
  return page.groups.map((group) => group.photos.map((photo) => photo.id));
}
const reviewOf = (id: PhotoId) =>
  catalogue.db.get(catalogue.db.sql.selectFrom('photos').select('review').where('id', '=', id))?.review;

describe('photos that look alike', () => {
  it('are a group, the best of them first: rated higher, then larger', async () => {
    const small = add(SHOT, { width: 800, height: 600 });
    const large = add(COPY);
    const rated = add(SHOT, { width: 800, height: 600, rating: 4 });
    add(OTHER);
    add(null);
    add(null);
    expect(await groups()).toEqual([[rated, large, small]]);
    expect((await duplicates.groups('near', null, 20)).groups[0]?.photos.map((photo) => photo.distance)).toEqual([
      0, 2, 0,
    ]);
  });

  it('are connected through those between them', async () => {
    const ids = ['0000000000000000', '00000000000000ff', '000000000000ffff'].map((digits) => add(digits));
    expect((await groups())[0]?.toSorted()).toEqual(ids);
  });

  it('are a burst when taken within seconds of each other, but not when taken in one and the same second', async () => {
    const burst = [add(SHOT, taken(1)), add(SHOT, taken(9)), add(COPY, taken(18))];
    const copies = [add(OTHER, taken(30)), add(OTHER, taken(30))];
    expect(await groups('burst')).toEqual([burst]);
    expect(await groups('near')).toEqual([copies]);
  });

  it('are found for one photo, nearest first, rejected ones too', async () => {
    const shot = add(SHOT);
    const copy = add(COPY, { review: 'rejected' });
    const same = add(SHOT);
    expect((await duplicates.of(shot)).map((photo) => [photo.id, photo.distance])).toEqual([
      [same, 0],
      [copy, 2],
    ]);
    await expect(duplicates.of(photoId.parse(999))).rejects.toMatchObject({ code: 'photo-unknown' });
  });

  it('are paged, newest first', async () => {
    const pairs = ['0', '3', '5', '9'].map((digit) => [add(digit.repeat(16)), add(digit.repeat(16))]);
    const first = await duplicates.groups('near', null, 3);
    const second = await duplicates.groups('near', first.nextCursor, 3);
    expect(first.total).toBe(4);
    expect([...first.groups, ...second.groups].map((group) => group.key)).toEqual(
      pairs.map(([first]) => first).reverse(),
    );
    expect(second.nextCursor).toBeNull();
  });
});

describe('what changes', () => {
  it('is seen at the next asking: new photos, other content, photos that go, a rolled-back change not', async () => {
    const shot = add(SHOT);
    expect(await groups()).toEqual([]);
    const copy = add(COPY);
    expect(await groups()).toEqual([[shot, copy]]);
    expect(() =>
      catalogue.db.transaction(() => {
        fingerprintsRepository(catalogue.db).write(copy, OTHER);
        throw new Error('not after all');
      }),
    ).toThrow();
    expect(await groups()).toEqual([[shot, copy]]);
    fingerprintsRepository(catalogue.db).write(copy, OTHER);
    expect(await groups()).toEqual([]);
    const third = add(SHOT);
    expect(await groups()).toEqual([[shot, third]]);
    catalogue.db.run(catalogue.db.sql.deleteFrom('photos').where('id', '=', third));
    expect(await groups()).toEqual([]);
  });

  it('takes a group apart when the photo that connected it goes', async () => {
    const [left, middle, right] = ['0000000000000000', '00000000000000ff', '000000000000ffff'].map((digits) =>
      add(digits),
    );
    const beside = add('000000000001ffff');
    expect((await groups())[0]).toHaveLength(4);
    catalogue.db.run(catalogue.db.sql.deleteFrom('photos').where('id', '=', Number(middle)));
    expect(await groups()).toEqual([[right, beside]]);
    expect(left).toBeDefined();
  });
});

describe('choosing one', () => {
  it('rejects the others in one edit; undo brings the group back', async () => {
    const review = createReview(catalogue.context);
    const [kept, ...others] = [add(SHOT), add(COPY), add(SHOT)];
    await groups();
    expect(await duplicates.keep(photoId.parse(kept))).toBe(2);
    expect(others.map(reviewOf)).toEqual(['rejected', 'rejected']);
    expect(await groups()).toEqual([]);
    expect(review.undo()).toMatchObject({ undone: 'reject', photos: 2 });
    expect(await groups()).toHaveLength(1);
  });

  it('does nothing for a photo that is in no group', async () => {
    expect(await duplicates.keep(add(OTHER))).toBe(0);
  });
});

describe('what she says are no duplicates', () => {
  it('is remembered across restarts, and taken back', async () => {
    const [one, two, three] = [add(SHOT), add(SHOT), add(SHOT)];
    const dismissal = await duplicates.dismiss({ ids: [photoId.parse(one), photoId.parse(two)] });
    duplicates = createDuplicates(catalogue.context, createReview(catalogue.context));
    // The third still looks like both.
    expect(await groups()).toEqual([[one, two, three]]);
    expect((await duplicates.of(photoId.parse(one))).map((photo) => photo.id)).toEqual([three]);
    const all = await duplicates.dismiss({ groupOf: photoId.parse(two) });
    expect(await groups()).toEqual([]);
    expect(duplicates.restore(all)).toBe(true);
    expect(duplicates.restore(dismissal)).toBe(true);
    expect(duplicates.restore(dismissal)).toBe(false);
    expect(await groups()).toEqual([[one, two, three]]);
    expect(await duplicates.of(photoId.parse(one))).toHaveLength(2);
  });
});

describe('one content in several files', () => {
  it('is one photo, shown with its places', async () => {
    const folder = catalogue.addFolder('/p');
    const twice = catalogue.addPhoto({ file: { folder, path: '/p/a.jpg' } });
    catalogue.addPhoto({ file: { folder, path: '/p/once.jpg' } });
    for (const [path, state] of [
      ['/p/b.jpg', 'offline'],
      ['/p/gone.jpg', 'missing'],
    ] as const)
      catalogue.db.run(
        catalogue.db.sql.insertInto('files').values({
          photo_id: twice,
          folder_id: folder,
          path,
          size: 1,
          mtime_ns: '1700000000123456789',
          inode: '',
          state,
          seen_at: 0,
        }),
      );
    const page = await duplicates.groups('places', null, 20);
    expect(page).toMatchObject({ total: 1, groups: [{ kind: 'places', key: twice }] });
    expect(page.groups[0]?.photos[0]?.files.map((file) => file.path)).toEqual(['/p/a.jpg', '/p/b.jpg', '/p/gone.jpg']);
  });
});

describe('the state', () => {
  it('answers at once, looks through the catalogue after a while, and says when that is done', async () => {
    add(SHOT);
    add(SHOT);
    catalogue.addPhoto();
    expect(await duplicates.state()).toEqual({ ready: false, near: 0, burst: 0, waiting: 1 });
    await new Promise<void>((resolve) => {
      catalogue.context.events.subscribe((event) => {
        if (event.type === 'duplicates-changed') resolve();
      });
    });
    expect(await duplicates.state()).toEqual({ ready: true, near: 1, burst: 0, waiting: 1 });
  });
});
