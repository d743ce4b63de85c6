import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Database } from './database.ts';

export const withdrawalStatus = z.enum(['pending', 'processing', 'approved', 'completed', 'rejected', 'cancelled']);
export type WithdrawalStatus = z.infer<typeof withdrawalStatus>;

const withdrawal = z.object({
  id: z.string(),
  photographer_id: z.string(),
  amount: z.number(),
  payment_method: z.string(),
  payment_details: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.record(z.string(), z.unknown())),
  status: withdrawalStatus,
  admin_notes: z.string().nullable(),
  created_at: z.number(),
  processed_at: z.number().nullable(),
  next_step_at: z.number().nullable(),
});
export type Withdrawal = z.infer<typeof withdrawal>;

/** Requests for money. */
export class Withdrawals {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  create(photographerId: string, amount: number, method: string, details: Record<string, unknown>): Withdrawal {
    const id = randomUUID();
    this.#database.run(
      `INSERT INTO withdrawals (id, photographer_id, amount, payment_method, payment_details, status, created_at)
       VALUES (?, ?, ?, ?, ?, 'pending', ?)`,
      id,
      photographerId,
      amount,
      method,
      JSON.stringify(details),
      this.#clock.now(),
    );
    return this.require(id);
  }

  byId(id: string): Withdrawal | undefined {
    return this.#database.first(withdrawal, 'SELECT * FROM withdrawals WHERE id = ?', id);
  }

  /** Newest first. */
  of(photographerId: string): Withdrawal[] {
    return this.#database.all(
      withdrawal,
      'SELECT * FROM withdrawals WHERE photographer_id = ? ORDER BY created_at DESC, rowid DESC',
      photographerId,
    );
  }

  all(): Withdrawal[] {
    return this.#database.all(withdrawal, 'SELECT * FROM withdrawals ORDER BY created_at, rowid');
  }

  setStatus(id: string, status: WithdrawalStatus, notes: string | null): Withdrawal {
    const decided = status === 'completed' || status === 'rejected' ? this.#clock.now() : null;
    this.#database.run(
      'UPDATE withdrawals SET status = ?, admin_notes = ?, processed_at = ?, next_step_at = NULL WHERE id = ?',
      status,
      notes,
      decided,
      id,
    );
    return this.require(id);
  }

  /** Demo: when the accountant looks at this request next. */
  plan(id: string, at: number): void {
    this.#database.run('UPDATE withdrawals SET next_step_at = ? WHERE id = ?', at, id);
  }

  require(id: string): Withdrawal {
    const found = this.byId(id);
    if (found === undefined) throw new Error(`no withdrawal ${id}`);
    return found;
  }
}

/** Money that has left, or is on its way out of, the available balance. */
export function isHeld(status: WithdrawalStatus): boolean {
  return status !== 'rejected' && status !== 'cancelled';
}
