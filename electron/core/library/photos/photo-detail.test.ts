import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { photoDetail } from '../../../../shared/contract/library.contract.ts';
import { type PhotoId, photoId } from '../../../../shared/domain/ids.ts';
import { addAccount } from '../../../../tests/support/account-row.ts';
import { CLEAN_WORDS, type TestCatalogue, testCatalogue } from '../../../../tests/support/catalogue.ts';
import { createPhotos } from './photos.service.ts';
import { createPictures } from './pictures.ts';

let catalogue: TestCatalogue;
const readAll = async (path: string) => [{ group: 'File', tag: 'FileName', value: path }];

beforeEach(() => {
  catalogue = testCatalogue({ ports: { metadata: { writeSent: async () => {}, readAll, close: async () => {} } } });
});
afterEach(() => catalogue.close());

const unknown = photoId.parse(4711);

/** An account with this photo sent, refused by the moderators, and a newer try that failed. */
function sendTo(id: PhotoId, current: 0 | 1): void {
  const { db } = catalogue;
  const account = addAccount(db, {
    server: 'https://api.example',
    email: `${current}@example.com`,
    remote_user_id: 'u1',
    current,
  });
  db.run(
    db.sql.insertInto('remote_photos').values({
      account_id: account,
      id: `remote-${current}`,
      photo_id: id,
      title: 'Marché',
      status: 'rejected',
      rejection_reason: 'floue',
      views_count: 7,
      sales_count: 2,
      synced_at: 0,
    }),
  );
  db.run(
    db.sql.insertInto('deliveries').values({
      account_id: account,
      photo_id: id,
      client_upload_id: `c${current}`,
      state: 'failed',
      position: 1,
      form: '{}',
      sent_metadata: '{}',
      content_type: 'image/jpeg',
      filename: 'a.jpg',
      attempts: 1,
      problem: JSON.stringify({ code: 'file-missing', facts: { path: '/p/a.jpg' } }),
      bytes_total: 0,
      bytes_sent: 0,
      bytes_resent: 0,
      queued_at: 0,
      changed_at: 0,
    }),
  );
}

describe('everything known of a photo', () => {
  test('is its words, its files, its broken rules and what the current account’s marketplace says', () => {
    const folder = catalogue.addFolder('/p');
    const id = catalogue.addPhoto({
      ...CLEAN_WORDS,
      title: 'Nu',
      latitude: 12,
      longitude: -1,
      file: { folder, path: '/p/a.jpg' },
    });
    sendTo(id, 1);
    const shown = createPhotos(catalogue.context).show(id);
    expect(photoDetail.safeParse(shown).success).toBe(true);
    expect(shown).toMatchObject({
      title: 'Nu',
      keywords: [...CLEAN_WORDS.keywords],
      priceStandard: 5000,
      hasGps: true,
      files: [{ path: '/p/a.jpg', folderId: folder, state: 'present', modifiedAt: 1_700_000_000_123 }],
      findings: [{ rule: 'title-short' }],
      remoteId: 'remote-1',
      rejectionReason: 'floue',
      viewsCount: 7,
      salesCount: 2,
      deliveryProblem: { code: 'file-missing', facts: { path: '/p/a.jpg' } },
    });
  });

  test('says nothing of another account', () => {
    const id = catalogue.addPhoto();
    sendTo(id, 0);
    expect(createPhotos(catalogue.context).show(id)).toMatchObject({
      remoteId: null,
      deliveryProblem: null,
      viewsCount: null,
    });
  });

  test('of an unknown id is an error that names it', () => {
    expect(() => createPhotos(catalogue.context).show(unknown)).toThrow(
      expect.objectContaining({ code: 'photo-unknown', facts: { id: '4711' } }),
    );
  });
});

describe('the tags of a photo', () => {
  test('are read from the first file that is there', async () => {
    const folder = catalogue.addFolder('/p');
    const id = catalogue.addPhoto({ file: { folder, path: '/p/gone.jpg', state: 'missing' } });
    catalogue.db.run(
      catalogue.db.sql.insertInto('files').values({
        photo_id: id,
        folder_id: folder,
        path: '/p/here.jpg',
        size: 1,
        mtime_ns: '0',
        inode: '',
        state: 'present',
        seen_at: 0,
      }),
    );
    expect(await createPhotos(catalogue.context).exif(id)).toEqual([
      { group: 'File', tag: 'FileName', value: '/p/here.jpg' },
    ]);
  });

  test('can’t be read while no file is there', async () => {
    const folder = catalogue.addFolder('/p');
    const id = catalogue.addPhoto({ file: { folder, path: '/p/gone.jpg', state: 'offline' } });
    const photos = createPhotos(catalogue.context);
    await expect(photos.exif(id)).rejects.toMatchObject({ code: 'file-missing', facts: { path: '/p/gone.jpg' } });
    await expect(photos.exif(unknown)).rejects.toMatchObject({ code: 'photo-unknown' });
  });
});

describe('what a selection has in common', () => {
  test('is each field that is equal everywhere; null stands for several values, also where nothing is said in one', () => {
    const one = catalogue.addPhoto({ ...CLEAN_WORDS });
    const two = catalogue.addPhoto({
      ...CLEAN_WORDS,
      title: 'Nu',
      keywords: ['marché'],
      price_extended: null,
      category_id: null,
    });
    const common = createPhotos(catalogue.context).common({ ids: [one, two, one] });
    expect(common).toMatchObject({
      count: 2,
      title: null,
      place: 'Ouagadougou',
      categoryId: null,
      priceStandard: { value: 5000 },
      priceExtended: null,
    });
    expect(common.keywords[0]).toEqual({ keyword: 'marché', count: 2 });
    expect(common.findings.map(({ finding, count, ids }) => [finding.rule, count, ids])).toContainEqual([
      'title-short',
      1,
      [two],
    ]);
  });

  test('of photos that all say nothing is nothing, which is not the same as several values', () => {
    catalogue.addPhoto();
    catalogue.addPhoto();
    const common = createPhotos(catalogue.context).common({ filter: {} });
    expect(common).toMatchObject({ count: 2, title: '', priceStandard: { value: null }, categoryId: { value: null } });
    expect(createPhotos(catalogue.context).common({ filter: { review: 'rejected' } })).toMatchObject({
      count: 0,
      title: null,
    });
  });
});

test('a derived image is found by photo and kind; there is none before it was made', () => {
  const pictures = createPictures(catalogue.context);
  const made = catalogue.addPhoto({
    derived: JSON.stringify([{ kind: 'thumb400', path: 'ab/cd.jpg', width: 400, height: 267 }]),
  });
  const waiting = catalogue.addPhoto();
  expect(pictures.picture(made, 'thumb400')).toBe(`${catalogue.context.paths.derived}/ab/cd.jpg`);
  expect(pictures.picture(made, 'preview')).toBeNull();
  expect(pictures.picture(waiting, 'thumb400')).toBeNull();
  expect(pictures.picture(unknown, 'thumb400')).toBeNull();
});
