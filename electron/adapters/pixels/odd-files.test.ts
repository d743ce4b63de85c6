import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePhoto } from '../../../tests/support/photo-maker.ts';
import { createImagePool } from '../images/image-pool.ts';
import { readMetadata } from './read-metadata.ts';
import { readPhoto } from './read-photo.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pouire-odd-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = (name: string) => join(folder, name);
const read = (path: string) => readPhoto({ path, derivedDir: place('derived') });

function put(name: string, content: Buffer): string {
  writeFileSync(place(name), content);
  utimesSync(place(name), 1_700_000_000, 1_700_000_000);
  return place(name);
}

const onUnix = process.platform !== 'win32';

describe('what lies under the name of a photograph and is none', () => {
  it.runIf(onUnix)('is answered at once where it is a pipe that nobody writes into', async () => {
    expect(spawnSync('mkfifo', [place('pipe.jpg')]).status).toBe(0);
    expect(await read(place('pipe.jpg'))).toMatchObject({ outcome: 'refused', code: 'not-an-image' });
  });

  it.runIf(onUnix)('is answered at once where it is a socket or a device', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(place('socket.jpg'), resolve));
    expect(await read(place('socket.jpg'))).toMatchObject({ outcome: 'refused' });
    await new Promise((resolve) => server.close(resolve));
    symlinkSync('/dev/zero', place('zero.jpg'));
    expect(await read(place('zero.jpg'))).toMatchObject({ outcome: 'refused', code: 'not-an-image' });
  });

  it('is refused where it is a folder, and missing where a link leads nowhere', async () => {
    mkdirSync(place('folder.jpg'));
    expect(await read(place('folder.jpg'))).toMatchObject({ outcome: 'refused' });
    symlinkSync(place('nowhere.jpg'), place('link.jpg'));
    expect(await read(place('link.jpg'))).toEqual({ outcome: 'missing' });
  });

  it.runIf(onUnix && process.getuid?.() !== 0)('is unreadable where it may not be read', async () => {
    const path = put('secret.jpg', await makePhoto({ width: 60, height: 40 }));
    chmodSync(path, 0);
    expect(await read(path)).toMatchObject({ outcome: 'refused', code: 'unreadable' });
  });

  it.each([
    ['jp2', '\0\0\0\x0cjP  \r\n\x87\n', 'JPEG 2000'],
    ['jxl', '\xff\x0a\xfa\x1f\x41\x91\x08\x06\x01\x00\x3c\x00', 'JPEG XL'],
    ['psd', '8BPS\0\x01\0\0\0\0\0\0', 'Photoshop'],
  ])('says the name of its format where the studio can’t show it: %s', async (extension, head, name) => {
    const path = put(`photo.${extension}`, Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(64, 1)]));
    expect(await read(path)).toEqual({ outcome: 'refused', code: 'unsupported', detail: name });
  });
});

describe('a photograph that means harm', () => {
  it('is too large where its header says so, whatever the bytes behind', async () => {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(60_000, 0);
    header.writeUInt32BE(60_000, 4);
    header.set([8, 2, 0, 0, 0], 8);
    const bomb = Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
      chunk('IEND', Buffer.alloc(0)),
    ]);
    expect(await read(put('bomb.png', bomb))).toMatchObject({ outcome: 'refused', code: 'too-large' });
  });

  it('with a text that unpacks to a gigabyte keeps its picture', async () => {
    const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#345' } })
      .png()
      .toBuffer();
    const text = Buffer.concat([
      Buffer.from('Raw profile type exif\0\0', 'latin1'),
      deflateSync(Buffer.alloc(100_000_000)),
    ]);
    const end = picture.length - 12;
    const content = Buffer.concat([picture.subarray(0, end), chunk('zTXt', text), picture.subarray(end)]);
    const before = process.memoryUsage.rss();
    expect(await readMetadata(content)).toMatchObject({ captureDate: null });
    expect(process.memoryUsage.rss() - before).toBeLessThan(60_000_000);
  });

  it.runIf(process.platform === 'linux')(
    'that needs more memory than there is for one costs its image process, and is refused',
    async () => {
      // An interlaced picture can't be read line by line: these 24 megapixels of 16 bits are 144 MB.
      const wide = await sharp({ create: { width: 6000, height: 4000, channels: 3, background: '#345' } })
        .toColourspace('rgb16')
        .png({ progressive: true, compressionLevel: 1 })
        .toBuffer();
      const images = createImagePool({ processes: 1, memoryLimit: 170 * 1024 * 1024 });
      try {
        const path = put('wide.png', wide);
        expect(await images.read({ path, derivedDir: place('derived') })).toMatchObject({
          outcome: 'refused',
          code: 'too-large',
        });
        const next = put('next.jpg', await makePhoto({ width: 60, height: 40 }));
        expect(await images.read({ path: next, derivedDir: place('derived') })).toMatchObject({ outcome: 'photo' });
      } finally {
        await images.close();
      }
    },
    60_000,
  );
});

/** A PNG chunk (PNG 3rd edition, 5.3); its check is left at zero, which nobody asks of chunks that are passed over. */
function chunk(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length, 0);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), content, Buffer.alloc(4)]);
}
