import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFullPicture } from './full-picture.ts';
import { readPhoto } from './read-photo.ts';
import { makeTurnedPictures } from './turned-pictures.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-turned-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Red above, blue below, 1600 × 1200 as seen; orientation as given. */
async function twoHalves(orientation: number): Promise<Buffer> {
  const blue = await sharp({ create: { width: 1600, height: 600, channels: 3, background: '#00f' } })
    .png()
    .toBuffer();
  const upright = await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#f00' } })
    .composite([{ input: blue, left: 0, top: 600 }])
    .png()
    .toBuffer();
  // Laid down so that its orientation puts it upright again.
  const lying = orientation === 6 ? sharp(upright).rotate(270) : sharp(upright);
  return lying.jpeg({ quality: 95 }).withMetadata({ orientation }).toBuffer();
}

async function colourAt(path: string, x: number, y: number): Promise<'red' | 'blue'> {
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
  return (data[at] ?? 0) > (data[at + 2] ?? 0) ? 'red' : 'blue';
}

it.each([1, 6])('images of a photo with orientation %d follow its turn, from the file and without it', async (lies) => {
  const path = join(folder, 'a.jpg');
  writeFileSync(path, await twoHalves(lies));
  const derivedDir = join(folder, 'derived');
  const read = await readPhoto({ path, derivedDir, quick: false });
  if (read.outcome !== 'photo') throw new Error(read.outcome);
  const made = (images: readonly { kind: string; path: string }[]) =>
    images.flatMap(({ kind, path: image }) =>
      kind === 'preview' || kind === 'thumb800' || kind === 'thumb400' || kind === 'thumb200'
        ? [{ kind, path: relative(derivedDir, image) } as const]
        : [],
    );
  const request = { sha256: read.sha256, derivedDir, made: made(read.derived), madeTurn: 0 };
  for (const paths of [[path], []]) {
    // Turned to the right, what was above lies on the right.
    const turned = await makeTurnedPictures({ ...request, paths, turn: 90 });
    expect(turned?.map(({ kind, width, height }) => [kind, width, height])).toEqual([
      ['preview', 900, 1200],
      ['thumb800', 450, 600],
      ['thumb400', 225, 300],
      ['thumb200', expect.closeTo(113, -0.5), 150],
    ]);
    for (const image of turned ?? []) {
      expect(await colourAt(image.path, 0.9, 0.5)).toBe('red');
      expect(await colourAt(image.path, 0.1, 0.5)).toBe('blue');
    }
    rmSync(join(derivedDir, read.sha256.slice(0, 2), read.sha256, 'p1-t90-preview.jpg'), { force: true });
  }
  const target = join(folder, 'full.jpg');
  const full = await makeFullPicture({ path, sha256: read.sha256, target, turn: 270 });
  expect(full).toEqual({ outcome: 'made', width: 1200, height: 1600 });
  expect(await colourAt(target, 0.1, 0.5)).toBe('red');
});

it('answers nothing where neither file nor images are left', async () => {
  const none = { paths: [join(folder, 'gone.jpg')], derivedDir: folder, turn: 90, made: [], madeTurn: 0 };
  expect(
    await makeTurnedPictures({ ...none, sha256: (await import('./derived-store.ts')).digest(Buffer.from('x')) }),
  ).toBeNull();
});
