import { z } from 'zod';
import { xof } from '../domain/money.ts';
import { paperIdentity } from '../domain/paper.ts';
import { statementContent, statementPeriod } from '../domain/statement.ts';
import { procedure } from './procedure.ts';

const language = z.enum(['fr', 'en']);

/** A statement that has a number. It never changes again. */
export const issuedStatement = z.object({
  id: z.int(),
  number: z.string(),
  day: z.iso.date(),
  period: statementPeriod,
  count: z.int(),
  gross: xof,
  net: xof,
});
export type IssuedStatement = z.infer<typeof issuedStatement>;

/** A month in which something was sold. `statementId`: its statement. `mayIssue`: it is over and fetched to its end. */
export const statementMonth = z.object({
  month: z.string(),
  count: z.int(),
  net: xof,
  statementId: z.int().nullable(),
  mayIssue: z.boolean(),
});
export type StatementMonth = z.infer<typeof statementMonth>;

/** Which paper: one with a number, or what a period would say now. */
const which = z.union([z.object({ id: z.int() }), z.object({ period: statementPeriod })]);

export const statementsContract = {
  statements: {
    identity: procedure.output(paperIdentity),
    /** For statements from now on; those that have a number stay as they are. Errors: not-signed-in. */
    setIdentity: procedure.input(paperIdentity).output(paperIdentity),
    /** Newest first. */
    list: procedure.output(z.object({ months: z.array(statementMonth), issued: z.array(issuedStatement) })),
    /** What a statement says. Errors: not-signed-in, statement-unknown, statement-period. */
    show: procedure.input(which).output(statementContent),
    /**
     * Gives the next number to a period that is over; a period that has one keeps it. Errors: not-signed-in, statement-period,
     * statement-not-over, statement-not-fetched, statement-no-name.
     */
    issue: procedure.input(z.object({ period: statementPeriod })).output(issuedStatement),
    /** The paper: a PDF in base64. The same content gives the same bytes. */
    pdf: procedure
      .input(z.intersection(which, z.object({ language })))
      .output(z.object({ fileName: z.string(), base64: z.string() })),
    /** Its lines as a table (RFC 4180), semicolons, UTF-8 (`mark`: with its mark). */
    csv: procedure
      .input(z.intersection(which, z.object({ language, mark: z.boolean().default(true) })))
      .output(z.object({ fileName: z.string(), csv: z.string() })),
    /** Every sale of a period, or ever, as a table. */
    salesCsv: procedure
      .input(
        z.object({
          from: z.iso.date().optional(),
          to: z.iso.date().optional(),
          language,
          mark: z.boolean().default(true),
        }),
      )
      .output(z.object({ csv: z.string(), sales: z.int() })),
  },
};
