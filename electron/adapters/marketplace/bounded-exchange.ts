import { isStudioError, StudioError } from '../../../shared/domain/errors.ts';
import { SilentServer, unreachable } from './http.ts';

export interface Bounds {
  /** ms until a server that has not finished its answer counts as silent. */
  readonly patienceMs: number;
  /** Bytes of an answer, at most. */
  readonly limitBytes: number;
}

/**
 * One request whose answer is a file, read whole. Errors: server-unreachable; server-error when the answer is longer than its
 * bound; the signal's reason.
 */
export async function boundedExchange(
  server: string,
  url: string,
  request: RequestInit,
  { patienceMs, limitBytes }: Bounds,
  signal: AbortSignal | undefined,
): Promise<{ response: Response; content: Buffer }> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(new SilentServer()), patienceMs);
  try {
    const response = await fetch(url, {
      ...request,
      signal: signal ? AbortSignal.any([patience.signal, signal]) : patience.signal,
    });
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of response.body ?? []) {
      size += piece.byteLength;
      if (size > limitBytes)
        throw new StudioError('server-error', { server, status: response.status, message: 'answer too long' });
      pieces.push(piece);
    }
    return { response, content: Buffer.concat(pieces) };
  } catch (error) {
    if (isStudioError(error)) throw error;
    signal?.throwIfAborted();
    throw unreachable(server, error);
  } finally {
    clearTimeout(timer);
  }
}
