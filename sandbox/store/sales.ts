import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { availableAt, splitGross, xof } from '../../shared/domain/money.ts';
import { type Clock, day } from '../clock.ts';
import type { Database } from './database.ts';
import type { Photo } from './photos.ts';

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

/** Orders that buyers completed: 80 % to the photographer, available thirty days later. */
export class Sales {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  create(photo: Photo, sold: License, completedAt: number): Sale {
    const gross = xof.parse(sold === 'standard' ? photo.price_standard : photo.price_extended);
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

  byOrder(orderId: string): Sale | undefined {
    return this.#database.first(sale, 'SELECT * FROM sales WHERE order_id = ?', orderId);
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
