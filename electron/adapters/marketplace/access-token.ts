import { z } from 'zod';
import type { AccessToken } from '../../core/ports/marketplace.ts';
import { parseJson } from './http.ts';

const claims = z.object({ exp: z.number().positive() });

/**
 * The token with its expiry, from the JWT's claim `exp` (RFC 7519 §4.1.4, seconds) — nothing else of it is read, and nothing
 * is trusted: the server decides. Where the claim is missing or already past when the token arrives (a server whose clocks
 * disagree), `expires_in` counts from now, or an hour.
 */
export function accessToken(
  token: string,
  expiresInSeconds: number | null | undefined,
  serverTime: number | null,
  now: number,
): AccessToken {
  const issuedAt = serverTime ?? now;
  const payload = claims.safeParse(parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')));
  const claimed = payload.success ? payload.data.exp * 1000 : 0;
  const expiresAt = claimed > issuedAt ? claimed : issuedAt + (expiresInSeconds ?? 3600) * 1000;
  return { token, expiresAt, serverTime };
}
