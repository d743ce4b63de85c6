import type { z } from 'zod';
import { isStudioError, StudioError } from '../../../shared/domain/errors.ts';
import { networkCode, reasonOfCode } from '../../../shared/domain/network-reason.ts';
import { problemOf } from './problems.ts';

/** Longest silence of the server before a call is given up, in ms: connecting, waiting for headers, between two chunks. */
const SILENCE_MS = 30_000;
/** Largest answer that is read. The longest real one, a page of 100 photos, is under 300 KB. */
const ANSWER_LIMIT_BYTES = 8 * 1024 * 1024;

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the server's address, e.g. `/api/auth/login`. */
  readonly path: string;
  readonly token?: string | undefined;
  readonly json?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Statuses below 500 that the caller reads itself instead of having them thrown. */
  readonly accept?: readonly number[];
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The server's clock when it answered (HTTP `Date`, RFC 9110 §6.6.1); null when it does not say. */
  readonly serverTime: number | null;
  readonly retryAfter: string | null;
}

export interface HttpClient {
  readonly server: string;
  call(call: Call): Promise<Answer>;
  /** As call, its body through the schema. An answer that does not fit is a `server-error`. */
  read<T extends z.ZodType>(call: Call, schema: T): Promise<z.output<T>>;
}

/** JSON over fetch with limits. Errors: what problemOf makes of the status, server-unreachable, the signal's reason. */
export function createHttpClient(
  server: string,
  options: { silenceMs?: number; fetch?: typeof fetch } = {},
): HttpClient {
  const silenceMs = options.silenceMs ?? SILENCE_MS;
  const send = options.fetch ?? fetch;

  async function once(call: Call): Promise<Answer> {
    const silence = createSilence(silenceMs, call.signal);
    try {
      const response = await send(server + call.path, {
        method: call.method,
        headers: requestHeaders(call),
        ...(call.json === undefined ? {} : { body: JSON.stringify(call.json) }),
        // A redirect is a captive portal or a wrong address; following it would carry the password along.
        redirect: 'manual',
        signal: silence.signal,
      });
      const answer = {
        status: response.status,
        body: parseJson(await readLimited(response, server, silence.heard)),
        serverTime: dateHeader(response.headers.get('date')),
        retryAfter: response.headers.get('retry-after'),
      };
      if (response.ok || call.accept?.includes(response.status)) return answer;
      throw problemOf(server, answer);
    } catch (error) {
      if (isStudioError(error)) throw error;
      call.signal?.throwIfAborted();
      throw unreachable(server, error);
    } finally {
      silence.end();
    }
  }

  async function call(request: Call): Promise<Answer> {
    try {
      return await once(request);
    } catch (error) {
      // A kept connection that the server closed meanwhile shows only when it is used. Reading again harms nothing.
      if (
        request.method === 'GET' &&
        isStudioError(error, 'server-unreachable') &&
        STALE_CONNECTION.has(networkCode(error.cause))
      )
        return once(request);
      throw error;
    }
  }

  return {
    server,
    call,
    async read(request, schema) {
      const answer = await call(request);
      const parsed = schema.safeParse(answer.body);
      if (parsed.success) return parsed.data;
      const issue = parsed.error.issues[0];
      throw new StudioError(
        'server-error',
        {
          server,
          status: answer.status,
          message:
            `unreadable answer to ${request.method} ${request.path.replace(/\?.*/, '')}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
        },
        { cause: parsed.error },
      );
    },
  };
}

const STALE_CONNECTION = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

function requestHeaders(call: Call): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-language': 'fr',
    'user-agent': 'PouireStudio',
    ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
    ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
  };
}

/** Aborts when nothing was heard for `ms`, or when the caller's signal does. */
function createSilence(ms: number, caller: AbortSignal | undefined) {
  const controller = new AbortController();
  let timer = setTimeout(giveUp, ms);
  function giveUp(): void {
    controller.abort(new SilentServer());
  }
  return {
    signal: caller ? AbortSignal.any([caller, controller.signal]) : controller.signal,
    heard(): void {
      clearTimeout(timer);
      timer = setTimeout(giveUp, ms);
    },
    end(): void {
      clearTimeout(timer);
    },
  };
}

export class SilentServer extends Error {
  override readonly name = 'SilentServer';
  readonly code = 'ETIMEDOUT';
}

async function readLimited(response: Response, server: string, heard: () => void): Promise<string> {
  heard();
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  if (!response.body) return text;
  for await (const chunk of response.body) {
    heard();
    size += chunk.byteLength;
    if (size > ANSWER_LIMIT_BYTES)
      throw new StudioError('server-error', { server, status: response.status, message: 'answer too long' });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Undefined for what is not JSON (a captive portal's page, a proxy's error). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function dateHeader(value: string | null | undefined): number | null {
  const at = Date.parse(value ?? '');
  return Number.isNaN(at) ? null : at;
}

/** The network's failure as one of the reasons that have a sentence. */
export function unreachable(server: string, error: unknown): StudioError<'server-unreachable'> {
  return new StudioError('server-unreachable', { server, reason: reasonOfCode(networkCode(error)) }, { cause: error });
}
