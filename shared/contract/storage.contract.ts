import { z } from 'zod';
import { photoSelection } from './library.contract.ts';
import { procedure } from './procedure.ts';

/** What lies on her disk for the studio. Her own photographs are never counted here: they are hers. */
export const storageKind = z.enum([
  'catalogue',
  'thumbnails',
  'previews',
  'full',
  'sent-copies',
  'originals',
  'backups',
  'logs',
]);
export type StorageKind = z.infer<typeof storageKind>;

/** Bytes of what the studio keeps, by kind, and how far it may grow. */
export const storageUsage = z.object({
  kinds: z.array(z.object({ kind: storageKind, bytes: z.number() })),
  /** For derived images: what she chose, or (null) what suits the disk. */
  limit: z.object({ chosen: z.number().nullable(), bytes: z.number(), least: z.number(), most: z.number() }),
  disk: z.object({ free: z.number(), total: z.number() }),
});
export type StorageUsage = z.infer<typeof storageUsage>;

/** Originals kept whole before words were written into them. */
export const keptOriginals = z.object({
  files: z.int(),
  bytes: z.number(),
  /** ms since the epoch; null: there are none. */
  oldestAt: z.number().nullable(),
  /** Older than asked. unreachable: their photos can't be reached now, so that they stay. */
  older: z.object({ files: z.int(), bytes: z.number(), unreachable: z.int() }),
});
export type KeptOriginals = z.infer<typeof keptOriginals>;

/** What a catalogue's file holds, as a person knows it. */
export const catalogueContents = z.object({
  bytes: z.number(),
  version: z.int(),
  photos: z.int(),
  approved: z.int(),
  sent: z.int(),
  folders: z.int(),
  /** When she last changed a photo, or one was added; ms since the epoch. Null: it holds none. */
  changedAt: z.number().nullable(),
});
export type CatalogueContents = z.infer<typeof catalogueContents>;

/** A copy of the catalogue in the data folder: made by itself, before an update, or what was there before a restoration. */
export const catalogueBackup = z.object({
  path: z.string(),
  name: z.string(),
  kind: z.enum(['automatic', 'before-update', 'before-restore', 'damaged']),
  at: z.number(),
  bytes: z.number(),
  /** Null: it can't be read. */
  photos: z.int().nullable(),
});
export type CatalogueBackup = z.infer<typeof catalogueBackup>;

/** How the last maintenance went. */
export const maintenanceOutcome = z.object({
  at: z.number(),
  seconds: z.number(),
  /** SQLite's own words; empty: the catalogue is sound. */
  problems: z.array(z.string()),
  bytesFreed: z.number(),
  /** Derived images without a photo that were removed. */
  orphansRemoved: z.int(),
});
export type MaintenanceOutcome = z.infer<typeof maintenanceOutcome>;

/** Long work under way; one at a time. */
export const storageWork = z.object({
  kind: z.enum(['backup', 'maintenance', 'restore']),
  step: z.enum(['copying', 'checking', 'tidying']),
});
export type StorageWork = z.infer<typeof storageWork>;

export const storageState = z.object({
  work: storageWork.nullable(),
  maintenance: maintenanceOutcome.nullable(),
  /** Images being made anew: photos; null when none wait. */
  rebuild: z.object({ done: z.int(), total: z.int(), setAside: z.int() }).nullable(),
  /** True where the studio restarts by itself to put a restored catalogue in place. */
  restarts: z.boolean(),
});
export type StorageState = z.infer<typeof storageState>;

const path = z.string().min(1).max(4096);
const days = z.int().min(0).max(36_500);

export const storageContract = {
  storage: {
    usage: procedure.output(storageUsage),
    state: procedure.output(storageState),
    /** Null: what suits the disk. Images beyond it are removed at once, those that can be made again. */
    setLimit: procedure.input(z.object({ bytes: z.number().min(0).nullable() })).output(storageUsage),
    /** What is kept of originals, and what of it is older than so many days. */
    originals: procedure.input(z.object({ days })).output(keptOriginals),
    /**
     * Removes kept originals older than so many days: what was written into those photos can't be taken back any more. `meantIt`
     * says that she was asked. Errors: originals-not-meant.
     */
    removeOriginals: procedure
      .input(z.object({ days, meantIt: z.boolean() }))
      .output(z.object({ removed: z.int(), bytes: z.number() })),
    /**
     * Makes the images of photos anew from their files, which proves that those can be read: one that got damaged is set
     * aside with its reason. Progress is in the state. Without a selection: all.
     */
    rebuild: procedure
      .input(z.object({ selection: photoSelection.optional() }))
      .output(z.object({ queued: z.int(), offline: z.int() })),
    /** Those that still wait keep the images they have. */
    cancelRebuild: procedure.output(z.object({})),
    backups: procedure.output(z.array(catalogueBackup)),
    /** Where a copy is offered to be put: a folder of hers with a name of today. */
    suggestBackup: procedure.output(z.object({ path: z.string() })),
    /**
     * Copies the catalogue to a file, one in a folder where only the folder is named. Answers when it is whole and was read
     * back. Errors: backup-exists, backup-unwritable, disk-full.
     */
    backUp: procedure.input(z.object({ path })).output(z.object({ path: z.string(), contents: catalogueContents })),
    /** What a file holds. Errors: backup-missing, backup-not-a-catalogue, backup-damaged, catalogue-newer. */
    inspect: procedure.input(z.object({ path })).output(catalogueContents),
    /** Catalogues in a folder, newest first, by name alone: for choosing where a host has no file dialog. */
    find: procedure
      .input(z.object({ folder: path }))
      .output(z.array(z.object({ path: z.string(), bytes: z.number(), at: z.number() }))),
    /**
     * Puts a copy in the catalogue's place: at once where the studio restarts by itself (`restarting`), else when it is next
     * opened. What is there now is set aside, never deleted; what was sent stays sent. Errors: as inspect; disk-full.
     */
    restore: procedure
      .input(z.object({ path }))
      .output(z.object({ contents: catalogueContents, restarting: z.boolean() })),
    /** Checks and tidies the catalogue; answers when that is done. */
    maintain: procedure.output(maintenanceOutcome),
  },
};
