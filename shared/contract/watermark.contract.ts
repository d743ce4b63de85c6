import { z } from 'zod';
import { photoId, sha256 } from '../domain/ids.ts';
import { LOGO_FILE_LIMIT, watermarkDesign } from '../domain/watermark.ts';
import { procedure } from './procedure.ts';

export const watermarkId = z.int().positive().brand<'WatermarkId'>();
export type WatermarkId = z.infer<typeof watermarkId>;

const presetName = z.string().trim().min(1).max(60);

/** A watermark she made. */
export const watermarkPreset = z.object({ id: watermarkId, name: presetName, design: watermarkDesign });
export type WatermarkPreset = z.infer<typeof watermarkPreset>;

/** A logo that was brought into the studio; kept in the catalogue, whatever becomes of its file. */
export const watermarkLogo = z.object({ sha256, name: z.string(), width: z.int(), height: z.int() });
export type WatermarkLogo = z.infer<typeof watermarkLogo>;

export const watermarks = z.object({
  presets: z.array(watermarkPreset),
  /** What previews bear; null: the marketplace's own. */
  chosen: watermarkId.nullable(),
  logos: z.array(watermarkLogo),
});
export type Watermarks = z.infer<typeof watermarks>;

export const watermarkContract = {
  watermarks: {
    list: procedure.output(watermarks),
    /** A new preset without an id. Previews that bear it are made anew, those looked at first. Errors: watermark-unknown. */
    save: procedure
      .input(z.object({ id: watermarkId.nullable(), name: presetName, design: watermarkDesign }))
      .output(watermarkPreset),
    /** Kept, to be restored; where it was chosen, the marketplace's own takes its place until then. */
    remove: procedure.input(z.object({ id: watermarkId })).output(z.object({})),
    restore: procedure.input(z.object({ id: watermarkId })).output(watermarkPreset),
    choose: procedure.input(z.object({ id: watermarkId.nullable() })).output(watermarks),
    /** A PNG or an SVG. Errors: logo-unusable. */
    addLogo: procedure
      .input(z.object({ name: z.string().max(255), content: z.base64().max(Math.ceil(LOGO_FILE_LIMIT / 3) * 4 + 4) }))
      .output(watermarkLogo),
    /**
     * A design on one of her photographs as its preview would bear it, cut to a shape (width / height) or as it is. `jpeg`
     * (base64) is null where the photo has no images; `missing` are characters that no bundled font has; `survives` says
     * whether every half that could be cut out of the picture still shows the mark. Errors: photo-unknown, watermark-unknown.
     */
    sample: procedure
      .input(z.object({ photo: photoId, design: watermarkDesign, ratio: z.number().min(0.1).max(10).nullable() }))
      .output(z.object({ jpeg: z.string().nullable(), missing: z.array(z.string()), survives: z.boolean() })),
  },
};
