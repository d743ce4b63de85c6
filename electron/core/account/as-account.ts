import { StudioError } from '../../../shared/domain/errors.ts';
import type { AuthorisedCall, Session } from './session.ts';

/**
 * As session.authorised, for one account only: when somebody else has signed in meanwhile it is over (not-signed-in), so that
 * the answers of one account are never kept as another's.
 */
export function asAccount<T>(
  session: Session,
  accountId: number,
  work: (call: AuthorisedCall) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  return session.authorised((call) => {
    if (call.account.id !== accountId) throw new StudioError('not-signed-in', {});
    return work(call);
  }, signal);
}
