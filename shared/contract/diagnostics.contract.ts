import { z } from 'zod';
import { procedure } from './procedure.ts';

export const logLevel = z.enum(['debug', 'info', 'warn', 'error']);

/** One line of the logs. `fields` as JSON text: what went wrong may have any shape. */
export const logEntry = z.object({
  /** ms since the epoch */
  at: z.number(),
  level: logLevel,
  event: z.string(),
  fields: z.string(),
});
export type LogEntry = z.infer<typeof logEntry>;

export const diagnosticsContract = {
  diagnostics: {
    /** The newest lines first, of this level or graver, that contain the text (in either). */
    log: procedure
      .input(
        z.object({
          level: logLevel.default('info'),
          text: z.string().max(200).default(''),
          limit: z.int().min(1).max(2000).default(500),
        }),
      )
      .output(z.object({ lines: z.array(logEntry), folder: z.string() })),
    /**
     * What somebody who helps her needs to know, as text to be copied: versions, system, checks, counts, the last log lines.
     * Never a password, token or address of hers; names of photos, folders and people only where she agrees.
     */
    report: procedure.input(z.object({ names: z.boolean().default(false) })).output(z.object({ text: z.string() })),
    /** Whose work is inside and under which licences. */
    licences: procedure.output(z.object({ text: z.string() })),
  },
};
