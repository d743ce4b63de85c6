import { z } from 'zod';
import { deliveryId, photoId, sha256 } from '../domain/ids.ts';
import { ruleFinding } from '../domain/rules.ts';
import { photoSelection } from './library.contract.ts';
import { procedure } from './procedure.ts';
import { replacingProcedures } from './replacing.contract.ts';

/**
 * Where a delivery stands. `preparing`: the sent copy is being made. `sending`: parts are going up. `completing`: all bytes
 * are there, the marketplace is being told. `waiting`: will go on by itself (see `problem` and `nextAttemptAt`).
 * `failed`: needs her. `sent`: the marketplace has it.
 */
export const deliveryState = z.enum([
  'queued',
  'preparing',
  'opening',
  'sending',
  'completing',
  'waiting',
  'paused',
  'sent',
  'failed',
  'cancelled',
]);
export type DeliveryState = z.infer<typeof deliveryState>;

/** A problem a person can read: a code with its facts (shared/domain/errors.ts), never a raw message alone. */
export const problem = z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) });
export type Problem = z.infer<typeof problem>;

/** One delivery as the queue shows it. Bytes count the sent copy and its derived images; times are ms since the epoch. */
export const deliveryEntry = z.object({
  id: deliveryId,
  /** `correction`: words and prices of a photo that the marketplace has already; no picture travels. */
  kind: z.enum(['photo', 'correction']),
  /** False where a later delivery of the photo speaks for it. */
  latest: z.boolean(),
  /** Sent, and her words or prices changed since. */
  edited: z.boolean(),
  photoId,
  photoSha256: sha256,
  title: z.string(),
  fileName: z.string(),
  pictureVersion: z.int(),
  state: deliveryState,
  bytesTotal: z.int(),
  bytesSent: z.int(),
  partsTotal: z.int(),
  partsSent: z.int(),
  /** SHA-256 of the sent copy, once prepared. */
  sentSha256: sha256.nullable(),
  attempts: z.int(),
  problem: problem.nullable(),
  nextAttemptAt: z.number().nullable(),
  queuedAt: z.number(),
  sentAt: z.number().nullable(),
  remoteId: z.string().nullable(),
  /** She asked for the photo to be taken off the marketplace, which has not answered yet. */
  withdrawAskedAt: z.number().nullable(),
  /** The photo was taken off the marketplace (state `cancelled`). */
  withdrawnAt: z.number().nullable(),
  /** The photo whose place it takes or took on the marketplace. */
  replaces: photoId.nullable(),
  /** The photo that took its place. */
  replacedBy: photoId.nullable(),
  /** Another picture may take its place: it awaits moderation or was refused. */
  replaceable: z.boolean(),
});
export type DeliveryEntry = z.infer<typeof deliveryEntry>;

/** The whole queue. `bytesPerSecond` is smoothed, and 0 while it is not known. */
export const queueProgress = z.object({
  paused: z.boolean(),
  active: z.int(),
  waiting: z.int(),
  failed: z.int(),
  sent: z.int(),
  total: z.int(),
  bytesTotal: z.int(),
  bytesSent: z.int(),
  bytesPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  /** Bytes that went over the network since local midnight, retries included. */
  bytesToday: z.int(),
  /** Bytes that may leave today; null: no budget, or she said to send anyway. */
  budget: z.int().nullable(),
  /** Bytes per second that she allows; null: as fast as the line. */
  rateLimit: z.number().nullable(),
  /** What she allows keeps everything waiting: why, and until when (null: until she or the line says otherwise). */
  hold: z.object({ problem, until: z.number().nullable() }).nullable(),
});
export type QueueProgress = z.infer<typeof queueProgress>;

const refusedByRules = z.array(z.object({ id: photoId, findings: z.array(ruleFinding) }));

/** A selection, sorted by what becomes of it when she sends. */
const enqueued = z.object({
  queued: z.array(photoId),
  alreadyQueued: z.int(),
  alreadySent: z.int(),
  notApproved: z.int(),
  /** They stand behind the face of a stack, which alone is sent. */
  behindFace: z.int().default(0),
  refusedByRules,
  /** Approved and rule-clean, but no file of it can be reached now. */
  fileMissing: z.array(z.object({ id: photoId, path: z.string() })),
  /** What will go over the network: the sent copies (as large as the originals, about) and their derived images. */
  bytes: z.int(),
});

/** What a delivery puts into the storage, object by object, part by part: the log of what went over the network. */
export const deliveryParts = z.object({
  objects: z.array(
    z.object({
      /** `original`: the sent copy; otherwise the kind of a derived image. */
      kind: z.string(),
      size: z.int(),
      sha256,
      parts: z.array(
        z.object({
          number: z.int(),
          size: z.int(),
          /** The storage confirmed it. */
          confirmed: z.boolean(),
          /** Bytes of it that left: its size once confirmed. */
          sent: z.int(),
          /** How many times it was begun. */
          attempts: z.int(),
        }),
      ),
    }),
  ),
  /** Bytes that had to go over the network again. */
  resentBytes: z.int(),
});
export type DeliveryParts = z.infer<typeof deliveryParts>;

/** `text`: in file names and titles, or the beginning of a SHA-256 or marketplace id. `from`, `to`: when it was over, ms, inclusive. */
export const deliverySearch = z.object({
  text: z.string().max(300).default(''),
  from: z.number().optional(),
  to: z.number().optional(),
});
export type DeliverySearch = z.infer<typeof deliverySearch>;

export const deliveryContract = {
  delivery: {
    /** Queues what is approved, rule-clean and not yet sent in the selection. Errors: not-signed-in. */
    enqueue: procedure.input(z.object({ selection: photoSelection })).output(enqueued),
    /**
     * What `enqueue` would answer, without queueing anything; works without an account. `seconds`: how long that takes at the
     * last measured speed, her limit and hours reckoned in, null while none was.
     */
    estimate: procedure.input(z.object({ selection: photoSelection })).output(
      enqueued.extend({
        seconds: z.number().nullable(),
        /** Bytes of today's budget that are left; null: no budget. */
        budgetLeft: z.int().nullable(),
        /** Days over which her budget spreads it, today included; 1 without a budget. */
        days: z.int(),
      }),
    ),
    /**
     * Sends her words and prices again for photos that the marketplace has, as the same items and without their pictures, where
     * they differ from what was sent. Errors: not-signed-in.
     */
    correct: procedure.input(z.object({ ids: z.array(photoId).min(1).max(100_000) })).output(
      z.object({
        queued: z.array(photoId),
        /** The marketplace has these words already. */
        unchanged: z.array(photoId),
        alreadyQueued: z.int(),
        /** The marketplace does not have them: they are sent, not corrected. */
        notSent: z.int(),
        refusedByRules,
      }),
    ),
    /**
     * Takes photos off the marketplace; files, words and sales stay. Written down first: where the marketplace can't be reached
     * or its answer is lost, it is told again by itself (`waiting`). Errors: not-signed-in.
     */
    withdraw: procedure.input(z.object({ ids: z.array(photoId).min(1).max(10_000) })).output(
      z.object({
        withdrawn: z.array(photoId),
        waiting: z.array(z.object({ id: photoId, problem })),
        /** The marketplace said no: the photo stays where it is. */
        refused: z.array(z.object({ id: photoId, problem })),
        /** The marketplace does not have them. */
        notSent: z.int(),
      }),
    ),
    ...replacingProcedures,
    /** She wants them to stay after all: those that the marketplace was not told of yet. Errors: not-signed-in. */
    keepForSale: procedure
      .input(z.object({ ids: z.array(photoId).min(1).max(10_000) }))
      .output(z.object({ kept: z.int() })),
    /** Whether a photo of the current account is on the marketplace, and what she asked in that respect. */
    sale: procedure
      .input(z.object({ id: photoId }))
      .output(z.object({ onSale: z.boolean(), askedAt: z.number().nullable(), withdrawnAt: z.number().nullable() })),
    list: procedure
      .input(
        z.object({
          scope: z.enum(['open', 'history', 'all']).default('all'),
          limit: z.int().min(1).max(1000).default(500),
          offset: z.int().min(0).default(0),
          find: deliverySearch.optional(),
        }),
      )
      .output(z.object({ total: z.int(), items: z.array(deliveryEntry) })),
    /** Empty for a delivery that was not prepared yet, for a correction and for one that is not there. */
    parts: procedure.input(z.object({ id: deliveryId })).output(deliveryParts),
    progress: procedure.output(queueProgress),
    /** She sends although the budget, the hours or a metered line hold it back: until midnight or the next allowed hour. */
    sendAnyway: procedure.output(queueProgress),
    /** The whole queue, or one delivery of it. Resuming the queue resumes what was paused alone too. */
    pause: procedure.input(z.object({ id: deliveryId.optional() }).optional()).output(queueProgress),
    resume: procedure.input(z.object({ id: deliveryId.optional() }).optional()).output(queueProgress),
    /** What comes next: deliveries go a step, to an end, or right before another (null: after the last). */
    move: procedure
      .input(
        z.object({
          ids: z.array(deliveryId).min(1).max(100_000),
          to: z.union([z.enum(['top', 'up', 'down', 'bottom']), z.object({ before: deliveryId.nullable() })]),
        }),
      )
      .output(z.object({ moved: z.int() })),
    retry: procedure.input(z.object({ id: deliveryId.optional() })).output(z.object({ queued: z.int() })),
    cancel: procedure.input(z.object({ id: deliveryId })).output(z.object({ cancelled: z.boolean() })),
    /** Everything that is not sent yet; `photos` may be queued again. */
    cancelAll: procedure.output(z.object({ cancelled: z.int(), photos: z.array(photoId) })),
    /** What was sent, as a table for a spreadsheet: UTF-8 (`mark`: with its mark), semicolons, one line a delivery. */
    csv: procedure
      .input(
        z.object({
          find: deliverySearch.optional(),
          language: z.enum(['fr', 'en']).default('fr'),
          mark: z.boolean().default(true),
        }),
      )
      .output(z.object({ csv: z.string(), deliveries: z.int() })),
  },
};
