import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** One start of the web host: who has the token is the person who started it. */
export interface SessionToken {
  readonly value: string;
  /** True for the token, and once for a ticket: who comes with it may have the cookie. */
  admits(candidate: string | null | undefined): boolean;
  /** A value that admits once, within a minute: for a browser's command line, which every user of the machine can read. */
  ticket(): string;
  /** True when the request carries the cookie that the first navigation was given. */
  isCarriedBy(request: IncomingMessage): boolean;
  /** `Set-Cookie` for a request that came with the token in its address. */
  cookie(): string;
}

/** A browser that was told to open a window asks within seconds. */
const TICKET_LIFE_MS = 60_000;

/**
 * 256 random bits. Printed once, in the address to open; from then on an HttpOnly cookie, so that page scripts, the address
 * bar and the history don't hold it. Cookies are shared by all ports of a host name (RFC 6265, 8.5): the name carries the
 * port, so that two studios don't sign each other out.
 */
export function createSessionToken(port: () => number): SessionToken {
  const value = randomBytes(32).toString('base64url');
  const digest = sha256(value);
  const name = () => `pouire-${port()}`;

  /** In constant time. */
  function matches(candidate: string | null | undefined): boolean {
    return typeof candidate === 'string' && timingSafeEqual(sha256(candidate), digest);
  }

  const tickets = new Map<string, number>();

  function admits(candidate: string | null | undefined): boolean {
    if (matches(candidate)) return true;
    const until = tickets.get(candidate ?? '');
    if (until !== undefined) tickets.delete(candidate ?? '');
    return until !== undefined && performance.now() < until;
  }

  return {
    value,
    admits,
    ticket() {
      const ticket = randomBytes(32).toString('base64url');
      tickets.set(ticket, performance.now() + TICKET_LIFE_MS);
      return ticket;
    },
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
