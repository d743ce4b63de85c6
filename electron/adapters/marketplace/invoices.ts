import { StudioError } from '../../../shared/domain/errors.ts';
import type { Marketplace } from '../../core/ports/marketplace.ts';
import { boundedExchange } from './bounded-exchange.ts';
import { dateHeader, type HttpClient, parseJson } from './http.ts';
import { problemOf } from './problems.ts';

/** A paper of one page is a few hundred kilobytes. */
const BOUNDS = { patienceMs: 60_000, limitBytes: 16 * 1024 * 1024 } as const;

/** Invoices of orders, as the marketplace prints them. Errors: invoice-not-yours (403), invoice-unknown (404). */
export function invoiceCalls({ server }: HttpClient): Pick<Marketplace, 'invoice'> {
  return {
    async invoice(token, order, signal) {
      const { response, content } = await boundedExchange(
        server,
        `${server}/api/downloads/invoice/${encodeURIComponent(order)}`,
        {
          headers: { accept: 'application/pdf, application/json', authorization: `Bearer ${token}` },
          redirect: 'manual',
        },
        BOUNDS,
        signal,
      );
      if (response.ok && content.subarray(0, 5).toString('latin1') === '%PDF-') return content;
      throw refusal(server, order, response, content);
    },
  };
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
