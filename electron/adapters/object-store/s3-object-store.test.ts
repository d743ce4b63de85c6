import { createServer, type Server } from 'node:http';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { PartBody, StorageSession } from '../../core/ports/object-store.ts';
import { openS3ObjectStore } from './s3-object-store.ts';

const MIB = 1024 * 1024;
const { signal } = new AbortController();

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
});

async function serve(server: Server): Promise<StorageSession> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return {
    region: 'here',
    endpoint: `http://127.0.0.1:${port}`,
    forcePathStyle: true,
    credentials: { accessKeyId: 'KEY', secretAccessKey: 'secret', expiresAt: Date.now() + 3_600_000 },
    checksums: 'md5',
  };
}

/** Digests of nothing real: these servers do not look. */
function body(size: number): PartBody & { opened(): Readable | null } {
  let stream: Readable | null = null;
  return {
    size,
    sha256: Buffer.alloc(32).toString('base64'),
    md5: async () => Buffer.alloc(16).toString('base64'),
    open() {
      const piece = Buffer.alloc(64 * 1024);
      let left = size;
      stream = new Readable({
        read() {
          this.push(left <= 0 ? null : piece.subarray(0, Math.min(piece.length, left)));
          left -= piece.length;
        },
      });
      return stream;
    },
    opened: () => stream,
  };
}

describe('a body on its way', () => {
  it('stays here when the storage has answered already: its bytes are not sent for nothing', async () => {
    // Answers at the headers and reads no byte of the body.
    const session = await serve(
      createServer((_request, response) => {
        response.writeHead(503, { 'content-type': 'application/xml' });
        response.end('<Error><Code>SlowDown</Code><Message>later</Message></Error>');
      }),
    );
    const large = body(256 * MIB);
    let left = 0;
    const sending = openS3ObjectStore(session).put('b', 'k', large, 'image/jpeg', signal, (bytes) => {
      left += bytes;
    });
    await expect(sending).rejects.toMatchObject({ kind: 'busy', code: 'SlowDown' });
    expect(left).toBeLessThan(large.size / 2);
    await expect.poll(() => large.opened()?.destroyed, { timeout: 60_000 }).toBe(true);
  });

  it('goes at once, without asking whether it may, and over a connection of an earlier session', async () => {
    const asked: (string | undefined)[] = [];
    let connections = 0;
    const server = createServer((request, response) => {
      asked.push(request.headers.expect);
      request.resume().on('end', () => response.writeHead(200, { etag: '"e"' }).end());
    });
    server.on('connection', () => {
      connections += 1;
    });
    const session = await serve(server);
    for (let photo = 0; photo < 3; photo += 1) {
      const store = openS3ObjectStore(session);
      expect(await store.put('b', `k${photo}`, body(3 * MIB), 'image/jpeg', signal)).toEqual({ etag: '"e"' });
      store.close();
    }
    expect(asked).toEqual([undefined, undefined, undefined]);
    expect(connections).toBe(1);
  });
});
