import type { Selectable } from 'kysely';
import {
  type PayoutDetails,
  type PayoutTarget,
  payoutDetails,
  payoutTarget,
} from '../../../shared/domain/withdrawal.ts';
import type { Database } from '../db/database.ts';
import type { WithdrawalRequestsTable, WithdrawalsTable } from '../db/schema.ts';
import type { RemoteWithdrawal } from '../ports/withdrawals.ts';

export type RequestState = WithdrawalRequestsTable['state'];

/** What she asked for and what is known of it. */
export interface KeptRequest {
  readonly id: number;
  readonly accountId: number;
  readonly intention: string;
  readonly amount: number;
  readonly details: PayoutDetails;
  readonly target: PayoutTarget;
  readonly state: RequestState;
  readonly askedAt: number;
  readonly sentAt: number | null;
  readonly remoteId: string | null;
  readonly reason: string | null;
  /** The marketplace's withdrawals of the same amount that were there before it was asked. */
  readonly known: readonly string[];
}

export interface KeptWithdrawal {
  readonly id: string;
  readonly amount: number;
  readonly details: PayoutDetails;
  readonly status: WithdrawalsTable['status'];
  readonly notes: string | null;
  readonly createdAt: number;
  readonly processedAt: number | null;
}

function asRequest(row: Selectable<WithdrawalRequestsTable>): KeptRequest {
  const known: unknown = JSON.parse(row.known);
  return {
    id: row.id,
    accountId: row.account_id,
    intention: row.intention,
    amount: row.amount,
    details: payoutDetails.parse(JSON.parse(row.details)),
    target: payoutTarget.parse(JSON.parse(row.target)),
    state: row.state,
    askedAt: row.asked_at,
    sentAt: row.sent_at,
    remoteId: row.remote_id,
    reason: row.reason,
    known: Array.isArray(known) ? known.map(String) : [],
  };
}

function asWithdrawal(row: Selectable<WithdrawalsTable>): KeptWithdrawal {
  return {
    id: row.id,
    amount: row.amount,
    details: payoutDetails.parse(JSON.parse(row.details)),
    status: row.status,
    notes: row.notes,
    createdAt: row.created_at,
    processedAt: row.processed_at,
  };
}

/** Her requests, which are ours, and the marketplace's list of withdrawals as it was last read. */
export function withdrawalsRepository(db: Database) {
  const { sql } = db;
  const requests = (accountId: number) =>
    sql.selectFrom('withdrawal_requests').selectAll().where('account_id', '=', accountId);

  return {
    /** The row stands before anything is asked; an intention has one row, ever. */
    begin(
      request: Pick<KeptRequest, 'accountId' | 'intention' | 'amount' | 'details' | 'target' | 'askedAt'>,
    ): KeptRequest {
      const { lastId } = db.run(
        sql.insertInto('withdrawal_requests').values({
          account_id: request.accountId,
          intention: request.intention,
          amount: request.amount,
          details: JSON.stringify(request.details),
          target: JSON.stringify(request.target),
          state: 'asked',
          asked_at: request.askedAt,
        }),
      );
      return this.request(lastId);
    },
    /** An intention that never left this computer is taken up again. */
    again(id: number, askedAt: number): void {
      const change = { state: 'asked', asked_at: askedAt, reason: null } as const;
      db.run(sql.updateTable('withdrawal_requests').set(change).where('id', '=', id).where('state', '=', 'unsent'));
    },
    request(id: number): KeptRequest {
      const row = db.get(sql.selectFrom('withdrawal_requests').selectAll().where('id', '=', id));
      if (row === undefined) throw new Error(`no withdrawal request ${id}`);
      return asRequest(row);
    },
    byIntention(intention: string): KeptRequest | null {
      const row = db.get(sql.selectFrom('withdrawal_requests').selectAll().where('intention', '=', intention));
      return row === undefined ? null : asRequest(row);
    },
    /** From here on it may be there. On the disk before the call leaves, a power cut included. */
    markSent(id: number, sentAt: number, known: readonly string[]): void {
      db.run(
        sql
          .updateTable('withdrawal_requests')
          .set({ state: 'sent', sent_at: sentAt, known: JSON.stringify(known) })
          .where('id', '=', id)
          .where('state', '=', 'asked'),
      );
      db.execute('PRAGMA wal_checkpoint(FULL)');
    },
    settle(
      id: number,
      state: RequestState,
      at: number,
      facts: { remoteId?: string; reason?: string | null } = {},
    ): void {
      db.run(
        sql
          .updateTable('withdrawal_requests')
          .set({
            state,
            settled_at: at,
            ...(facts.remoteId !== undefined && { remote_id: facts.remoteId }),
            ...(facts.reason !== undefined && { reason: facts.reason }),
          })
          .where('id', '=', id),
      );
    },
    /** What a studio that ended in the middle left: what may be there is lost, what never left is unsent. */
    recover(): void {
      db.run(sql.updateTable('withdrawal_requests').set({ state: 'lost' }).where('state', '=', 'sent'));
      db.run(sql.updateTable('withdrawal_requests').set({ state: 'unsent' }).where('state', '=', 'asked'));
    },
    /** Asked for and without an answer. */
    lost(accountId: number): KeptRequest[] {
      return db.all(requests(accountId).where('state', '=', 'lost').orderBy('id')).map(asRequest);
    },
    /** Begun and not at an end. */
    open(accountId: number): KeptRequest[] {
      return db.all(requests(accountId).where('state', 'in', ['asked', 'sent', 'lost'])).map(asRequest);
    },
    all(accountId: number): KeptRequest[] {
      return db.all(requests(accountId).orderBy('id', 'desc').limit(500)).map(asRequest);
    },
    last(accountId: number): KeptRequest | null {
      const row = db.get(requests(accountId).where('state', '=', 'confirmed').orderBy('id', 'desc').limit(1));
      return row === undefined ? null : asRequest(row);
    },
    /** Ids that belong to a request of hers already. */
    claimed(accountId: number): Set<string> {
      return new Set(db.all(requests(accountId).where('remote_id', 'is not', null)).map((row) => row.remote_id ?? ''));
    },

    /** True when something is new or changed. */
    keep(accountId: number, remote: RemoteWithdrawal, seenAt: number): boolean {
      const row = {
        amount: remote.amount,
        details: JSON.stringify(remote.details),
        status: remote.status,
        notes: remote.notes,
        created_at: remote.createdAt,
        processed_at: remote.processedAt,
      };
      const one = sql
        .selectFrom('withdrawals')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('id', '=', remote.id);
      const before = db.get(one);
      db.run(
        sql
          .insertInto('withdrawals')
          .values({ ...row, account_id: accountId, id: remote.id, seen_at: seenAt })
          .onConflict((conflict) => conflict.columns(['account_id', 'id']).doUpdateSet({ ...row, seen_at: seenAt })),
      );
      return before === undefined || before.status !== row.status || before.notes !== row.notes;
    },
    /** Newest first. */
    kept(accountId: number): KeptWithdrawal[] {
      const rows = sql.selectFrom('withdrawals').selectAll().where('account_id', '=', accountId);
      return db.all(rows.orderBy('created_at', 'desc').orderBy('id', 'desc')).map(asWithdrawal);
    },
    one(accountId: number, id: string): KeptWithdrawal | null {
      const row = db.get(
        sql.selectFrom('withdrawals').selectAll().where('account_id', '=', accountId).where('id', '=', id),
      );
      return row === undefined ? null : asWithdrawal(row);
    },
  };
}

export type WithdrawalsRepository = ReturnType<typeof withdrawalsRepository>;
