import { z } from 'zod';
import { collectionId, photoId } from '../domain/ids.ts';
import { license } from '../domain/license.ts';
import { xof } from '../domain/money.ts';
import { procedure } from './procedure.ts';

/** One sale as kept in the catalogue. Amounts in whole francs CFA; times in ms since the epoch. */
export const sale = z.object({
  id: z.string(),
  photoId: photoId.nullable(),
  remotePhotoId: z.string().nullable(),
  title: z.string(),
  license,
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

/** Which sales: all conditions together. Days are local and inclusive; a category holds those below it. */
export const saleFilter = z.object({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  license: license.optional(),
  photoId: photoId.optional(),
  /** A photo by the marketplace's id: sold and not in this catalogue. */
  remotePhotoId: z.string().max(200).optional(),
  collectionId: collectionId.optional(),
  categoryId: z.string().max(200).optional(),
});
export type SaleFilter = z.infer<typeof saleFilter>;

export const saleSums = z.object({ gross: xof, commission: xof, net: xof, count: z.int() });
export type SaleSums = z.infer<typeof saleSums>;

export const barPeriod = z.enum(['day', 'week', 'month', 'year']);
export type BarPeriod = z.infer<typeof barPeriod>;

/** `before`: net of the period as many bars earlier as are shown: with twelve months, the same month a year ago. */
export const revenueBar = z.object({ from: z.iso.date(), net: xof, commission: xof, count: z.int(), before: xof });
export type RevenueBar = z.infer<typeof revenueBar>;

/** One row of the best: a photo, a category or a licence. `key` is its marketplace id or name; '' is none. */
export const bestRow = z.object({
  key: z.string(),
  title: z.string(),
  photoId: photoId.nullable(),
  count: z.int(),
  gross: xof,
  commission: xof,
  net: xof,
  /** Views ever, as the marketplace counts them, and sales ever: what conversion is made of. null: not known of a licence. */
  views: z.int().nullable(),
  salesEver: z.int(),
});
export type BestRow = z.infer<typeof bestRow>;

export const differenceKind = z.enum([
  'missing',
  'surplus',
  'doubled',
  'changed',
  'late-refund',
  'refund-ahead',
  'rounding',
  'time-zone',
  'moment',
  'order-open',
  'withdrawal',
  'months',
  'unknown',
]);
export type DifferenceKind = z.infer<typeof differenceKind>;

/**
 * Where the marketplace's figures and the ledger do not say the same. Amounts are theirs minus ours. `subject`: a UTC month,
 * a balance, or the length of the list. `unknown` is said as such.
 */
export const difference = z.object({
  subject: z.enum(['month', 'available', 'pending', 'list']),
  /** `YYYY-MM` of a month's. */
  month: z.string().nullable(),
  kind: differenceKind,
  count: z.int(),
  gross: z.int(),
  net: z.int(),
  /** Sales that explain it, at most twenty. */
  sales: z.array(
    z.object({ id: z.string(), orderNumber: z.string(), title: z.string(), soldAt: z.number(), net: z.int() }),
  ),
  /** Hours between our clock's day and theirs ('time-zone'). */
  hours: z.int().nullable(),
});
export type Difference = z.infer<typeof difference>;

export const reconciledMonth = z.object({
  month: z.string(),
  theirs: z.object({ gross: xof, commission: xof, net: xof, count: z.int() }).nullable(),
  ours: saleSums,
});

/** Something the marketplace changed of a sale after it had listed it. null amounts: as now. */
export const ledgerChange = z.object({
  at: z.number(),
  kind: z.enum(['late', 'changed', 'gone', 'back']),
  saleId: z.string(),
  orderNumber: z.string(),
  title: z.string(),
  soldAt: z.number(),
  netBefore: xof,
  netNow: xof,
});
export type LedgerChange = z.infer<typeof ledgerChange>;

export const reconciliation = z.object({
  /** When the marketplace's figures were fetched; null: never. */
  at: z.number().nullable(),
  balances: z
    .object({
      theirs: z.object({ available: xof, pending: xof }),
      /** As they were at `at`. */
      ours: z.object({ available: xof, pending: xof }),
    })
    .nullable(),
  /** Newest first. */
  months: z.array(reconciledMonth),
  differences: z.array(difference.extend({ foundAt: z.number() })),
  /** Differences that are no more, newest first. */
  settled: z.array(difference.extend({ foundAt: z.number(), settledAt: z.number() })),
  /** Newest first. */
  changes: z.array(ledgerChange),
});
export type Reconciliation = z.infer<typeof reconciliation>;

/** What a month brought, told as a letter. */
export const monthReport = z.object({
  month: z.string(),
  sums: saleSums,
  before: saleSums,
  best: z.array(bestRow),
  licenses: z.array(bestRow),
  becomingAvailable: z.object({ net: xof, count: z.int(), from: z.iso.date(), to: z.iso.date() }).nullable(),
  /** The letter itself, in the language asked for. */
  text: z.string(),
  fileName: z.string(),
});
export type MonthReport = z.infer<typeof monthReport>;

const language = z.enum(['fr', 'en']);
const NO_FILTER = {};

export const salesContract = {
  sales: {
    list: procedure
      .input(
        z.object({
          filter: saleFilter.default(NO_FILTER),
          limit: z.int().min(1).max(1000).default(200),
          offset: z.int().min(0).default(0),
        }),
      )
      .output(z.object({ total: z.int(), sums: saleSums, items: z.array(sale) })),
    figures: procedure.output(revenueFigures),
    /** Bars from oldest to newest, empty periods included; the last holds the filter's last day or today. Days are local. */
    bars: procedure
      .input(z.object({ by: barPeriod, count: z.int().min(1).max(400), filter: saleFilter.default(NO_FILTER) }))
      .output(z.array(revenueBar)),
    /** Pending amounts by the day they become available, soonest first. */
    timeline: procedure.output(z.array(z.object({ date: z.iso.date(), net: xof, count: z.int() }))),
    /** Most net first. */
    best: procedure
      .input(
        z.object({
          by: z.enum(['photo', 'category', 'license']),
          filter: saleFilter.default(NO_FILTER),
          limit: z.int().min(1).max(1000).default(50),
        }),
      )
      .output(z.array(bestRow)),
    /** The marketplace's figures beside the ledger. */
    reconciliation: procedure.output(reconciliation),
    /**
     * What a filter holds, newest first: CSV (RFC 4180, semicolons, `mark`: with the UTF-8 mark that a French Excel wants) or JSON.
     */
    export: procedure
      .input(
        z.object({
          filter: saleFilter.default(NO_FILTER),
          format: z.enum(['csv', 'json']),
          language,
          mark: z.boolean().default(true),
        }),
      )
      .output(z.object({ fileName: z.string(), content: z.string(), sums: saleSums })),
    /**
     * The marketplace's own invoice of an order, a PDF in base64. Errors: not-signed-in, session-expired, server-unreachable,
     * invoice-not-yours (it is the buyer's paper), invoice-unknown.
     */
    invoice: procedure
      .input(z.object({ orderNumber: z.string().min(1).max(100) }))
      .output(z.object({ fileName: z.string(), base64: z.string() })),
    /** What a local month (`YYYY-MM`) brought. Errors: not-signed-in. */
    report: procedure
      .input(z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), language }))
      .output(monthReport),
  },
};
