import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { exiftool } from 'exiftool-vendored';
import { afterAll, describe, expect, it } from 'vitest';
import { readDate } from '../../electron/adapters/pixels/capture-time.ts';
import { readMetadata } from '../../electron/adapters/pixels/read-metadata.ts';
import { sniffFormat } from '../../electron/adapters/pixels/sniff.ts';
import { seedsUnder } from '../support/format-seeds.ts';

const COLLECTION = fileURLToPath(new URL('../../../shared/photos', import.meta.url));
const there = existsSync(COLLECTION);
if (!there) console.log('skipped: the collection of real photographs (../shared/photos) is not beside this checkout');

describe.skipIf(!there)('the capture times of real photographs', () => {
  afterAll(() => exiftool.end());

  it('are those that ExifTool finds, on every file', async () => {
    const apart: string[] = [];
    let compared = 0;
    for (const path of seedsUnder(COLLECTION, Number.POSITIVE_INFINITY).map(({ path }) => path)) {
      if (sniffFormat(readFileSync(path)).kind !== 'photo') continue;
      const tags = await exiftool.readRaw(path, {
        readArgs: ['-DateTimeOriginal', '-CreateDate', '-d', '%Y:%m:%d %H:%M:%S'],
      });
      const told = readDate(tags.DateTimeOriginal) ?? readDate(tags.CreateDate);
      if (told === null) continue;
      compared += 1;
      const { captureDate } = await readMetadata(readFileSync(path));
      if (captureDate !== told) apart.push(`${path}: ${captureDate}, ExifTool ${told}`);
    }
    expect(apart).toEqual([]);
    expect(compared).toBeGreaterThan(60);
  }, 120_000);
});
