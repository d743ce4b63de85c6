import { z } from 'zod';
import { networkReason } from './network-reason.ts';

/**
 * Every error a person can act on: a stable code and the facts its sentence needs. Sentences (French, English) stand in
 * shared/messages. Anything that is not one of these is a bug and is logged whole.
 */
export const STUDIO_ERRORS = {
  // files and disks
  'folder-unreadable': z.object({ path: z.string() }),
  'folder-missing': z.object({ path: z.string() }),
  /** Empty although the catalogue knows photos in it: a drive that was pulled. */
  'folder-offline': z.object({ path: z.string() }),
  'folder-paused': z.object({ path: z.string() }),
  /** A fault of the studio itself, not of the file. */
  'reading-failed': z.object({ path: z.string() }),
  /** None of a sample of the watched folder's photographs lies there. */
  'folder-differs': z.object({ path: z.string(), folder: z.string() }),
  'folder-unknown': z.object({ id: z.string() }),
  'not-a-folder': z.object({ path: z.string() }),
  'file-missing': z.object({ path: z.string() }),
  'file-changed': z.object({ path: z.string() }),
  'disk-full': z.object({ path: z.string() }),
  'photo-unknown': z.object({ id: z.string() }),
  'watermark-unknown': z.object({}),
  /** Neither a PNG nor an SVG that can be drawn without anything from elsewhere. */
  'logo-unusable': z.object({ name: z.string() }),
  'collection-unknown': z.object({ id: z.string() }),
  // the catalogue
  'catalogue-newer': z.object({ path: z.string(), found: z.int(), known: z.int() }),
  'catalogue-damaged': z.object({ path: z.string(), restoredFrom: z.string().nullable() }),
  'catalogue-in-use': z.object({ path: z.string() }),
  'backup-missing': z.object({ path: z.string() }),
  'backup-exists': z.object({ path: z.string() }),
  'backup-not-a-catalogue': z.object({ path: z.string() }),
  'backup-damaged': z.object({ path: z.string(), detail: z.string() }),
  /** `reason` is the system's or SQLite's own code. */
  'backup-unwritable': z.object({ path: z.string(), reason: z.string() }),
  'storage-busy': z.object({}),
  'data-folder-unwritable': z.object({ path: z.string() }),
  // importing
  'file-unreadable': z.object({ path: z.string(), reason: z.string() }),
  'folder-unwritable': z.object({ path: z.string(), reason: z.string() }),
  /** What was read back is not what was written: cable, disk or memory. */
  'copy-damaged': z.object({ path: z.string() }),
  /** Bytes. */
  'not-enough-space': z.object({ path: z.string(), missing: z.int(), free: z.int() }),
  /** A card or drive that was pulled in the middle. */
  'source-away': z.object({ path: z.string() }),
  'source-forgotten': z.object({}),
  'import-unknown': z.object({ id: z.string() }),
  'nothing-to-import': z.object({}),
  'nothing-to-export': z.object({}),
  'export-unknown': z.object({ id: z.string() }),
  'export-preset-unknown': z.object({ name: z.string() }),
  'pattern-invalid': z.object({ pattern: z.string(), problem: z.string(), detail: z.string() }),
  'template-unknown': z.object({ name: z.string() }),
  'templates-unreadable': z.object({}),
  // account and network
  'not-signed-in': z.object({}),
  'session-expired': z.object({ email: z.string() }),
  'wrong-credentials': z.object({ email: z.string() }),
  'account-not-photographer': z.object({}),
  'account-pending': z.object({}),
  'account-rejected': z.object({}),
  'account-suspended': z.object({}),
  'server-unreachable': z.object({ server: z.string(), reason: networkReason }),
  'server-error': z.object({ server: z.string(), status: z.int(), message: z.string() }),
  'server-refused': z.object({
    status: z.int(),
    fields: z.record(z.string(), z.array(z.string())),
    message: z.string(),
  }),
  'rate-limited': z.object({ retryAfterSeconds: z.number() }),
  'server-address-invalid': z.object({ server: z.string() }),
  'keychain-unavailable': z.object({ reason: z.string() }),
  // profile
  /** `kind`: not-a-picture, format, damaged, small. */
  'picture-unusable': z.object({ kind: z.string(), format: z.string() }),
  /** Bytes. */
  'picture-too-big': z.object({ bytes: z.int(), limit: z.int() }),
  'picture-unknown': z.object({}),
  'picture-in-use': z.object({}),
  'password-wrong': z.object({}),
  // delivery
  'rules-broken': z.object({ count: z.int() }),
  'upload-incomplete': z.object({}),
  /** The marketplace published or sold the photo whose picture was to be replaced. */
  'picture-not-replaceable': z.object({ why: z.enum(['approved', 'sold']) }),
  /** A photo on its way to the marketplace. */
  'original-in-use': z.object({ path: z.string() }),
  'originals-not-meant': z.object({}),
  'metadata-unwritable': z.object({ path: z.string(), reason: z.string() }),
  'storage-refused': z.object({ code: z.string(), message: z.string() }),
  /** Megabytes of her day. */
  'budget-reached': z.object({ sent: z.int(), budget: z.int() }),
  'outside-hours': z.object({ from: z.string(), to: z.string() }),
  'line-metered': z.object({}),
  'on-battery': z.object({}),
  'already-sent': z.object({ remoteId: z.string() }),
  // money
  'amount-unavailable': z.object({ available: z.int() }),
  'amount-too-small': z.object({ minimum: z.int() }),
  /** `problem`: the code of a WithdrawalProblem, with underscores, as sentences choose by it. */
  'payout-invalid': z.object({ problem: z.string() }),
  /** An earlier request has no answer yet: nothing else is asked until it is known. */
  'withdrawal-unresolved': z.object({ amount: z.int() }),
  'withdrawal-unknown': z.object({}),
  'withdrawal-not-pending': z.object({ state: z.string() }),
  'withdrawal-not-paid': z.object({}),
  'statement-period': z.object({ from: z.string(), to: z.string() }),
  'statement-not-over': z.object({ to: z.string() }),
  'statement-not-fetched': z.object({ to: z.string() }),
  'statement-no-name': z.object({}),
  'statement-unknown': z.object({}),
  'invoice-not-yours': z.object({ order: z.string() }),
  'invoice-unknown': z.object({ order: z.string() }),
  // use
  'invalid-input': z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) }),
  'not-yet': z.object({ what: z.string() }),
  'not-supported-here': z.object({ what: z.string() }),
} as const satisfies Record<string, z.ZodObject>;

export type StudioErrorCode = keyof typeof STUDIO_ERRORS;
export type StudioErrorFacts<C extends StudioErrorCode> = z.infer<(typeof STUDIO_ERRORS)[C]>;

/** An error a person can act on. Thrown in the core and its adapters, carried by the contract, spoken by the hosts. */
export class StudioError<C extends StudioErrorCode = StudioErrorCode> extends Error {
  override readonly name = 'StudioError';
  readonly code: C;
  readonly facts: StudioErrorFacts<C>;

  constructor(code: C, facts: StudioErrorFacts<C>, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.code = code;
    this.facts = facts;
  }
}

export function isStudioError<C extends StudioErrorCode>(error: unknown, code?: C): error is StudioError<C> {
  return error instanceof StudioError && (code === undefined || error.code === code);
}
