import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exiftool } from '../../../tests/support/exiftool.ts';
import type { Metadata, SentMetadata } from '../../core/ports/metadata.ts';
import { createExifToolMetadata } from './exiftool-metadata.ts';

const WORDS: SentMetadata = {
  title: 'Marché',
  caption: '',
  keywords: ['marché'],
  place: '',
  creator: 'Aïcha Kaboré',
  copyright: '',
  keepGps: false,
};
const PRIVATE = /serial|owner|gps/i;
/** Who holds the rights is what a sent copy is there to say. */
const RIGHTS = /CopyrightOwner|xmpRights:Owner/;

let metadata: Metadata;
let folder: string;
let tellTale: readonly string[];
beforeAll(() => {
  tellTale = privateTags();
  metadata = createExifToolMetadata();
  folder = mkdtempSync(join(tmpdir(), 'private-tags-'));
});
afterAll(async () => {
  await metadata.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Every tag that ExifTool could write into a photograph and whose name says a number, an owner or a position: `Group1:Tag`. */
function privateTags(): string[] {
  const list = ['EXIF', 'XMP', 'IPTC', 'PNG'].map((group) => exiftool('-listx', `-${group}:all`)).join('\n');
  const found = new Set<string>();
  let table = '';
  for (const line of list.split('\n')) {
    table = /<table [^>]*g1='([^']+)'/.exec(line)?.[1] ?? table;
    const tag = /<tag [^>]*name='([^']+)'[^>]*writable='true'(?:[^>]*g1='([^']+)')?/.exec(line);
    if (tag?.[1] !== undefined && PRIVATE.test(tag[1])) found.add(`${tag[2] ?? table}:${tag[1]}`);
  }
  return [...found];
}

function heldBy(path: string): string[] {
  return exiftool('-G1', '-a', '-s', '-n', '-struct', path)
    .split('\n')
    .flatMap((line) => /^\[([^\]]+)\]\s+(\S+)/.exec(line)?.slice(1, 3).join(':') ?? []);
}

/** Structures are read with their fields: a position hides in one as well as beside it. */
function fieldsOf(path: string): string[] {
  return exiftool('-G1', '-a', '-s', '-n', path)
    .split('\n')
    .flatMap((line) => /^\[([^\]]+)\]\s+(\S+)/.exec(line)?.slice(1, 3).join(':') ?? []);
}

test.each(['jpeg', 'png'] as const)('no tag of ExifTool’s own list that tells on her stays in a %s', async (format) => {
  const path = join(folder, `planted.${format === 'png' ? 'png' : 'jpg'}`);
  await sharp({ create: { width: 32, height: 24, channels: 3, background: '#a05020' } })
    .toFormat(format)
    .toFile(path);
  // Texts, numbers, directions and moments: each tag takes the values that are of its kind.
  for (const value of ['1', 'N', '2026:05:01 10:00:00'])
    exiftool('-q', '-q', '-m', '-n', '-overwrite_original', ...tellTale.map((tag) => `-${tag}=${value}`), path);
  const before = fieldsOf(path).filter((tag) => PRIVATE.test(tag));
  expect(before.length).toBeGreaterThan(60);
  await metadata.writeSent(path, WORDS);
  const after = [...heldBy(path), ...fieldsOf(path)].filter((tag) => PRIVATE.test(tag));
  expect(after.filter((tag) => !RIGHTS.test(tag))).toEqual([]);
  expect(after.filter((tag) => RIGHTS.test(tag)).length).toBeGreaterThan(0);
});

test('a position she wants kept stays, a serial number beside it does not', async () => {
  const path = join(folder, 'kept.jpg');
  await sharp({ create: { width: 32, height: 24, channels: 3, background: '#a05020' } }).toFile(path);
  exiftool(
    '-q',
    '-overwrite_original',
    '-n',
    '-GPS:GPSLatitude=12',
    '-XMP-exif:GPSLatitude=12',
    '-SerialNumber=1',
    path,
  );
  await metadata.writeSent(path, { ...WORDS, keepGps: true });
  const kept = fieldsOf(path).filter((tag) => PRIVATE.test(tag));
  expect(kept).toEqual(expect.arrayContaining(['GPS:GPSLatitude', 'XMP-exif:GPSLatitude']));
  expect(kept.filter((tag) => /serial/i.test(tag))).toEqual([]);
});
