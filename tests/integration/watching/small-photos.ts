import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makePhoto, sha256Of } from '../../support/photo-maker.ts';

/** Small JPEGs of different contents, made quickly: one picture, and a comment of its own in each (T.81, B.2.4.5). */
export async function smallPhotos(count: number, seed: number): Promise<Buffer[]> {
  const photo = await makePhoto({ width: 64, height: 48, seed });
  return Array.from({ length: count }, (_unused, index) => {
    const comment = Buffer.from(`photo ${seed}-${index}`);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(comment.length + 2);
    return Buffer.concat([photo.subarray(0, 2), Buffer.from([0xff, 0xfe]), length, comment, photo.subarray(2)]);
  });
}

/** SHA-256 of every file below a folder, by path. */
export function hashTree(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (statSync(path).isFile()) files.set(path, sha256Of(readFileSync(path)));
  }
  return files;
}

/** One value for all names and contents below a folder, wherever it lies. */
export function fingerprintOf(folder: string): string {
  const hash = createHash('sha256');
  for (const [path, sha] of [...hashTree(folder)].sort()) hash.update(`${path.slice(folder.length)}\0${sha}\n`);
  return hash.digest('hex');
}
