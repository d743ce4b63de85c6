import { z } from 'zod';
import { procedure } from './procedure.ts';

/** Where the session's secrets live: the OS keychain, the memory of this process, or that of the session agent. */
export const secretsKeptIn = z.enum(['keychain', 'memory', 'agent']);

export const account = z.object({
  server: z.string(),
  email: z.string(),
  name: z.string(),
  /** True for the local marketplace that ships with the studio. */
  isSandbox: z.boolean(),
  photographerStatus: z.enum(['pending', 'approved', 'rejected', 'suspended']).nullable(),
  /** expired: everything local goes on, the password is needed for the rest. */
  session: z.enum(['active', 'expired']),
  secretsKeptIn,
  /** « rester connecté »: the password is kept in the keychain. */
  remembered: z.boolean(),
  avatarVersion: z.string().nullable(),
});
export type Account = z.infer<typeof account>;

export const category = z.object({ id: z.string(), name: z.string(), parentId: z.string().nullable() });
export type Category = z.infer<typeof category>;

export const syncSummary = z.object({
  photos: z.int(),
  published: z.int(),
  refused: z.int(),
  sales: z.int(),
  newSales: z.int(),
  notifications: z.int(),
  at: z.number(),
});
export type SyncSummary = z.infer<typeof syncSummary>;

export const accountContract = {
  account: {
    /** null: nobody is signed in and nobody was. */
    current: procedure.output(account.nullable()),
    /** Errors: wrong-credentials, server-unreachable, server-address-invalid, account-not-photographer, rate-limited. */
    login: procedure
      .input(
        z.object({
          server: z.string().min(1).max(500),
          email: z.string().min(3).max(254),
          password: z.string().min(1).max(500),
          remember: z.boolean().default(false),
        }),
      )
      .output(account),
    logout: procedure.output(z.object({})),
    /** Starts the local marketplace where the host has one and signs in to it. Errors: not-supported-here. */
    trySandbox: procedure.output(account),
    /** The categories of the account's marketplace, kept for offline use; empty when never fetched. */
    categories: procedure.output(z.array(category)),
    /** Moderation, sales, revenue, notifications: fetched and kept. Errors: not-signed-in, session-expired, server-unreachable. */
    sync: procedure.output(syncSummary),
  },
};
