import { expect, test } from 'vitest';
import { isXmpName, photosOfSidecar, sidecarFor } from './sidecar-names.ts';

test('only visible files that end in .xmp are sidecars', () => {
  expect(['a.xmp', 'A.JPG.XMP', '._a.xmp', '.xmp', 'a.xml'].map(isXmpName)).toEqual([true, true, false, false, false]);
});

test('a sidecar of a base name speaks of all its files, one of a whole name of that file', () => {
  const photos = ['IMG_1.CR2', 'IMG_1.JPG', 'IMG_2.JPG', 'IMG_2.PNG'];
  expect(photosOfSidecar('IMG_1.xmp', photos)).toEqual(['IMG_1.CR2', 'IMG_1.JPG']);
  expect(photosOfSidecar('img_1.cr2.XMP', photos)).toEqual(['IMG_1.CR2', 'IMG_1.JPG']);
  expect(photosOfSidecar('IMG_1.JPG.xmp', photos)).toEqual(['IMG_1.JPG']);
  expect(photosOfSidecar('IMG_2.PNG.xmp', photos)).toEqual(['IMG_2.PNG']);
  expect(photosOfSidecar('IMG_3.xmp', photos)).toEqual([]);
});

test('what is there is written on; otherwise the name that other programs look for', () => {
  expect(sidecarFor('IMG_1.CR2', ['IMG_1.CR2', 'IMG_1.JPG'])).toBe('IMG_1.xmp');
  expect(sidecarFor('IMG_1.JPG', ['IMG_1.CR2', 'IMG_1.JPG'])).toBe('IMG_1.JPG.xmp');
  expect(sidecarFor('IMG_1.JPG', ['IMG_1.JPG', 'IMG_1.XMP'])).toBe('IMG_1.XMP');
  expect(sidecarFor('IMG_1.JPG', ['IMG_1.CR2', 'IMG_1.JPG', 'IMG_1.xmp'])).toBe('IMG_1.JPG.xmp');
  expect(sidecarFor('IMG_1.CR2', ['IMG_1.CR2', 'IMG_1.xmp', 'IMG_1.CR2.xmp'])).toBe('IMG_1.CR2.xmp');
  expect(sidecarFor('IMG_2.CR2', ['IMG_1.CR2', 'IMG_1.CR2.xmp', 'IMG_2.CR2'])).toBe('IMG_2.CR2.xmp');
});
