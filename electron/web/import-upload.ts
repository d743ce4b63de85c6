import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { isStudioError } from '../../shared/domain/errors.ts';

/** Takes one file of a page into an import; errors as library/import/receive.ts. */
export type TakeFile = (
  importId: number,
  file: { path: string; modifiedAt: number; sha256: string },
  content: Readable,
) => Promise<void>;

const ADDRESS = /^\/import\/(\d{1,15})\/file$/;

const query = z.object({
  path: z.string().min(1).max(4000),
  modified: z.coerce.number().min(0).max(8.64e15),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * `POST /import/<id>/file?path=…&modified=<ms>&sha256=<hex>`, the content as body: how a page without paths hands over what was
 * dropped on it. Streamed to the disk, never held in memory. False when the address is not of this form; what is wrong is
 * answered as code and facts (422). The host has checked token and origin before.
 */
export async function takeUpload(
  take: TakeFile,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const match = ADDRESS.exec(url.pathname);
  const asked = query.safeParse(Object.fromEntries(url.searchParams));
  if (request.method !== 'POST' || !match || !asked.success) return false;
  const { path, modified, sha256 } = asked.data;
  try {
    await take(Number(match[1]), { path, modifiedAt: modified, sha256 }, request);
    answer(response, 200, {});
  } catch (error) {
    if (!isStudioError(error)) throw error;
    answer(response, 422, { code: error.code, facts: error.facts });
  }
  return true;
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    // A refused body may still be on its way.
    ...(status !== 200 && { Connection: 'close' }),
  });
  response.end(JSON.stringify(body));
}
