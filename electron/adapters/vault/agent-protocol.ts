import type { Socket } from 'node:net';
import { z } from 'zod';

/** One question or answer a line, JSON, at most this many bytes: a token has under 4 KiB. */
export const LINE_LIMIT = 16 * 1024;

const account = z.string().min(1).max(1000);
const name = z.enum(['access-token', 'password']);

export const question = z.discriminatedUnion('op', [
  z.object({ op: z.literal('ping') }),
  z.object({ op: z.literal('get'), account, name }),
  z.object({ op: z.literal('set'), account, name, secret: z.string().max(8192) }),
  z.object({ op: z.literal('delete'), account, name }),
]);
export type Question = z.infer<typeof question>;

export const answer = z.union([
  z.object({ ok: z.literal(true), secret: z.string().nullable() }),
  z.object({ ok: z.literal(false) }),
]);
export type Answer = z.infer<typeof answer>;

/** Calls `onLine` for every whole line; destroys the socket when a line is longer than allowed. */
export function readLines(socket: Socket, onLine: (line: string) => void): void {
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      if (end > LINE_LIMIT) break;
      const line = rest.subarray(0, end).toString('utf8');
      rest = rest.subarray(end + 1);
      onLine(line);
    }
    if (rest.length > LINE_LIMIT) socket.destroy();
  });
}

/** The schema's value of a line, or null for anything else. */
export function parseLine<T extends z.ZodType>(line: string, schema: T): z.output<T> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
