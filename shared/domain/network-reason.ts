import { z } from 'zod';

/** Why no answer came, as a person can be told. Sentences: `error.server-unreachable` in shared/messages. */
export const networkReason = z.enum(['refused', 'timeout', 'dns', 'tls', 'reset', 'offline', 'redirected', 'unknown']);
export type NetworkReason = z.infer<typeof networkReason>;

/** Codes of libuv (uv.h, UV_ERRNO_MAP), of Node's HTTP client, of undici, and of the AWS SDK's request handler. */
const REASONS: readonly (readonly [RegExp, NetworkReason])[] = [
  [/^ECONNREFUSED$/, 'refused'],
  [/^(ENOTFOUND|EAI_\w+)$/, 'dns'],
  [/^(ETIMEDOUT|ESOCKETTIMEDOUT|TimeoutError|Stalled|UND_ERR_\w*TIMEOUT)$/, 'timeout'],
  [/^(ENETUNREACH|ENETDOWN|EHOSTUNREACH|EHOSTDOWN|EADDRNOTAVAIL)$/, 'offline'],
  [/^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|ERR_STREAM_PREMATURE_CLOSE|HPE_\w+|IncompleteBody)$/, 'reset'],
  [/^(ERR_TLS_\w+|ERR_SSL_\w+|EPROTO|CERT_\w+|UNABLE_TO_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|HOSTNAME_MISMATCH)$/, 'tls'],
];

/** The network's own code (`ECONNREFUSED`…) as one of the reasons. A reason stays what it is. */
export function reasonOfCode(code: string): NetworkReason {
  const reason = networkReason.safeParse(code);
  if (reason.success) return reason.data;
  return REASONS.find(([codes]) => codes.test(code))?.[1] ?? 'unknown';
}

/** Wrappers say nothing; what they wrap does. */
const DEEPEST = 5;

/**
 * The network's own code of an error, looked for in what it wraps: an `AggregateError` of several addresses, a `cause`.
 * Where there is none, the error's name.
 */
export function networkCode(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > DEEPEST) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return networkCode(error.errors[0], depth + 1);
  return error.cause === undefined ? error.name : networkCode(error.cause, depth + 1);
}
