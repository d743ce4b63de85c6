import type { AuthorisedCall, Session } from '../account/session.ts';

/** A call to the marketplace in the name of the delivery's own account. */
export type MarketplaceCall = <T>(work: (call: AuthorisedCall) => Promise<T>) => Promise<T>;

/** She changed to another account while a delivery of this one was under way. */
export class AccountChanged extends Error {
  override readonly name = 'AccountChanged';
}

/** Photos of one account never travel with another's token. Errors: AccountChanged, and those of Session.authorised. */
export function callsAs(session: Session, accountId: number, signal: AbortSignal): MarketplaceCall {
  return (work) =>
    session.authorised(async (call) => {
      if (call.account.id !== accountId)
        throw new AccountChanged(`the current account is ${call.account.id}, not ${accountId}`);
      return await work(call);
    }, signal);
}
