import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const claims = z.object({ sub: z.string(), jti: z.string(), iat: z.number(), exp: z.number() });
export type Claims = z.infer<typeof claims>;

const HEADER = Buffer.from(JSON.stringify({ typ: 'JWT', alg: 'HS256' })).toString('base64url');

/** A JSON Web Token signed with HS256 (RFC 7515, 7519). `now` in ms. */
export function signToken(secret: string, issuer: string, subject: string, now: number, ttlSeconds: number): string {
  const iat = Math.floor(now / 1000);
  const body = Buffer.from(
    JSON.stringify({ iss: issuer, sub: subject, jti: randomUUID(), iat, nbf: iat, exp: iat + ttlSeconds }),
  ).toString('base64url');
  return `${HEADER}.${body}.${signature(secret, `${HEADER}.${body}`)}`;
}

/** The claims of a token that this secret signed, expired or not; undefined for anything else. */
export function readToken(secret: string, token: string): Claims | undefined {
  const [header = '', body = '', given = '', ...rest] = token.split('.');
  const expected = Buffer.from(signature(secret, `${header}.${body}`));
  const offered = Buffer.from(given);
  if (header !== HEADER || rest.length > 0 || offered.length !== expected.length || !timingSafeEqual(offered, expected))
    return undefined;
  return claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))).data;
}

function signature(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}
