import { z } from 'zod';
import type { AccessToken } from '../../core/ports/marketplace.ts';
import { parseJson } from './http.ts';

const claims = z.object({ exp: z.number().positive() });

/**
 * The token with its expiry, from the JWT's claim `exp` (RFC 7519 §4.1.4, seconds) — nothing else of it is read, and nothing
 * is trusted: the server decides. Without a readable claim, `expires_in` from now, or an hour.
 */
export function accessToken(
  token: string,
  expiresInSeconds: number | null | undefined,
  serverTime: number | null,
  now: number,
): AccessToken {
  const payload = claims.safeParse(parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
  const expiresAt = payload.success ? payload.data.exp * 1000 : (serverTime ?? now) + (expiresInSeconds ?? 3600) * 1000;
  return { token, expiresAt, serverTime };
}
