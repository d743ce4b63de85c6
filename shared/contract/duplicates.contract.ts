import { z } from 'zod';
import { photoId } from '../domain/ids.ts';
import { photoFile, photoSummary } from './library.contract.ts';
import { procedure } from './procedure.ts';

/**
 * near: look alike. burst: look alike and were taken within seconds of each other. places: one content in several files,
 * which is one photo already.
 */
export const duplicateKind = z.enum(['near', 'burst', 'places']);
export type DuplicateKind = z.infer<typeof duplicateKind>;

/** A photo with what tells it from those that look like it. */
export const duplicatePhoto = photoSummary.extend({
  /** Bytes. */
  size: z.int(),
  camera: z.string().nullable(),
  /** Bits of 64 in which its fingerprint differs from that of the first (asked) photo. */
  distance: z.int(),
  files: z.array(photoFile),
});
export type DuplicatePhoto = z.infer<typeof duplicatePhoto>;

/** A photo that may be another version of one: which of picture, name and instant say so. */
export const otherVersion = photoSummary.extend({
  /** Bits of 64 in which the fingerprints differ; null: they do not look the same, or were not compared. */
  distance: z.int().nullable(),
  sameName: z.boolean(),
  sameTime: z.boolean(),
});
export type OtherVersion = z.infer<typeof otherVersion>;

/** The best first: the higher rating, then more pixels, then more bytes. At most 100 photos of a group are told at once. */
export const duplicateGroup = z.object({
  key: z.int(),
  kind: duplicateKind,
  /** Photos in the group, told or not. */
  count: z.int(),
  photos: z.array(duplicatePhoto),
});
export type DuplicateGroup = z.infer<typeof duplicateGroup>;

export const duplicatesState = z.object({
  /** False while the catalogue is being looked through; `duplicates-changed` says when it is done. */
  ready: z.boolean(),
  near: z.int(),
  burst: z.int(),
  /** Photos that were not looked at yet. */
  waiting: z.int(),
});
export type DuplicatesState = z.infer<typeof duplicatesState>;

export const duplicatesContract = {
  duplicates: {
    /** Answers at once, with zeros until the catalogue was looked through (which this call begins). */
    state: procedure.output(duplicatesState),
    /** Groups that wait for her choice, newest first. Rejected photos are in none. */
    groups: procedure
      .input(
        z.object({
          kind: duplicateKind,
          cursor: z.int().nullable().default(null),
          limit: z.int().min(1).max(100).default(20),
        }),
      )
      .output(z.object({ groups: z.array(duplicateGroup), total: z.int(), nextCursor: z.int().nullable() })),
    /** What looks like one photo, nearest first, whatever she decided of them; what she dismissed is left out. Errors: photo-unknown. */
    of: procedure.input(z.object({ id: photoId })).output(z.object({ photos: z.array(duplicatePhoto) })),
    /** Other versions of a photo, the likeliest first, at most 40: mended, exported anew, taken at once. Errors: photo-unknown. */
    versions: procedure.input(z.object({ id: photoId })).output(z.object({ photos: z.array(otherVersion) })),
    /** « Ce ne sont pas des doublons »: remembered for every pair of these photos, or of the whole group of one. */
    dismiss: procedure
      .input(z.union([z.object({ ids: z.array(photoId).min(2).max(100_000) }), z.object({ groupOf: photoId })]))
      .output(z.object({ dismissal: z.int() })),
    /** Takes a dismissal back. */
    restore: procedure.input(z.object({ dismissal: z.int() })).output(z.object({ restored: z.boolean() })),
    /** Rejects all photos of the group of a near or burst photo but this one, as one edit that undo takes back. No file is touched. */
    keep: procedure.input(z.object({ id: photoId })).output(z.object({ rejected: z.int() })),
  },
};
