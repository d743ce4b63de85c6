import { z } from 'zod';

/** Her own decision. One of three independent facts about a photo, never merged with the other two. */
export const review = z.enum(['unreviewed', 'approved', 'rejected']);
export type Review = z.infer<typeof review>;

/** What the app did with it: nothing yet, waiting its turn, on its way, arrived, or stopped with a reason. */
export const delivery = z.enum(['none', 'queued', 'sending', 'sent', 'failed']);
export type Delivery = z.infer<typeof delivery>;

/** What the marketplace says of it. */
export const moderation = z.enum(['none', 'pending', 'approved', 'rejected']);
export type Moderation = z.infer<typeof moderation>;

/** 0 = none, 1–5 stars (XMP Specification Part 2, xmp:Rating). */
export const rating = z.int().min(0).max(5);

/** Five colour labels, keys 6 to 9 and purple from the menu (as Lightroom names them in xmp:Label). */
export const label = z.enum(['red', 'yellow', 'green', 'blue', 'purple']);
export type Label = z.infer<typeof label>;
/** What can be asked for: a colour, or those without any. */
export const labelChoice = z.enum([...label.options, 'none']);
export type LabelChoice = z.infer<typeof labelChoice>;

/** The shape of a picture as seen. */
export const shape = z.enum(['landscape', 'portrait', 'square']);
export type Shape = z.infer<typeof shape>;

/** What a content is, by its first bytes, never by its name. */
export const format = z.enum(['jpeg', 'png', 'tiff', 'webp', 'heic', 'raw', 'gif', 'avif']);
export type Format = z.infer<typeof format>;

/** Where its files are: one can be reached, none now (a drive that is away), or all are known to be gone. */
export const whereabouts = z.enum(['present', 'offline', 'missing']);
export type Whereabouts = z.infer<typeof whereabouts>;

/** The formats the marketplace takes (POST /api/photographer/photos: jpeg, jpg, png). */
export const SENDABLE_FORMATS: readonly Format[] = ['jpeg', 'png'];

/** EXIF orientation, tag 0x0112 (CIPA DC-008, 4.6.4): 1 = upright … 8. */
export const orientation = z.int().min(1).max(8);
export type Orientation = z.infer<typeof orientation>;

/** By tag: what it becomes when the picture as seen is turned by 90° clockwise. Even ones of the mirrored are 2, 4, 5, 7. */
const TURNED_ONCE: Readonly<Record<Orientation, Orientation>> = { 1: 6, 6: 3, 3: 8, 8: 1, 2: 7, 7: 4, 4: 5, 5: 2 };

/** The orientation of a file's picture after a further turn, in degrees clockwise (a multiple of 90). */
export function turnedOrientation(orientation: Orientation, degrees: number): Orientation {
  let turned = orientation;
  for (let quarter = 0; quarter < (((degrees / 90) % 4) + 4) % 4; quarter += 1) turned = TURNED_ONCE[turned] ?? turned;
  return turned;
}

/** A turn in degrees clockwise. */
export const quarterTurn = z.union([z.literal(90), z.literal(180), z.literal(270)]);
export type QuarterTurn = z.infer<typeof quarterTurn>;

/** The derived images of one photo. Sizes are the box an image fits in, in pixels; `preview` carries the watermark. */
export const DERIVED_KINDS = ['preview', 'thumb800', 'thumb400', 'thumb200'] as const;
export const derivedKind = z.enum(DERIVED_KINDS);
export type DerivedKind = z.infer<typeof derivedKind>;
/**
 * What the page may ask for by address: a derived image; or, made when asked for and never watermarked, the whole photograph
 * (`full`) and one as large as a screen (`screen`).
 */
export const pictureKind = z.enum([...DERIVED_KINDS, 'screen', 'full']);
export type PictureKind = z.infer<typeof pictureKind>;

/** Most pixels of a full picture: what a page can hold four times over for comparing (50 MP are 200 MB in a browser). */
export const FULL_PIXEL_LIMIT = 50_000_000;

/** Size in pixels of the full picture of a photograph of this size: its own, within FULL_PIXEL_LIMIT. */
export function fullPictureSize(photo: { readonly width: number; readonly height: number }): {
  readonly width: number;
  readonly height: number;
} {
  const scale = Math.min(1, Math.sqrt(FULL_PIXEL_LIMIT / (photo.width * photo.height)));
  if (scale === 1) return { width: photo.width, height: photo.height };
  return { width: Math.max(1, Math.floor(photo.width * scale)), height: Math.max(1, Math.floor(photo.height * scale)) };
}

/** Long edge in pixels of what is looked at whole: a large display, or a dense one; half of what most cameras make. */
export const SCREEN_LONG_EDGE = 2560;

/** Size in pixels of the screen picture of a photograph of this size. */
export function screenPictureSize(photo: { readonly width: number; readonly height: number }): {
  readonly width: number;
  readonly height: number;
} {
  const scale = Math.min(1, SCREEN_LONG_EDGE / Math.max(photo.width, photo.height));
  return {
    width: Math.max(1, Math.round(photo.width * scale)),
    height: Math.max(1, Math.round(photo.height * scale)),
  };
}

export const THUMBNAIL_BOXES: Readonly<Record<Exclude<DerivedKind, 'preview'>, { width: number; height: number }>> = {
  thumb800: { width: 800, height: 600 },
  thumb400: { width: 400, height: 300 },
  thumb200: { width: 200, height: 150 },
};
