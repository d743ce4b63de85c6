import { expect, it } from 'vitest';
import type { DuplicatePhoto } from '../../../shared/contract/duplicates.contract.ts';
import { folderId, photoId, sha256 } from '../../../shared/domain/ids.ts';
import { differences, folderOf } from './differences.ts';

function photo(change: Partial<DuplicatePhoto> = {}, path = '/photos/mariage/IMG_1.JPG'): DuplicatePhoto {
  return {
    id: photoId.parse(1),
    sha256: sha256.parse('a'.repeat(64)),
    fileName: 'IMG_1.JPG',
    format: 'jpeg',
    width: 6000,
    height: 4000,
    captureDate: '2026-05-01T10:00:00',
    sortAt: 0,
    review: 'unreviewed',
    rating: 0,
    label: null,
    delivery: 'none',
    moderation: 'none',
    title: '',
    brokenRules: 0,
    pictureVersion: 1,
    offline: false,
    size: 5_000_000,
    camera: 'Canon EOS R6',
    distance: 0,
    files: [{ path, folderId: folderId.parse(1), size: 5_000_000, modifiedAt: 0, state: 'present' }],
    ...change,
  };
}

it('names what photos differ in, and nothing else', () => {
  expect([...differences([photo(), photo()])]).toEqual([]);
  expect([...differences([photo(), photo({ width: 1200, height: 800, size: 300_000 }), photo()])]).toEqual([
    'pixels',
    'size',
  ]);
  expect([...differences([photo(), photo({}, '/photos/export/IMG_1.JPG')])]).toEqual(['folder']);
});

it('knows the folder of a path of every system, and none where there is no file', () => {
  expect(folderOf(photo())).toBe('/photos/mariage');
  expect(folderOf(photo({}, 'D:\\Photos\\a.jpg'))).toBe('D:\\Photos');
  expect(folderOf({ files: [] })).toBe('');
});
