import { isStudioError, StudioError } from '../../../shared/domain/errors.ts';
import type { Marketplace } from '../../core/ports/marketplace.ts';
import { dateHeader, type HttpClient, parseJson, SilentServer, unreachable } from './http.ts';
import { problemOf } from './problems.ts';

/** A paper of one page is a few hundred kilobytes. */
const LIMIT_BYTES = 16 * 1024 * 1024;
const PATIENCE_MS = 60_000;

/** Invoices of orders, as the marketplace prints them. Errors: invoice-not-yours (403), invoice-unknown (404). */
export function invoiceCalls({ server }: HttpClient): Pick<Marketplace, 'invoice'> {
  return {
    async invoice(token, order, signal) {
      const patience = new AbortController();
      const timer = setTimeout(() => patience.abort(new SilentServer()), PATIENCE_MS);
      try {
        const response = await fetch(`${server}/api/downloads/invoice/${encodeURIComponent(order)}`, {
          headers: { accept: 'application/pdf, application/json', authorization: `Bearer ${token}` },
          redirect: 'manual',
          signal: signal ? AbortSignal.any([patience.signal, signal]) : patience.signal,
        });
        const content = await readAll(response, server);
        if (response.ok && content.subarray(0, 5).toString('latin1') === '%PDF-') return content;
        throw refusal(server, order, response, content);
      } catch (error) {
        if (isStudioError(error)) throw error;
        signal?.throwIfAborted();
        throw unreachable(server, error);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

async function readAll(response: Response, server: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    if (size > LIMIT_BYTES)
      throw new StudioError('server-error', { server, status: response.status, message: 'answer too long' });
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function refusal(server: string, order: string, response: Response, content: Buffer): StudioError {
  const { status } = response;
  if (status === 404) return new StudioError('invoice-unknown', { order });
  if (response.ok) return new StudioError('server-error', { server, status, message: 'not a PDF' });
  const problem = problemOf(server, {
    status,
    body: parseJson(content.toString('utf8')),
    serverTime: dateHeader(response.headers.get('date')),
    retryAfter: response.headers.get('retry-after'),
  });
  // A 403 that says nothing of her account is about the paper: it belongs to the buyer.
  return status === 403 && problem.code === 'server-refused'
    ? new StudioError('invoice-not-yours', { order })
    : problem;
}
