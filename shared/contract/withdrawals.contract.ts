import { z } from 'zod';
import { xof } from '../domain/money.ts';
import { payoutDetails, payoutTarget, withdrawalState } from '../domain/withdrawal.ts';
import { withdrawalPaperContent } from '../domain/withdrawal-paper.ts';
import { procedure } from './procedure.ts';

const language = z.enum(['fr', 'en']);

/** One withdrawal, hers or only on its way to being one. Amounts in whole francs CFA; times in ms since the epoch. */
export const withdrawal = z.object({
  /** `m:` and the marketplace's id, or `r:` and the number of a request that is nothing there (yet). */
  key: z.string(),
  amount: xof,
  details: payoutDetails,
  state: withdrawalState,
  /** What the marketplace wrote beside it; the reason of a refusal. */
  reason: z.string().nullable(),
  askedAt: z.number(),
  processedAt: z.number().nullable(),
  mayCancel: z.boolean(),
  /** Of its paper, once it has one. */
  paperNumber: z.string().nullable(),
});
export type Withdrawal = z.infer<typeof withdrawal>;

export const withdrawalOverview = z.object({
  /** When the list was last fetched; null: never. */
  asOf: z.number().nullable(),
  minimum: xof,
  /** What may be asked for: the marketplace's balance as last fetched. null: never fetched. */
  available: xof.nullable(),
  availableAsOf: z.number().nullable(),
  /** A request whose answer was lost, until it is found or known not to be there. Nothing else is asked meanwhile. */
  unresolved: z.boolean(),
  /** Newest first. */
  items: z.array(withdrawal),
  /** Where the last one went, for the form. */
  lastTarget: payoutTarget.nullable(),
});
export type WithdrawalOverview = z.infer<typeof withdrawalOverview>;

export const withdrawalsContract = {
  withdrawals: {
    overview: procedure.output(withdrawalOverview),
    /**
     * Asks for money, once for one `intention`, however often this is called with it. An item that comes back as `unknown` was
     * asked and not answered: it is looked for, never asked again by itself.
     * Errors: not-signed-in, session-expired, account-*, amount-too-small, amount-unavailable, payout-invalid,
     * withdrawal-unresolved, server-unreachable (nothing was asked), server-refused (the marketplace said no).
     */
    ask: procedure.input(z.object({ intention: z.uuid(), amount: xof, target: payoutTarget })).output(withdrawal),
    /** Errors: withdrawal-unknown, withdrawal-not-pending, and those of every call. */
    cancel: procedure.input(z.object({ key: z.string() })).output(withdrawal),
    /** Reads the marketplace's list and its balance now; looks for a request without an answer. */
    refresh: procedure.output(withdrawalOverview),
    /** What the paper of a withdrawal says. Errors: withdrawal-unknown. */
    paper: procedure.input(z.object({ key: z.string() })).output(withdrawalPaperContent),
    /** Gives the paper of a withdrawal that is paid its number. Errors: withdrawal-unknown, withdrawal-not-paid, statement-no-name. */
    issue: procedure.input(z.object({ key: z.string() })).output(withdrawalPaperContent),
    /** The paper: a PDF in base64. The same content gives the same bytes. */
    pdf: procedure
      .input(z.object({ key: z.string(), language }))
      .output(z.object({ fileName: z.string(), base64: z.string() })),
    /** The sales it pays out, as a table (RFC 4180), semicolons, UTF-8 (`mark`: with its mark). */
    csv: procedure
      .input(z.object({ key: z.string(), language, mark: z.boolean().default(true) }))
      .output(z.object({ fileName: z.string(), csv: z.string() })),
  },
};
