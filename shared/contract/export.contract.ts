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

/** One export, as of now. It lives as long as the studio runs: closed in the middle, what is written stays, whole. */
export const exportProgress = z.object({
  id: exportId,
  folder: z.string(),
  state: z.enum(['running', 'paused', 'done', 'cancelled']),
  total: z.int(),
  /** Paths, in the order written. */
  written: z.array(z.string()),
  failed: z.array(z.object({ id: photoId, problem })),
});
export type ExportProgress = z.infer<typeof exportProgress>;

const one = z.object({ id: exportId });

export const exportContract = {
  exports: {
    /**
     * Begins to write copies; faces of stacks alone where a filter chose. Nothing there is overwritten: a taken name gets a
     * number. Errors: folder-missing, folder-unwritable, pattern-invalid, watermark-unknown, nothing-to-export.
     */
    start: procedure.input(z.object({ selection: photoSelection, options: exportOptions })).output(one),
    list: procedure.output(z.array(exportProgress)),
    pause: procedure.input(one).output(z.object({})),
    resume: procedure.input(one).output(z.object({})),
    cancel: procedure.input(one).output(z.object({})),
    putAway: procedure.input(one).output(z.object({})),
    /** What was chosen last; null before the first export. */
    memory: procedure.output(exportOptions.nullable()),
  },
};
