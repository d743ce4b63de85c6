import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { makePhoto } from '../../../tests/support/photo-maker.ts';
import { glance } from './glance.ts';

const folder = mkdtempSync(join(tmpdir(), 'pouire-glance-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function put(name: string, recipe: Parameters<typeof makePhoto>[0]): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, await makePhoto(recipe));
  return path;
}

describe('a glance at a file', () => {
  it('tells date, camera and a small upright picture', async () => {
    const path = await put('a.jpg', {
      captureDate: '2026:10:01 18:24:10',
      make: 'Canon',
      model: 'Canon EOS R6',
      orientation: 6,
    });
    const seen = await glance(path, true);
    expect(seen).toMatchObject({ captureDate: '2026-10-01T18:24:10', camera: 'Canon EOS R6' });
    const { width, height } = await sharp(Buffer.from(seen.thumbnail ?? '', 'base64')).metadata();
    expect([width, height]).toEqual([213, 320]);
    expect((await glance(path, false)).thumbnail).toBeNull();
  });

  it('reads further where a format keeps its facts elsewhere', async () => {
    const path = await put('b.png', { format: 'png', captureDate: '2024:05:01 10:11:12' });
    expect((await glance(path, true)).thumbnail).not.toBeNull();
  });

  it('says nothing of what is no photograph, or not there', async () => {
    writeFileSync(join(folder, 'c.jpg'), 'Bonjour');
    const nothing = { captureDate: null, camera: null, thumbnail: null };
    expect(await glance(join(folder, 'c.jpg'), true)).toEqual(nothing);
    expect(await glance(join(folder, 'nowhere.jpg'), true)).toEqual(nothing);
  });
});
