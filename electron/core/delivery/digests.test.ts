import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { fileSha256, multipartEtag, planParts, singleEtag, stretchMd5, tellsContent } from './digests.ts';

const folder = mkdtempSync(join(tmpdir(), 'digests-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(bytes: Uint8Array): string {
  const path = join(folder, 'content');
  writeFileSync(path, bytes);
  return path;
}

const base64 = (algorithm: string, bytes: Uint8Array): string => createHash(algorithm).update(bytes).digest('base64');

test('parts cover the file without gap or overlap, each with the digests of exactly its bytes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 5000 }),
      fc.integer({ min: 1, max: 2000 }),
      async (bytes, partSize) => {
        const plan = await planParts(file(bytes), partSize, 'md5');
        let from = 0;
        for (const [index, part] of plan.parts.entries()) {
          const stretch = bytes.subarray(from, from + part.size);
          expect(part).toEqual({
            number: index + 1,
            size: index === plan.parts.length - 1 ? bytes.length - from : partSize,
            sha256: base64('sha256', stretch),
            md5: base64('md5', stretch),
          });
          from += part.size;
        }
        expect(from).toBe(bytes.length);
        expect(plan).toMatchObject({ size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
      },
    ),
    { numRuns: 60 },
  );
});

test('a file of several reads is cut at the same places', async () => {
  const bytes = randomBytes(5_000_000);
  const path = file(bytes);
  const plan = await planParts(path, 1_500_000, 'md5');
  expect(plan.parts.map((part) => part.size)).toEqual([1_500_000, 1_500_000, 1_500_000, 500_000]);
  expect(plan.parts[1]?.md5).toBe(base64('md5', bytes.subarray(1_500_000, 3_000_000)));
  expect(plan.sha256).toBe(await fileSha256(path));
  expect(await stretchMd5(path, 1_500_000, 1_500_000)).toBe(plan.parts[1]?.md5);
  expect(await stretchMd5(path, 4_500_000, 500_000)).toBe(plan.parts[3]?.md5);
  await expect(stretchMd5(path, 4_500_000, 500_001)).rejects.toThrow('became shorter');
  const lighter = await planParts(path, 1_500_000, 'sha256');
  expect(lighter.parts).toEqual(plan.parts.map((part) => ({ ...part, md5: null })));
});

test('ETags are what S3 makes of MD5s', () => {
  const md5 = base64('md5', Buffer.from('a'));
  expect(singleEtag(md5)).toBe('"0cc175b9c0f1b6a831c399e269772661"');
  const joined = createHash('md5').update(Buffer.from(md5, 'base64')).update(Buffer.from(md5, 'base64')).digest('hex');
  expect(multipartEtag([md5, md5])).toBe(`"${joined}-2"`);
  expect(tellsContent(singleEtag(md5))).toBe(true);
  expect(tellsContent(multipartEtag([md5, md5]))).toBe(true);
  expect(tellsContent('"opaque-etag-of-another-engine"')).toBe(false);
});
