import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** Answers a request whose content has arrived. */
export type Carry = (request: IncomingMessage, content: Buffer, response: ServerResponse) => Promise<void>;

/** A line that the test itself carries, between a studio and a marketplace. One that fails to carry breaks: also behind it. */
export async function carriedLine(carry: Carry) {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      carry(request, Buffer.concat(pieces), response).catch(() => request.socket.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = server.address();
  return {
    address: `http://127.0.0.1:${typeof place === 'object' && place !== null ? place.port : 0}`,
    end(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type CarriedLine = Awaited<ReturnType<typeof carriedLine>>;
