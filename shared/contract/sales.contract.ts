import { z } from 'zod';
import { photoId } from '../domain/ids.ts';
import { xof } from '../domain/money.ts';
import { procedure } from './procedure.ts';

/** One sale as kept in the catalogue. Amounts in whole francs CFA; times in ms since the epoch. */
export const sale = z.object({
  id: z.string(),
  photoId: photoId.nullable(),
  remotePhotoId: z.string().nullable(),
  title: z.string(),
  license: z.enum(['standard', 'extended']),
  orderNumber: z.string(),
  soldAt: z.number(),
  gross: xof,
  commission: xof,
  net: xof,
  status: z.enum(['completed', 'pending']),
  /** When its net becomes (became) available; null while the order itself is not completed. */
  availableAt: z.number().nullable(),
});
export type Sale = z.infer<typeof sale>;

/** `asOf`: when these numbers were last fetched (null: never). Available and pending are computed for now from the kept sales. */
export const revenueFigures = z.object({
  asOf: z.number().nullable(),
  available: xof,
  pending: xof,
  thisMonth: xof,
  sinceStart: xof,
  withdrawn: xof,
  salesCount: z.int(),
  /** The marketplace's own balances at `asOf`; a difference from ours is shown, never adjusted. */
  marketplace: z.object({ available: xof, pending: xof }).nullable(),
});
export type RevenueFigures = z.infer<typeof revenueFigures>;

export const revenueBar = z.object({ from: z.iso.date(), net: xof, commission: xof, count: z.int() });
export type RevenueBar = z.infer<typeof revenueBar>;

export const salesContract = {
  sales: {
    list: procedure
      .input(z.object({ limit: z.int().min(1).max(1000).default(200), offset: z.int().min(0).default(0) }))
      .output(z.object({ total: z.int(), items: z.array(sale) })),
    figures: procedure.output(revenueFigures),
    /** Bars from oldest to newest, empty periods included. Days are of the local calendar. */
    bars: procedure
      .input(z.object({ by: z.enum(['day', 'week', 'month']), count: z.int().min(1).max(400) }))
      .output(z.array(revenueBar)),
    /** Pending amounts by the day they become available, soonest first. */
    timeline: procedure.output(z.array(z.object({ date: z.iso.date(), net: xof, count: z.int() }))),
  },
};
