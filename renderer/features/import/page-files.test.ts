import { expect, it } from 'vitest';
import { photosAmong } from './page-files.ts';

it('of what was dropped, photographs and their sidecars are taken, hidden files and others are not', () => {
  const file = new File([], 'x');
  const among = (paths: string[]) => photosAmong(paths.map((path) => ({ path, file }))).map(({ path }) => path);
  expect(among(['a/b.JPG', 'b.cr3', 'b.CR3.xmp', 'notes.txt', 'a/._b.jpg', '.jpg', 'film.mov', 'c.HEIC'])).toEqual([
    'a/b.JPG',
    'b.cr3',
    'b.CR3.xmp',
    'c.HEIC',
  ]);
});
