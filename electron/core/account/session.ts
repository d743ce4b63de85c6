import { StudioError } from '../../../shared/domain/errors.ts';
import type { Marketplace } from '../ports/marketplace.ts';

/** The account the studio works for now. */
export interface CurrentAccount {
  readonly id: number;
  readonly server: string;
  readonly email: string;
  readonly name: string;
  readonly remoteUserId: string;
  readonly isSandbox: boolean;
}

export interface AuthorisedCall {
  readonly token: string;
  readonly marketplace: Marketplace;
  readonly account: CurrentAccount;
}

/** The one way to the marketplace with a token. */
export interface Session {
  current(): CurrentAccount | null;
  /**
   * Runs `work` with a token that is alive: refreshes before expiry (one refresh at a time), signs in silently where the
   * password was kept, and runs `work` once more when the server answered 401 all the same.
   * Errors: not-signed-in, session-expired (the password is needed), and what `work` throws.
   */
  authorised<T>(work: (call: AuthorisedCall) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Called after every sign-in, and when a session comes back to life: waiting work may go on. */
  onActive(listener: () => void): () => void;
}

/** For what cannot be done without an account. Errors: not-signed-in. */
export function signedInAccount(session: Pick<Session, 'current'>): CurrentAccount {
  const account = session.current();
  if (account === null) throw new StudioError('not-signed-in', {});
  return account;
}
