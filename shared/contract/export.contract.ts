import { z } from 'zod';
import { photoId } from '../domain/ids.ts';
import { problem } from './delivery.contract.ts';
import { photoSelection } from './library.contract.ts';
import { procedure } from './procedure.ts';
import { watermarkId } from './watermark.contract.ts';

export const exportId = z.int().positive().brand<'ExportId'>();
export type ExportId = z.infer<typeof exportId>;

/** Never enlarged. full: as many pixels as the photograph has. */
export const exportSize = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('full') }),
  z.object({ kind: z.enum(['long-edge', 'short-edge']), pixels: z.int().min(16).max(30_000) }),
  z.object({ kind: z.literal('megapixels'), megapixels: z.number().min(0.01).max(500) }),
]);
export type ExportSize = z.infer<typeof exportSize>;

export const exportFormat = z.enum(['jpeg', 'png', 'webp']);
export type ExportFormat = z.infer<typeof exportFormat>;

export const exportOptions = z.object({
  folder: z.string().min(1).max(4096),
  format: exportFormat.default('jpeg'),
  /** Of JPEG and WebP. */
  quality: z.int().min(1).max(100).default(90),
  size: exportSize.default({ kind: 'full' }),
  /** A preset, what previews bear, or none. */
  watermark: z.union([z.enum(['none', 'chosen']), watermarkId]).default('none'),
  /** all: what the file says and her words. rights: her words and rights alone. */
  metadata: z.enum(['all', 'rights', 'none']).default('rights'),
  /** With `all` alone. */
  gps: z.boolean().default(false),
  /** shared/domain/name-pattern.ts; null keeps the file's name. */
  namePattern: z.string().max(300).nullable().default(null),
});
export type ExportOptions = z.infer<typeof exportOptions>;

export const exportState = z.enum(['running', 'paused', 'done', 'cancelled']);
export type ExportState = z.infer<typeof exportState>;

/** One export, as of now. It survives the studio: closed or killed in the middle, it goes on at the next start. */
export const exportProgress = z.object({
  id: exportId,
  folder: z.string(),
  state: exportState,
  /** Why it paused by itself: nothing is lost, and it goes on when she has seen to it. */
  problem: problem.nullable(),
  /** Photos. */
  total: z.int(),
  written: z.int(),
  failed: z.int(),
  /** The first few. */
  failures: z.array(z.object({ id: photoId, problem })),
  secondsLeft: z.int().nullable(),
});
export type ExportProgress = z.infer<typeof exportProgress>;

/** A way to export, kept under a name. */
export const exportPreset = z.object({ name: z.string().trim().min(1).max(80), options: exportOptions });
export type ExportPreset = z.infer<typeof exportPreset>;

const one = z.object({ id: exportId });

export const exportContract = {
  exports: {
    /**
     * Begins to write copies; faces of stacks alone where a filter chose. Nothing there is overwritten: a taken name gets a
     * number. Errors: folder-unwritable, disk-full, pattern-invalid, watermark-unknown, nothing-to-export.
     */
    start: procedure.input(z.object({ selection: photoSelection, options: exportOptions })).output(one),
    /** What is not put away, newest first. */
    list: procedure.output(z.array(exportProgress)),
    pause: procedure.input(one).output(z.object({})),
    /** Goes on, where the last run of the studio stopped as well. */
    resume: procedure.input(one).output(z.object({})),
    /** Once more what failed. */
    retry: procedure.input(one).output(z.object({})),
    cancel: procedure.input(one).output(z.object({})),
    putAway: procedure.input(one).output(z.object({})),
    /** What was chosen last; null before the first export. */
    memory: procedure.output(exportOptions.nullable()),
    presets: procedure.output(z.array(exportPreset)),
    /** One of the same name (whatever its case) is replaced. Errors: pattern-invalid. */
    savePreset: procedure.input(exportPreset).output(z.array(exportPreset)),
    removePreset: procedure.input(z.object({ name: z.string() })).output(z.array(exportPreset)),
  },
};
