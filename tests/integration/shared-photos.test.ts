import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IngestSummary } from '../../shared/contract/library.contract.ts';
import { type IngestStudio, openIngestStudio, temporaryFolders } from '../support/studio-builder.ts';

const place = fileURLToPath(new URL('../../../shared/photos', import.meta.url));
const there = existsSync(place);
/** The catalogue keeps real paths: the collection may lie behind a link. */
const COLLECTION = there ? realpathSync(place) : place;
if (!there) console.log('skipped: the collection of real photographs (../shared/photos) is not beside this checkout');

describe.skipIf(!there)('the collection of real photographs', () => {
  const folders = temporaryFolders();
  let studio: IngestStudio;
  let summary: IngestSummary;
  let before: Map<string, string>;

  beforeAll(async () => {
    before = fingerprints(COLLECTION);
    studio = openIngestStudio(folders.data);
    summary = await studio.ingest.ingestOnce([COLLECTION]);
  }, 120_000);
  afterAll(async () => {
    await studio.close();
    folders.remove();
  });

  const pathsInCatalogue = () =>
    studio.context.db.all(studio.context.db.sql.selectFrom('files').select('path')).map(({ path }) => path);

  it('is counted to the last file: each is a photograph, set aside with a reason, or ignored', () => {
    const files = [...before.keys()];
    const known = new Set([...pathsInCatalogue(), ...summary.quarantined.map(({ path }) => path)]);
    expect(summary.files + summary.quarantined.length + summary.ignored).toBe(files.length);
    const left = files.filter((path) => !known.has(path)).map((path) => relative(COLLECTION, path));
    expect(left.every((path) => /(README|\.md)$/.test(path))).toBe(true);
    expect(left).toHaveLength(summary.ignored);
  });

  it('loses no photograph: only the one with broken image data is set aside', () => {
    expect(summary.quarantined.map(({ path, code }) => [relative(COLLECTION, path), code])).toEqual([
      [join('jpg', 'corrupted.jpg'), 'damaged'],
    ]);
  });

  it.each(['landscape', 'portrait'])('shows all eight orientations of the %s upright', async (name) => {
    const looks = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((number) => thumbnailOf(`${name}_${number}.jpg`)));
    const [first, ...others] = looks;
    for (const other of others) {
      expect(other.info).toMatchObject({ width: first?.info.width, height: first?.info.height });
      expect(difference(first?.data, other.data)).toBeLessThan(12);
    }
  });

  it('shows HEIC and HEIF like everything else', () => {
    const heic = studio.context.db.all(
      studio.context.db.sql.selectFrom('photos').select(['width', 'height', 'derived']).where('format', '=', 'heic'),
    );
    expect(heic).toHaveLength(5);
    for (const photo of heic) expect(JSON.parse(photo.derived)).toHaveLength(4);
  });

  it('is not touched by a second run', async () => {
    const again = await studio.ingest.ingestOnce([COLLECTION]);
    expect(again).toMatchObject({
      added: 0,
      updated: 0,
      photos: summary.photos,
      files: summary.files,
      ignored: summary.ignored,
    });
    expect(again.quarantined).toEqual(summary.quarantined);
  });

  it('keeps every original as it was', () => {
    expect(fingerprints(COLLECTION)).toEqual(before);
  });

  async function thumbnailOf(name: string) {
    const { db, paths } = studio.context;
    const photo = db.get(db.sql.selectFrom('photos').select('derived').where('file_name', '=', name));
    const images: { kind: string; path: string }[] = JSON.parse(photo?.derived ?? '[]');
    const path = images.find(({ kind }) => kind === 'thumb200')?.path ?? '';
    return sharp(join(paths.derived, path)).raw().toBuffer({ resolveWithObject: true });
  }
});

/** Mean difference of two pictures in 8-bit steps. */
function difference(one: Buffer | undefined, other: Buffer): number {
  if (!one || one.length !== other.length) return 255;
  return one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0) / one.length;
}

function fingerprints(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return new Map(
    files
      .filter((path) => statSync(path).isFile())
      .map((path) => [
        path,
        `${statSync(path).mtimeMs} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`,
      ]),
  );
}
