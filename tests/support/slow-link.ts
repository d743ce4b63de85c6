import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Bytes that are read before their turn has come, per connection: what the buffers of a modem hold, about. */
const HELD = 64 * 1024;

/**
 * A link that carries `bytesPerSecond` upwards, over all connections, and delays every byte by half of `roundTripMs` either way.
 * It knows nothing of HTTP: whoever connects meets the same line. Connecting takes a round trip too.
 */
export async function startSlowLink(bytesPerSecond: number, roundTripMs: number) {
  let freeAt = 0;
  const servers: ReturnType<typeof createServer>[] = [];
  const sockets = new Set<Socket>();

  /** Resolves when so many bytes have left; bytes of all connections queue for the same link. */
  async function leave(bytes: number): Promise<void> {
    freeAt = Math.max(freeAt, performance.now()) + (bytes * 1000) / bytesPerSecond;
    const wait = freeAt - performance.now();
    if (wait > 1) await sleep(wait);
  }

  /** Carries what comes from one side to the other, in order, each piece half a round trip after it has left. */
  function carry(from: Socket, to: Socket, turn: (bytes: number) => Promise<void>): void {
    let held = 0;
    let line = Promise.resolve();
    from.on('data', (piece: Buffer) => {
      held += piece.length;
      if (held > HELD) from.pause();
      line = line.then(async () => {
        for (let at = 0; at < piece.length; at += 4096) {
          const slice = piece.subarray(at, at + 4096);
          await turn(slice.length);
          setTimeout(() => to.writable && to.write(slice), roundTripMs / 2);
        }
        held -= piece.length;
        if (held <= HELD) from.resume();
      });
    });
    from.on('end', () => void line.then(() => setTimeout(() => to.end(), roundTripMs / 2)));
    from.on('error', () => to.destroy());
    from.on('close', () => sockets.delete(from));
  }

  return {
    /** An address of its own over this link to `upstream`, `http://127.0.0.1:port`. */
    async to(upstream: string): Promise<string> {
      const target = new URL(upstream);
      const server = createServer((near) => {
        const far = connect({ host: target.hostname, port: Number(target.port), noDelay: true });
        near.setNoDelay(true);
        for (const socket of [near, far]) sockets.add(socket);
        setTimeout(() => carry(near, far, leave), roundTripMs);
        carry(far, near, async () => {});
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('the link has no port');
      return `http://127.0.0.1:${address.port}`;
    },
    async stop(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      for (const server of servers) await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
