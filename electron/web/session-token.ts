import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** One start of the web host: who has the token is the person who started it. */
export interface SessionToken {
  readonly value: string;
  /** Compared in constant time. */
  matches(candidate: string | null | undefined): boolean;
  /** True when the request carries the cookie that the first navigation was given. */
  isCarriedBy(request: IncomingMessage): boolean;
  /** `Set-Cookie` for a request that came with the token in its address. */
  cookie(): string;
}

/**
 * 256 random bits. Printed once, in the address to open; from then on an HttpOnly cookie, so that page scripts, the address
 * bar and the history don't hold it. Cookies are shared by all ports of a host name (RFC 6265, 8.5): the name carries the
 * port, so that two studios don't sign each other out.
 */
export function createSessionToken(port: () => number): SessionToken {
  const value = randomBytes(32).toString('base64url');
  const digest = sha256(value);
  const name = () => `pouire-${port()}`;

  function matches(candidate: string | null | undefined): boolean {
    return typeof candidate === 'string' && timingSafeEqual(sha256(candidate), digest);
  }

  return {
    value,
    matches,
    isCarriedBy: (request) => cookiesOf(request, name()).some(matches),
    cookie: () => `${name()}=${value}; Path=/; HttpOnly; SameSite=Strict`,
  };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function cookiesOf(request: IncomingMessage, name: string): string[] {
  return (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
