import { randomUUID } from 'node:crypto';
import type { Session } from '../../electron/core/account/session.ts';
import type { Marketplace } from '../../electron/core/ports/marketplace.ts';
import type { RemoteWithdrawal } from '../../electron/core/ports/withdrawals.ts';
import { StudioError } from '../../shared/domain/errors.ts';
import { type Xof, xof } from '../../shared/domain/money.ts';
import type { PayoutDetails } from '../../shared/domain/withdrawal.ts';

/**
 * How the next request for money ends. before: it fell before anything was written; after: it is written and the answer was lost;
 * late: it is written when the list has been read once more; token: 401, and the session comes again.
 */
export type Fate =
  | 'answered'
  | 'dropped-before'
  | 'dropped-after'
  | 'error-before'
  | 'error-after'
  | 'late'
  | 'token'
  | 'token-after'
  | 'refused'
  | 'no-connection'
  | 'stops-before'
  | 'stops-after';

const SERVER = 'http://127.0.0.1:1';
const lost = () => new StudioError('server-unreachable', { server: SERVER, reason: 'reset' });
const broken = () => new StudioError('server-error', { server: SERVER, status: 500, message: 'Erreur' });

/** The marketplace's side of withdrawals, in memory, with a fate for each request. `made` is what she would really be paid. */
export function moneyMarket(now: () => number, accountId = 1, available = 1_000_000) {
  const made: RemoteWithdrawal[] = [];
  const fates: Fate[] = [];
  const late: RemoteWithdrawal[] = [];
  let asked = 0;
  let heard = Promise.withResolvers<void>();
  let offline = false;

  const one = (amount: Xof, details: PayoutDetails): RemoteWithdrawal => ({
    id: randomUUID(),
    amount,
    details,
    status: 'pending',
    notes: null,
    createdAt: now(),
    processedAt: null,
  });
  const online = () => {
    if (offline) throw new StudioError('server-unreachable', { server: SERVER, reason: 'offline' });
  };
  const never = () => new Promise<never>(() => undefined);

  async function ask(amount: Xof, details: PayoutDetails): Promise<RemoteWithdrawal> {
    online();
    asked++;
    heard.resolve();
    heard = Promise.withResolvers();
    const fate = fates.shift() ?? 'answered';
    if (fate === 'dropped-before') throw lost();
    if (fate === 'error-before') throw broken();
    if (fate === 'token') throw new StudioError('session-expired', { email: '' });
    if (fate === 'refused')
      throw new StudioError('server-refused', { status: 400, fields: {}, message: 'Montant indisponible.' });
    if (fate === 'no-connection') throw new StudioError('server-unreachable', { server: SERVER, reason: 'refused' });
    if (fate === 'stops-before') return never();
    const request = one(amount, details);
    (fate === 'late' ? late : made).push(request);
    if (fate === 'dropped-after' || fate === 'late') throw lost();
    if (fate === 'error-after') throw broken();
    if (fate === 'token-after') throw new StudioError('session-expired', { email: '' });
    if (fate === 'stops-after') return never();
    return request;
  }

  const calls: Pick<Marketplace, 'withdrawals' | 'availableBalance'> = {
    availableBalance: async () => {
      online();
      const taken = made.filter((item) => item.status !== 'cancelled' && item.status !== 'rejected');
      return xof.parse(available - taken.reduce((sum, item) => sum + item.amount, 0));
    },
    withdrawals: {
      async list() {
        online();
        // A server is done with a request within a minute; the others are written once this answer is on its way.
        made.push(...late.filter((item) => now() - item.createdAt >= 60_000));
        const items = [...made].reverse();
        made.push(...late.splice(0).filter((item) => !made.includes(item)));
        return { items, page: 1, lastPage: 1, total: items.length };
      },
      ask: async (_token, amount, details) => ask(amount, details),
      async cancel(_token, id) {
        online();
        const index = made.findIndex((item) => item.id === id);
        const found = made[index];
        if (found === undefined || found.status !== 'pending')
          throw new StudioError('server-refused', { status: 400, fields: {}, message: "Impossible d'annuler." });
        made[index] = { ...found, status: 'cancelled' };
        if (fates.shift() === 'dropped-after') throw lost();
      },
    },
  };

  // Only what withdrawals use is behind it: anything else is a mistake of the test.
  const marketplace = new Proxy({} as Marketplace, {
    get: (_, name) => {
      const part = Reflect.get(calls, name);
      if (part === undefined) throw new Error(`${String(name)} is not part of this test`);
      return part;
    },
  });
  const account = { id: accountId, server: SERVER, email: 'e', name: 'Awa', remoteUserId: 'u', isSandbox: false };
  const session: Session = {
    current: () => account,
    async authorised(work) {
      const call = { token: 't', marketplace, account };
      try {
        return await work(call);
      } catch (error) {
        if (error instanceof StudioError && error.code === 'session-expired') return work(call);
        throw error;
      }
    },
    onActive: () => () => true,
  };

  return {
    session,
    made,
    fates,
    /** How often money was asked for over the wire. */
    asked: () => asked,
    /** When money is asked for next. */
    nextAsk: () => heard.promise,
    setOffline(value: boolean): void {
      offline = value;
    },
    /** An accountant decides. */
    decide(id: string, status: RemoteWithdrawal['status'], notes: string | null = null): void {
      const index = made.findIndex((item) => item.id === id);
      const found = made[index];
      if (found) made[index] = { ...found, status, notes, processedAt: now() };
    },
  };
}
