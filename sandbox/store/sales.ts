import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { availableAt, splitGross, xof } from '../../shared/domain/money.ts';
import { type Clock, day } from '../clock.ts';
import type { Database } from './database.ts';
import type { Photo } from './photo-row.ts';

export const license = z.enum(['standard', 'extended']);
export type License = z.infer<typeof license>;

const sale = z.object({
  id: z.string(),
  photographer_id: z.string(),
  photo_id: z.string(),
  order_id: z.string(),
  order_number: z.string(),
  license,
  gross: z.number(),
  commission: z.number(),
  net: z.number(),
  completed_at: z.number(),
  available_at: z.number(),
});
export type Sale = z.infer<typeof sale>;

const monthSums = z.object({
  month: z.string(),
  gross: z.number(),
  commission: z.number(),
  net: z.number(),
  free: z.number(),
  count: z.number(),
  photos: z.number(),
});
/** What one UTC month brought; `free`: the part of `net` whose thirty days have passed. Amounts in XOF. */
export type MonthSums = z.infer<typeof monthSums>;

const count = z.object({ n: z.number() });
const balances = z.object({ free: z.number(), pending: z.number() });

/** An order that is not completed: nothing of it becomes available. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** Orders that buyers completed: 80 % to the photographer, available thirty days later. */
export class Sales {
  readonly #database: Database;
  readonly #clock: Clock;
  #lag = 0;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Many at once, for large histories; `gross` in XOF. Nobody is notified. */
  createMany(sold: readonly { photo: Photo; license: License; at: number; gross: number }[]): void {
    this.#database.transaction(() => {
      for (const { photo, license, at, gross } of sold) this.create(photo, license, at, gross);
    });
  }

  create(photo: Photo, sold: License, completedAt: number, price?: number): Sale {
    const gross = xof.parse(price ?? (sold === 'standard' ? photo.price_standard : photo.price_extended));
    const { net, commission } = splitGross(gross);
    const id = randomUUID();
    const orderNumber = `ORD-${day(completedAt).replaceAll('-', '')}-${randomBytes(3).toString('hex').toUpperCase()}`;
    this.#database.run(
      'INSERT INTO sales VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      photo.photographer_id,
      photo.id,
      randomUUID(),
      orderNumber,
      sold,
      gross,
      commission,
      net,
      completedAt,
      availableAt(completedAt),
    );
    return this.require(id);
  }

  /** Sales up to now, newest first. A sale dated in the future (a moved clock went back) isn't known yet. */
  of(photographerId: string): Sale[] {
    return this.#database.all(
      sale,
      'SELECT * FROM sales WHERE photographer_id = ? AND completed_at <= ? ORDER BY completed_at DESC, rowid DESC',
      photographerId,
      this.#clock.now(),
    );
  }

  /** Those of `of` completed at `start` (ms) or later. */
  since(photographerId: string, start: number): Sale[] {
    return this.#database.all(
      sale,
      `SELECT * FROM sales WHERE photographer_id = ? AND completed_at BETWEEN ? AND ?
       ORDER BY completed_at DESC, rowid DESC`,
      photographerId,
      Math.ceil(start),
      this.#clock.now(),
    );
  }

  /** A page of `of`, counted and cut in the database. */
  page(
    photographerId: string,
    status: 'completed' | 'pending' | null,
    limit: number,
    offset: number,
  ): { rows: Sale[]; total: number } {
    const now = this.#clock.now();
    const free = status === null ? '' : `AND available_at ${status === 'completed' ? '<=' : '>'} ?`;
    const which = `FROM sales WHERE photographer_id = ? AND completed_at <= ? ${free}`;
    const values = status === null ? [photographerId, now] : [photographerId, now, now];
    return {
      rows: this.#database.all(
        sale,
        `SELECT * ${which} ORDER BY completed_at DESC, rowid DESC LIMIT ? OFFSET ?`,
        ...values,
        limit,
        offset,
      ),
      total: this.#database.first(count, `SELECT count(*) AS n ${which}`, ...values)?.n ?? 0,
    };
  }

  count(photographerId: string): number {
    return this.page(photographerId, null, 0, 0).total;
  }

  /** The job that frees amounts runs so much later than their date (ms; less than 0: earlier), as a nightly job does. */
  freeLater(by: number): void {
    this.#lag = by;
  }

  /** Net that is free and net that waits, withdrawals not taken off. */
  balances(photographerId: string): { free: number; pending: number } {
    const now = this.#clock.now();
    const freed = now - this.#lag;
    const found = this.#database.first(
      balances,
      `SELECT coalesce(sum(net) FILTER (WHERE available_at <= ?), 0) AS free,
         coalesce(sum(net) FILTER (WHERE available_at > ?), 0) AS pending
       FROM sales WHERE photographer_id = ? AND completed_at <= ?`,
      freed,
      freed,
      photographerId,
      now,
    );
    return found ?? { free: 0, pending: 0 };
  }

  /** By UTC month (`2026-01-01`), oldest first. */
  months(photographerId: string): MonthSums[] {
    const now = this.#clock.now();
    return this.#database.all(
      monthSums,
      `SELECT strftime('%Y-%m-01', completed_at / 1000, 'unixepoch') AS month, sum(gross) AS gross,
         sum(commission) AS commission, sum(net) AS net, coalesce(sum(net) FILTER (WHERE available_at <= ?), 0) AS free,
         count(*) AS count, count(DISTINCT photo_id) AS photos
       FROM sales WHERE photographer_id = ? AND completed_at <= ? GROUP BY 1 ORDER BY 1`,
      now - this.#lag,
      photographerId,
      now,
    );
  }

  /** The buyer got the money back: the sale is listed no more. */
  refund(id: string): void {
    this.#database.run('DELETE FROM sales WHERE id = ?', id);
  }

  /** An administrator corrects an amount; shares as for a new sale. */
  correct(id: string, gross: number): Sale {
    const { net, commission } = splitGross(xof.parse(gross));
    this.#database.run('UPDATE sales SET gross = ?, net = ?, commission = ? WHERE id = ?', gross, net, commission, id);
    return this.require(id);
  }

  /** The order is not completed after all: it stays pending, whatever its date, until `complete`. */
  hold(id: string): void {
    this.#database.run('UPDATE sales SET available_at = ? WHERE id = ?', NEVER, id);
  }

  complete(id: string): void {
    this.#database.run(
      'UPDATE sales SET available_at = ? WHERE id = ?',
      availableAt(this.require(id).completed_at),
      id,
    );
  }

  /** By the order's id or the number that buyers and photographers see. */
  byOrder(order: string): Sale | undefined {
    return this.#database.first(sale, 'SELECT * FROM sales WHERE order_id = ? OR order_number = ?', order, order);
  }

  all(): Sale[] {
    return this.#database.all(sale, 'SELECT * FROM sales ORDER BY completed_at, rowid');
  }

  require(id: string): Sale {
    const found = this.#database.first(sale, 'SELECT * FROM sales WHERE id = ?', id);
    if (found === undefined) throw new Error(`no sale ${id}`);
    return found;
  }
}
