import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { orientation, turnedOrientation } from '../../../../shared/domain/photo.ts';
import { type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import type { TurnRequest } from '../../ports/images.ts';
import { createPhotos } from '../photos/photos.service.ts';
import { createReview } from '../review/review.service.ts';
import { createTurning } from './turning.service.ts';

let catalogue: TestCatalogue;
let asked: TurnRequest[];
let answer: 'made' | 'nothing';
beforeEach(() => {
  asked = [];
  answer = 'made';
  catalogue = testCatalogue();
  catalogue.context.ports.images.turn = async (request) => {
    asked.push(request);
    return answer === 'made' ? [] : null;
  };
});
afterEach(() => catalogue.close());

const stored = (id: PhotoId) => {
  const row = catalogue.db.get(catalogue.db.sql.selectFrom('photos').selectAll().where('id', '=', id));
  if (!row) throw new Error(`no photo ${id}`);
  return row;
};
const photo = () => catalogue.addPhoto({ derived_recipe: 'none', derived: '[{"kind":"preview","path":"a.jpg"}]' });

test('orientation after orientation, a turn is what the viewer sees turned', () => {
  // CIPA DC-008, 4.6.4: 6 is shown turned by 90°, 3 by 180°, 8 by 270°.
  expect([0, 90, 180, 270, 360, -90].map((degrees) => turnedOrientation(1, degrees))).toEqual([1, 6, 3, 8, 1, 8]);
  expect([90, 180, 270].map((degrees) => turnedOrientation(2, degrees))).toEqual([7, 4, 5]);
  for (let start = 1; start <= 8; start += 1)
    expect(turnedOrientation(turnedOrientation(orientation.parse(start), 90), 270)).toBe(start);
});

describe('a turn', () => {
  test('is seen at once in size, filter and summary, and one edit takes it back', () => {
    const photos = createPhotos(catalogue.context);
    const turning = createTurning(catalogue.context);
    const [one, two] = [photo(), photo()];
    expect(turning.turn([one, two], 90)).toEqual({ turned: 2 });
    expect(photos.summaries([one])[0]).toMatchObject({ width: 4000, height: 6000, pictureTurn: 90 });
    expect(photos.counts({ orientationShape: 'portrait' }).total).toBe(2);
    turning.turn([one], 90);
    expect(photos.summaries([one])[0]).toMatchObject({ width: 6000, height: 4000, pictureTurn: 180 });
    const review = createReview(catalogue.context);
    expect(review.undo()).toMatchObject({ undone: 'turn', photos: 1, edit: { degrees: 90 } });
    expect(review.undo()).toMatchObject({ undone: 'turn', photos: 2 });
    expect(photos.summaries([one, two]).map(({ width, pictureTurn }) => [width, pictureTurn])).toEqual([
      [6000, undefined],
      [6000, undefined],
    ]);
    review.redo();
    expect(stored(two).turn).toBe(90);
  });

  test('is followed by the images, the last turned first, and again where the file’s own come anew', async () => {
    const turning = createTurning(catalogue.context);
    const [one, two] = [photo(), photo()];
    turning.turn([one], 90);
    catalogue.passTime(10);
    turning.turn([two], 270);
    turning.start();
    await expect.poll(() => [stored(one), stored(two)].map((row) => row.pictures_turn)).toEqual([90, 270]);
    expect(asked.map((request) => request.turn)).toEqual([270, 90]);
    expect(asked[0]).toMatchObject({ madeTurn: 0, made: [{ kind: 'preview', path: 'a.jpg' }] });
    expect(stored(one).picture_version).toBe(2);
    // Another recipe: the images lie as the file does again.
    catalogue.db.run(
      catalogue.db.sql
        .updateTable('photos')
        .set({ derived: '[{"kind":"preview","path":"b.jpg"}]' })
        .where('id', '=', one),
    );
    expect(stored(one).pictures_turn).toBe(0);
    catalogue.context.events.emit({ type: 'photos-changed', ids: [one], membership: false });
    catalogue.context.events.flush();
    await expect.poll(() => stored(one).pictures_turn).toBe(90);
    await turning.stop();
  });

  test('stays where images can’t be made, and with another content', async () => {
    answer = 'nothing';
    const turning = createTurning(catalogue.context);
    const id = photo();
    turning.turn([id], 90);
    turning.start();
    await expect.poll(() => asked.length).toBe(1);
    await turning.stop();
    expect(stored(id)).toMatchObject({ turn: 90, pictures_turn: 0, width: 4000 });
    catalogue.db.run(
      catalogue.db.sql
        .updateTable('photos')
        .set({ sha256: 'f'.repeat(64), width: 3000, height: 2000 })
        .where('id', '=', id),
    );
    expect(stored(id)).toMatchObject({ turn: 90, width: 2000, height: 3000 });
  });
});
