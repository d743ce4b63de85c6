import { z } from 'zod';

/** What the pixels of a photograph's preview say of it (electron/adapters/pixels/picture-quality.ts measures it). */
export const pictureQuality = z.object({
  /** Of its sharpest parts: 1 as sharp as pixels can be, 0 without an edge; null where there is nothing to judge by. */
  sharpness: z.number().min(0).max(1).nullable(),
  /** Standard deviation of the noise, in steps of 8 bits. */
  noise: z.number().min(0),
  /** Shares of pixels that are as good as white, or black: 0–1. */
  highlights: z.number().min(0).max(1),
  shadows: z.number().min(0).max(1),
});
export type PictureQuality = z.infer<typeof pictureQuality>;
