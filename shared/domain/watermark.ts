import { z } from 'zod';
import { sha256 } from './ids.ts';

/** Where an anchored mark stands, as seen. */
export const WATERMARK_ANCHORS = [
  'top-left',
  'top',
  'top-right',
  'left',
  'centre',
  'right',
  'bottom-left',
  'bottom',
  'bottom-right',
] as const;
export const watermarkAnchor = z.enum(WATERMARK_ANCHORS);
export type WatermarkAnchor = z.infer<typeof watermarkAnchor>;

/** light, dark: white, black. auto: white on what is dark, black on what is light. own: the logo's colours. */
export const watermarkTone = z.enum(['light', 'dark', 'auto', 'own']);
export type WatermarkTone = z.infer<typeof watermarkTone>;

/** How a watermark looks, whatever picture it is on: every length is a part of the picture's short side. */
export const watermarkDesign = z.object({
  content: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: z.string().trim().min(1).max(60) }),
    z.object({ kind: z.literal('logo'), logo: sha256 }),
  ]),
  layout: z.enum(['tiled', 'anchored']),
  anchor: watermarkAnchor,
  /** Height of the capitals, or of the logo, in % of the short side. */
  size: z.number().min(1).max(60),
  /** In %. */
  opacity: z.number().min(5).max(100),
  /** Degrees clockwise; −45 rises from left to right. */
  angle: z.number().min(-90).max(90),
  /** Between tiles, in % of the marketplace's own distance. */
  spacing: z.number().min(20).max(300),
  /** Of an anchored mark, in % of the short side. */
  margin: z.number().min(0).max(25),
  tone: watermarkTone,
});
export type WatermarkDesign = z.infer<typeof watermarkDesign>;

/** The marketplace's own look: « Pouire », white 30 %, rising at 45°, over the whole picture. */
export const MARKETPLACE_WATERMARK: WatermarkDesign = {
  content: { kind: 'text', text: 'Pouire' },
  layout: 'tiled',
  anchor: 'bottom-right',
  size: 100 / 18,
  opacity: 30,
  angle: -45,
  spacing: 100,
  margin: 4,
  tone: 'light',
};

/** Longest side in pixels and most bytes to which a logo is brought: larger than it is ever drawn on a preview. */
export const LOGO_SIDE = 1024;
export const LOGO_FILE_LIMIT = 5_000_000;
