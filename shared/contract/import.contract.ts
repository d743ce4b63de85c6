import { z } from 'zod';
import { problem } from './delivery.contract.ts';
import { procedure } from './procedure.ts';

export const importId = z.int().positive().brand<'ImportId'>();
export type ImportId = z.infer<typeof importId>;

/** A list of what lies on a card or in folders, made for her to choose from; it lives as long as somebody asks for it. */
export const lookId = z.string().max(60).brand<'LookId'>();
export type LookId = z.infer<typeof lookId>;

const path = z.string().min(1).max(4096);

/** Where photographs can be imported from. */
export const importSource = z.object({
  path,
  name: z.string(),
  /** card: it has a camera's DCIM folder. drive: removable, without one. */
  kind: z.enum(['card', 'drive']),
});
export type ImportSource = z.infer<typeof importSource>;

/** One photograph as its camera wrote it: the picture, its raw, its sidecars. */
export const shot = z.object({
  /** Its place in the list. */
  id: z.int(),
  /** File name of its main file. */
  name: z.string(),
  /** Folder below the source; '' for the source itself. */
  folder: z.string(),
  /** Upper case, without dots: JPG, CR3… the main file's first. */
  extensions: z.array(z.string()),
  sidecars: z.int(),
  bytes: z.int(),
  /** Wall clock `YYYY-MM-DDTHH:MM:SS`; null until it was read. */
  takenAt: z.string().nullable(),
  /** file: it has no capture date, this is when the file was written. */
  datedBy: z.enum(['camera', 'file']).nullable(),
  camera: z.string().nullable(),
  /** checking: something of this size is in the library; its content is being compared. */
  known: z.enum(['new', 'checking', 'known']),
});
export type Shot = z.infer<typeof shot>;

export const look = z.object({
  id: lookId,
  paths: z.array(z.string()),
  /** listing: more will come. reading: dates and contents are being read. away: the source is gone. */
  state: z.enum(['listing', 'reading', 'ready', 'away']),
  shots: z.array(shot),
  /** Files that are neither photographs nor sidecars of one: films, notes. They stay where they are. */
  ignored: z.int(),
  /** Folders that could not be read. */
  unreadable: z.array(z.string()),
});
export type Look = z.infer<typeof look>;

/** How an import copies. */
export const importOptions = z.object({
  destination: path,
  /** A second place that gets the same; null for none. */
  backup: path.nullable().default(null),
  /** Folders below the destination (shared/domain/name-pattern.ts). */
  folderPattern: z.string().max(300).default(''),
  /** New names; null keeps the camera's. */
  namePattern: z.string().max(300).nullable().default(null),
  event: z.string().max(100).default(''),
  /** First number of {seq}. */
  firstNumber: z.int().min(0).max(99_999_999).default(1),
  /** Leaves out what the library has already, by content. */
  skipKnown: z.boolean().default(true),
});
export type ImportOptions = z.infer<typeof importOptions>;

export const importPreset = z.object({
  name: z.string().trim().min(1).max(60),
  folderPattern: z.string().max(300),
  namePattern: z.string().max(300).nullable(),
});
export type ImportPreset = z.infer<typeof importPreset>;

/** What the last import chose, and patterns she kept under a name. */
export const importMemory = z.object({
  destination: z.string(),
  backup: z.string().nullable(),
  folderPattern: z.string(),
  namePattern: z.string().nullable(),
  presets: z.array(importPreset).max(50),
});
export type ImportMemory = z.infer<typeof importMemory>;

export const importState = z.enum(['receiving', 'running', 'waiting', 'paused', 'done', 'cancelled']);
export type ImportState = z.infer<typeof importState>;

/** One import, as of now. */
export const importProgress = z.object({
  id: importId,
  /** receiving: files dropped on a browser's page still arrive. waiting: for what `problem` says; it goes on by itself. */
  state: importState,
  phase: z.enum(['reading', 'copying']),
  sources: z.array(z.string()),
  destination: z.string(),
  backup: z.string().nullable(),
  fromCard: z.boolean(),
  /** Photographs (with raw and sidecars as one). */
  shots: z.int(),
  shotsDone: z.int(),
  files: z.int(),
  /** Copied, verified and in place, in every destination. */
  copied: z.int(),
  known: z.int(),
  failed: z.int(),
  bytes: z.int(),
  bytesDone: z.int(),
  bytesPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  problem: problem.nullable(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  /** Everything chosen was copied and verified, or is in the library already: the card holds nothing that is not elsewhere. */
  safeToRemove: z.boolean(),
});
export type ImportProgress = z.infer<typeof importProgress>;

export const importFailure = z.object({ path: z.string(), problem });
export type ImportFailure = z.infer<typeof importFailure>;

export const importContract = {
  imports: {
    /** Cards and removable drives that are mounted now. */
    sources: procedure.output(z.array(importSource)),
    /** Begins to list folders and files; events `import-look` say that there is more. Errors: folder-missing, file-missing. */
    look: procedure.input(z.object({ paths: z.array(path).min(1).max(20_000) })).output(z.object({ look: lookId })),
    /** Errors: source-forgotten. */
    looked: procedure.input(z.object({ look: lookId })).output(look),
    /** Small JPEGs (base64) for a list, from what the cameras embedded where there is something; null: none can be made. */
    thumbnails: procedure
      .input(z.object({ look: lookId, shots: z.array(z.int()).min(1).max(100) }))
      .output(z.array(z.object({ shot: z.int(), jpeg: z.string().nullable() }))),
    /** The list is not shown any more. */
    leave: procedure.input(z.object({ look: lookId })).output(z.object({})),
    memory: procedure.output(importMemory),
    keepPresets: procedure.input(z.object({ presets: z.array(importPreset).max(50) })).output(importMemory),
    /**
     * Begins to copy what was chosen of a list; null: everything. Answers at once, the work outlives page and process. Errors:
     * source-forgotten, pattern-invalid, folder-missing, folder-unwritable, not-enough-space, nothing-to-import.
     */
    start: procedure
      .input(z.object({ look: lookId, shots: z.array(z.int()).nullable(), options: importOptions }))
      .output(z.object({ id: importId })),
    /** Where each chosen shot would go, for a look before the leap; collisions with files there are not told. */
    plan: procedure
      .input(z.object({ look: lookId, shots: z.array(z.int()).nullable(), options: importOptions }))
      .output(z.object({ files: z.array(z.object({ from: z.string(), to: z.string(), known: z.boolean() })) })),
    /** For pages that have contents and no paths: opens an import that files are sent to (POST /import/<id>/file). */
    receive: procedure
      .input(z.object({ files: z.int().min(1).max(100_000), bytes: z.int().min(0), options: importOptions }))
      .output(z.object({ id: importId })),
    /** One small content by message, where there is no host to post to: a picture pasted from the clipboard. */
    receiveContent: procedure
      .input(
        z.object({
          id: importId,
          path: z.string().min(1).max(1000),
          modifiedAt: z.number(),
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
          content: z.base64().max(200_000_000),
        }),
      )
      .output(z.object({})),
    /** All files were sent: what arrived is looked through and put in place. */
    received: procedure.input(z.object({ id: importId })).output(z.object({})),
    /** Newest first: what runs or waits, and what ended and was not put away. */
    list: procedure.output(z.array(importProgress)),
    failures: procedure.input(z.object({ id: importId })).output(z.array(importFailure)),
    pause: procedure.input(z.object({ id: importId })).output(z.object({})),
    resume: procedure.input(z.object({ id: importId })).output(z.object({})),
    /** What was copied stays; what was not is left where it is. */
    cancel: procedure.input(z.object({ id: importId })).output(z.object({})),
    /** Tries what failed once more. */
    retry: procedure.input(z.object({ id: importId })).output(z.object({})),
    /** The summary was read. */
    putAway: procedure.input(z.object({ id: importId })).output(z.object({})),
  },
};
