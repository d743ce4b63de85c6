import { z } from 'zod';
import { StudioError } from '../../../shared/domain/errors.ts';
import { photographerStatus } from './answers.ts';

/** What an error answer may carry, whatever its shape. */
const errorBody = z.object({
  message: z.string().catch(''),
  photographer_status: photographerStatus.nullish().catch(null),
  errors: z.record(z.string(), z.unknown()).nullish().catch(null),
});

/** Wait of a 429 without (readable) `Retry-After`, in seconds. */
const DEFAULT_RETRY_SECONDS = 60;
const LONGEST_RETRY_SECONDS = 3600;

interface RefusedAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly serverTime: number | null;
  readonly retryAfter: string | null;
}

/** The server's "no" as an error a person can act on. */
export function problemOf(server: string, answer: RefusedAnswer): StudioError {
  const { status } = answer;
  const parsed = errorBody.safeParse(answer.body);
  const body = parsed.success ? parsed.data : { message: '', photographer_status: null, errors: null };
  const message = body.message.slice(0, 500);
  if (status === 401) return new StudioError('session-expired', { email: '' });
  if (status === 403) {
    if (body.photographer_status === 'pending') return new StudioError('account-pending', {});
    if (body.photographer_status === 'rejected') return new StudioError('account-rejected', {});
    if (body.photographer_status === 'suspended') return new StudioError('account-suspended', {});
  }
  if (status === 429)
    return new StudioError('rate-limited', {
      retryAfterSeconds: retryAfterSeconds(answer.retryAfter, answer.serverTime),
    });
  // A redirect comes from a captive portal or a wrong address: this is not the marketplace's answer.
  if (status >= 300 && status < 400) return new StudioError('server-unreachable', { server, reason: 'redirected' });
  if (status >= 400 && status < 500)
    return new StudioError('server-refused', { status, fields: fieldsOf(body.errors), message });
  return new StudioError('server-error', { server, status, message });
}

/** An answer as its schema reads it. `what` names it where it can't be read: server-error. */
export function readAs<T>(
  schema: z.ZodType<T>,
  what: string,
  server: string,
  { status, body }: Pick<RefusedAnswer, 'status' | 'body'>,
): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw new StudioError('server-error', { server, status, message: `unreadable ${what}` }, { cause: read.error });
}

/** Laravel's `errors`: field → sentences (French). */
function fieldsOf(errors: Record<string, unknown> | null | undefined): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const [field, sentences] of Object.entries(errors ?? {}).slice(0, 50)) {
    const list = Array.isArray(sentences) ? sentences : [sentences];
    fields[field] = list.filter((sentence) => typeof sentence === 'string').map((sentence) => sentence.slice(0, 500));
  }
  return fields;
}

/** RFC 9110 §10.2.3: seconds, or a date (read against the server's own clock). */
export function retryAfterSeconds(header: string | null, serverTime: number | null): number {
  if (header === null) return DEFAULT_RETRY_SECONDS;
  const seconds = /^\d+$/.test(header.trim())
    ? Number(header)
    : (Date.parse(header) - (serverTime ?? Number.NaN)) / 1000;
  if (!Number.isFinite(seconds)) return DEFAULT_RETRY_SECONDS;
  return Math.min(LONGEST_RETRY_SECONDS, Math.max(0, seconds));
}
