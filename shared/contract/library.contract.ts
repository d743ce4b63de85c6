import { z } from 'zod';
import { description, descriptionPatch } from '../domain/description.ts';
import { folderRules } from '../domain/folder-rules.ts';
import { collectionId, folderId, photoId, sha256 } from '../domain/ids.ts';
import {
  delivery,
  format,
  label,
  labelChoice,
  moderation,
  orientation,
  quarterTurn,
  rating,
  review,
  shape,
  whereabouts,
} from '../domain/photo.ts';
import { pictureQuality } from '../domain/picture-quality.ts';
import { quarantineCode } from '../domain/quarantine.ts';
import { ruleCode, ruleFinding } from '../domain/rules.ts';
import { toldEdit } from './history.contract.ts';
import { procedure } from './procedure.ts';

/** A folder she asked the studio to watch. */
export const folder = z.object({
  id: folderId,
  path: z.string(),
  name: z.string(),
  /** Photos with a file in this folder (or below it). */
  photoCount: z.int(),
  /** Photos lie in folders below it: see folders.tree. */
  hasSubfolders: z.boolean(),
  /** offline: the drive is away, its photos stay browsable. unreadable: there, but not permitted. */
  state: z.enum(['ok', 'offline', 'unreadable']),
  lastScanAt: z.number().nullable(),
  /** What is read of it. */
  rules: folderRules,
  /** The rules changed and the catalogue does not follow them everywhere yet. */
  rulesPending: z.boolean(),
  /** How changes are noticed; null: not watched now. Polling: looked at from time to time, and why. */
  watching: z.enum(['events', 'polling-network', 'polling-removable', 'polling-too-many-folders']).nullable(),
});
export type Folder = z.infer<typeof folder>;

/** A folder below a watched one, as the catalogue knows it. */
export const subfolder = z.object({
  path: z.string(),
  name: z.string(),
  /** Photos that show with a file in it or below it. */
  photoCount: z.int(),
  hasSubfolders: z.boolean(),
});
export type Subfolder = z.infer<typeof subfolder>;

/** What a grid cell needs. Times are ms since the epoch; `captureDate` is the camera's local wall-clock time. */
export const photoSummary = z.object({
  id: photoId,
  sha256,
  fileName: z.string(),
  format,
  /** Pixels as seen, orientation applied. */
  width: z.int(),
  height: z.int(),
  captureDate: z.string().nullable(),
  sortAt: z.number(),
  review,
  rating,
  label: label.nullable(),
  delivery,
  moderation,
  title: z.string(),
  brokenRules: z.int(),
  /** Changes when the derived images change: part of their address, so that caches never show an old picture. */
  pictureVersion: z.int(),
  /** Degrees clockwise by which the derived images still lie wrong: absent once they were made anew. */
  pictureTurn: quarterTurn.optional(),
  /** None of its files can be reached now. */
  offline: z.boolean(),
  /** All its files are gone, and on no drive that is away. */
  missing: z.literal(true).optional(),
  /** Files that stand as this photo; absent when it is in no stack. `face`: it is the one that shows. */
  stack: z.object({ id: z.int(), count: z.int(), face: z.boolean(), kind: z.enum(['pair', 'hand']) }).optional(),
});
export type PhotoSummary = z.infer<typeof photoSummary>;

export const photoFile = z.object({
  path: z.string(),
  folderId,
  size: z.int(),
  modifiedAt: z.number(),
  state: z.enum(['present', 'missing', 'offline']),
});

/** Everything known of one photo. EXIF values are text as read from the file: to be shown, never trusted. */
export const photoDetail = photoSummary.extend({
  ...description.shape,
  camera: z.string().nullable(),
  lens: z.string().nullable(),
  exposureTime: z.number().nullable(),
  fNumber: z.number().nullable(),
  iso: z.number().nullable(),
  /** Millimetres. */
  focalLength: z.number().nullable(),
  orientation,
  hasGps: z.boolean(),
  iccProfile: z.string().nullable(),
  size: z.int(),
  addedAt: z.number(),
  files: z.array(photoFile),
  /** Absent or null: its pixels were not measured yet. */
  quality: pictureQuality.nullable().optional(),
  /** A photo that looks the same and that the marketplace has already. */
  sentAlike: photoId.nullable().optional(),
  findings: z.array(ruleFinding),
  remoteId: z.string().nullable(),
  rejectionReason: z.string().nullable(),
  deliveryProblem: z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) }).nullable(),
  viewsCount: z.int().nullable(),
  salesCount: z.int().nullable(),
});
export type PhotoDetail = z.infer<typeof photoDetail>;

/** Filters combine with AND. `text` searches title, caption, keywords, place, camera, lens, file and folder names. */
export const photoFilter = z
  .object({
    text: z.string().max(500),
    folderId,
    /** Path of a folder at or below a watched one: what lies in it and in its subfolders. */
    directory: z.string().min(1).max(4096),
    /** A collection made by hand; a saved search is applied by its own filter. */
    collectionId,
    review,
    rating: rating,
    minimumRating: rating,
    label: labelChoice,
    delivery,
    moderation,
    camera: z.string(),
    lens: z.string(),
    format,
    orientationShape: shape,
    /** Capture date range, local calendar days, inclusive: YYYY-MM-DD. */
    capturedFrom: z.iso.date(),
    capturedTo: z.iso.date(),
    /** Approved, not sent, no hard rule broken. */
    ready: z.boolean(),
    brokenRules: z.boolean(),
    /** One rule in particular, be it an error or a warning. */
    brokenRule: ruleCode,
    whereabouts,
  })
  .partial();
export type PhotoFilter = z.infer<typeof photoFilter>;

export const photoSort = z.enum(['captured', 'imported', 'name', 'rating', 'sales']);
export type PhotoSort = z.infer<typeof photoSort>;

/** Which photos an action is for: some by id, or all that a filter finds (without listing them). */
export const photoSelection = z.union([
  z.object({ ids: z.array(photoId).min(1).max(100_000) }),
  z.object({ filter: photoFilter }),
]);
export type PhotoSelection = z.infer<typeof photoSelection>;

/** Photos put together by hand, or a search kept under a name (`filter`, which is what the page applies). */
export const collection = z.object({
  id: collectionId,
  name: z.string(),
  kind: z.enum(['collection', 'search']),
  filter: photoFilter.nullable(),
  /** As of now. Both kinds change with the photos: ask again on `photos-changed` too. */
  photoCount: z.int(),
  createdAt: z.number(),
});
export type Collection = z.infer<typeof collection>;

const collectionName = z.string().trim().min(1).max(100);

export const quarantined = z.object({
  path: z.string(),
  code: quarantineCode,
  detail: z.string(),
  since: z.number(),
});

/** State of reading folders. Rates are photos per second, times seconds. */
export const ingestProgress = z.object({
  state: z.enum(['idle', 'scanning', 'reading', 'paused']),
  found: z.int(),
  done: z.int(),
  waiting: z.int(),
  /** Of those that wait: not even looked at yet. The others have a small picture, theirs are to be made. */
  toLookAt: z.int(),
  /** Of those that wait: still being written by somebody else; they are looked at again. */
  unsettled: z.int(),
  /** Part of the work that is done, 0–1. */
  share: z.number().min(0).max(1),
  ratePerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  /** Why it is paused, when the studio paused by itself: a code of STUDIO_ERRORS (disk-full) with its facts. */
  problem: z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) }).optional(),
});
export type IngestProgress = z.infer<typeof ingestProgress>;

/** `reading-failed`: one file, by a fault of the studio itself. `folder-offline`: there, but empty like the mount point of a pulled drive, though the catalogue knows photos in it. */
export const folderFailure = z.enum([
  'folder-missing',
  'not-a-folder',
  'folder-unreadable',
  'folder-offline',
  'folder-paused',
  'reading-failed',
]);
export type FolderFailure = { path: string; code: z.infer<typeof folderFailure> };

export const ingestSummary = z.object({
  /** Photos (contents) known in the folders of this pass. */
  photos: z.int(),
  /** Files that hold them. */
  files: z.int(),
  /** Files with a content that the catalogue did not know. */
  added: z.int(),
  /** Files edited in place, moved, renamed or copied, or whose images were made anew: the photo was known. */
  updated: z.int(),
  unchanged: z.int(),
  quarantined: z.array(z.object({ path: z.string(), reason: z.string(), code: quarantineCode })),
  /** Folders asked for that could not be looked into, and files that the studio itself failed at. */
  failed: z.array(z.object({ path: z.string(), code: folderFailure })),
  ignored: z.int(),
  seconds: z.number(),
});
export type IngestSummary = z.infer<typeof ingestSummary>;

export const libraryContract = {
  folders: {
    list: procedure.output(z.array(folder)),
    /**
     * Folders directly in a watched folder, or in one below it, that hold photographs; by name. From the catalogue: drives
     * that are away answer too. Errors: folder-unknown (also for a path outside of the watched folder).
     */
    tree: procedure
      .input(z.object({ id: folderId, path: z.string().min(1).max(4096).nullable().default(null) }))
      .output(z.array(subfolder)),
    /** Adds a folder and starts reading it; answers at once. Errors: folder-missing, not-a-folder, folder-unreadable. */
    add: procedure.input(z.object({ path: z.string().min(1).max(4096) })).output(folder),
    /** Forgets the folder; its photos keep their record while they have a file elsewhere or were ever described or sent. */
    remove: procedure.input(z.object({ id: folderId })).output(z.object({ removedPhotos: z.int() })),
    /**
     * The folder lies elsewhere now: its photos go with it, nothing is read again. Errors as add; folder-unknown, folder-differs
     * when none of its photographs is there.
     */
    relocate: procedure.input(z.object({ id: folderId, path: z.string().min(1).max(4096) })).output(folder),
    rescan: procedure.input(z.object({ id: folderId.optional() })).output(z.object({ queued: z.int() })),
    /** For hosts without a native folder dialog: the folders in a folder. Errors as add; not-supported-here. */
    browse: procedure.input(z.object({ path: z.string().max(4096).nullable() })).output(
      z.object({
        path: z.string(),
        parent: z.string().nullable(),
        entries: z.array(z.object({ name: z.string(), path: z.string(), imageCount: z.int() })),
        /** Images directly in `path`. */
        imageCount: z.int(),
        /** Home, Pictures, drives: places to start from. */
        shortcuts: z.array(
          z.object({ name: z.string(), path: z.string(), kind: z.enum(['home', 'pictures', 'drive', 'desktop']) }),
        ),
      }),
    ),
    pause: procedure.output(ingestProgress),
    resume: procedure.output(ingestProgress),
    progress: procedure.output(ingestProgress),
    quarantine: procedure.output(z.array(quarantined)),
    /** Reads a quarantined file again. */
    retry: procedure.input(z.object({ path: z.string() })).output(z.object({ queued: z.int() })),
  },
  photos: {
    /** One page by key: pass `cursor` back unchanged for the next one. */
    page: procedure
      .input(
        z.object({
          filter: photoFilter.default({}),
          sort: photoSort.default('captured'),
          direction: z.enum(['asc', 'desc']).default('desc'),
          cursor: z.string().max(500).nullable().default(null),
          limit: z.int().min(1).max(1000).default(200),
        }),
      )
      .output(z.object({ items: z.array(photoSummary), nextCursor: z.string().nullable() })),
    /** Every id that a filter finds, in order: what a virtual grid needs to know its length and to select ranges. */
    ids: procedure
      .input(
        z.object({
          filter: photoFilter.default({}),
          sort: photoSort.default('captured'),
          direction: z.enum(['asc', 'desc']).default('desc'),
        }),
      )
      .output(z.array(photoId)),
    /** Summaries of some photos, in the order asked; unknown ids are left out. */
    summaries: procedure.input(z.object({ ids: z.array(photoId).max(1000) })).output(z.array(photoSummary)),
    counts: procedure.input(z.object({ filter: photoFilter.default({}) })).output(
      z.object({
        total: z.int(),
        review: z.record(review, z.int()),
        delivery: z.record(delivery, z.int()),
        moderation: z.record(moderation, z.int()),
        ready: z.int(),
        cameras: z.array(z.object({ value: z.string(), count: z.int() })),
        lenses: z.array(z.object({ value: z.string(), count: z.int() })),
        labels: z.record(labelChoice, z.int()),
        /** By rating, 0 to 5. */
        ratings: z.array(z.int()).length(6),
        formats: z.record(format, z.int()),
        shapes: z.record(shape, z.int()),
        whereabouts: z.record(whereabouts, z.int()),
        /** A rule is broken that forbids sending. */
        broken: z.int(),
        clean: z.int(),
      }),
    ),
    show: procedure.input(z.object({ id: photoId })).output(photoDetail),
    /** The same of some photos, in the order asked; unknown ids are left out. */
    details: procedure.input(z.object({ ids: z.array(photoId).max(1000) })).output(z.array(photoDetail)),
    /** All tags of the file as ExifTool names them, grouped; text only. Errors: file-missing. */
    exif: procedure
      .input(z.object({ id: photoId }))
      .output(z.array(z.object({ group: z.string(), tag: z.string(), value: z.string() }))),
    /** What a selection has in common: a field is null where the values differ (« valeurs multiples »). */
    common: procedure.input(z.object({ selection: photoSelection })).output(
      z.object({
        count: z.int(),
        title: z.string().nullable(),
        caption: z.string().nullable(),
        keywords: z.array(z.object({ keyword: z.string(), count: z.int() })),
        categoryId: z.object({ value: z.string().nullable() }).nullable(),
        priceStandard: z.object({ value: z.int().nullable() }).nullable(),
        priceExtended: z.object({ value: z.int().nullable() }).nullable(),
        place: z.string().nullable(),
        findings: z.array(z.object({ finding: ruleFinding, count: z.int(), ids: z.array(photoId) })),
      }),
    ),
  },
  /** Errors: collection-unknown wherever an id is taken. */
  collections: {
    /** In her order. */
    list: procedure.output(z.array(collection)),
    create: procedure
      .input(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('collection'), name: collectionName, selection: photoSelection.optional() }),
          z.object({ kind: z.literal('search'), name: collectionName, filter: photoFilter }),
        ]),
      )
      .output(collection),
    rename: procedure.input(z.object({ id: collectionId, name: collectionName })).output(collection),
    /** Kept for thirty days with all its photos: `restore` brings it back. */
    remove: procedure.input(z.object({ id: collectionId })).output(z.object({})),
    restore: procedure.input(z.object({ id: collectionId })).output(collection),
    /** Adding and removing photos are undone by review.undo, like every edit. A saved search takes none: collection-unknown. */
    addPhotos: procedure
      .input(z.object({ id: collectionId, selection: photoSelection }))
      .output(z.object({ added: z.int() })),
    removePhotos: procedure
      .input(z.object({ id: collectionId, selection: photoSelection }))
      .output(z.object({ removed: z.int() })),
    /** Every photo of a collection made by hand, in her own order: as she put them in, or as she arranged them since. */
    order: procedure.input(z.object({ id: collectionId })).output(z.array(photoId)),
    /**
     * Puts some of its photos together before another of them (null: at the end), in the order given. Undone by review.undo.
     * What is not in the collection is passed over.
     */
    arrange: procedure
      .input(z.object({ id: collectionId, photos: z.array(photoId).min(1).max(100_000), before: photoId.nullable() }))
      .output(z.object({ moved: z.int() })),
    /** Those named come first, in this order; the others follow as they were. */
    reorder: procedure.input(z.object({ ids: z.array(collectionId).min(1).max(1000) })).output(z.object({})),
  },
  review: {
    set: procedure
      .input(
        z.object({
          selection: photoSelection,
          review: review.optional(),
          rating: rating.optional(),
          label: label.nullable().optional(),
        }),
      )
      .output(z.object({ updated: z.int() })),
    describe: procedure
      .input(z.object({ selection: photoSelection, patch: descriptionPatch }))
      .output(
        z.object({ updated: z.int(), broken: z.array(z.object({ id: photoId, findings: z.array(ruleFinding) })) }),
      ),
    /** Undoes (redoes) the last change to reviews, ratings, labels, descriptions and what is in collections, across restarts. */
    undo: procedure.output(z.object({ undone: z.string().nullable(), photos: z.int(), edit: toldEdit.nullable() })),
    redo: procedure.output(z.object({ redone: z.string().nullable(), photos: z.int(), edit: toldEdit.nullable() })),
    /** Approves one photo and rejects the others, as one edit. */
    choose: procedure
      .input(z.object({ winner: photoId, others: z.array(photoId).max(1000) }))
      .output(z.object({ updated: z.int() })),
  },
};
