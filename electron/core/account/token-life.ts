import type { AccessToken } from '../ports/marketplace.ts';

/** A token with its times by the server's clock, ms since the epoch. */
export interface TokenLife {
  readonly expiresAt: number;
  readonly refreshAt: number;
  /** ms to add to this computer's clock to have the server's. */
  readonly clockOffset: number;
}

/** Share of its life after which a token is refreshed; the rest is room for a network that is away for a while. */
const REFRESH_SHARE = 0.8;
/** Refreshes spread over this share of the life, so that computers that slept together do not ask together. */
const JITTER_SHARE = 0.05;
/** `Date` has whole seconds and the answer took its way: smaller differences are no skew. */
const SKEW_NOTICED_MS = 2_000;

/** Plans the life of a token just received. `fraction` in [0, 1) is chance. */
export function planTokenLife(access: AccessToken, now: number, fraction: number): TokenLife {
  const serverTime = access.serverTime ?? null;
  const skew = serverTime === null ? 0 : serverTime - now;
  const clockOffset = Math.abs(skew) < SKEW_NOTICED_MS ? 0 : skew;
  const issuedAt = now + clockOffset;
  const life = Math.max(0, access.expiresAt - issuedAt);
  const share = REFRESH_SHARE - JITTER_SHARE * fraction;
  return { expiresAt: access.expiresAt, refreshAt: issuedAt + Math.floor(life * share), clockOffset };
}

/** fresh: use it. due: refresh when convenient. urgent: refresh before anything else. dead: only a new sign-in helps. */
export function tokenState(life: TokenLife, now: number): 'fresh' | 'due' | 'urgent' | 'dead' {
  const serverNow = now + life.clockOffset;
  if (serverNow >= life.expiresAt) return 'dead';
  if (serverNow < life.refreshAt) return 'fresh';
  // The second half of what was left at the planned refresh.
  return serverNow < (life.refreshAt + life.expiresAt) / 2 ? 'due' : 'urgent';
}
