import { z } from 'zod';
import { license } from './license.ts';
import { xof } from './money.ts';

/** Who a paper is from, as its head says it. Empty: left out. */
export const paperIdentity = z.object({
  name: z.string().trim().max(200),
  /** Lines of the postal address. */
  address: z.string().trim().max(500),
  phone: z.string().trim().max(50),
  email: z.string().trim().max(200),
  /** What her country calls the number: IFU (Burkina Faso, Bénin, Togo: NIF), NCC (Côte d'Ivoire), NINEA (Sénégal), … */
  taxLabel: z.string().trim().max(30),
  taxNumber: z.string().trim().max(60),
});
export type PaperIdentity = z.infer<typeof paperIdentity>;

export const NO_IDENTITY: PaperIdentity = {
  name: '',
  address: '',
  phone: '',
  email: '',
  taxLabel: '',
  taxNumber: '',
};

/** What every paper says of itself, whatever it is about. */
export const paperHead = z.object({
  version: z.literal(1),
  /** In the paper's own series, by year; null: provisional. */
  number: z.string().nullable(),
  /** Local day on which it was drawn up. */
  day: z.iso.date(),
  identity: paperIdentity,
  account: z.object({ name: z.string(), email: z.string(), server: z.string() }),
});
export type PaperHead = z.infer<typeof paperHead>;

/** A sale as papers name it. Amounts in whole francs CFA; days of the local calendar. */
export const saleOnPaper = z.object({
  saleId: z.string(),
  day: z.iso.date(),
  orderNumber: z.string(),
  title: z.string(),
  license,
  gross: xof,
  commission: xof,
  net: xof,
});
export type SaleOnPaper = z.infer<typeof saleOnPaper>;
