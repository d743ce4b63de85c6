import { z } from 'zod';

/** Largest picture she may choose, in bytes; the marketplace takes 2 MB of what is made of it. */
export const PICTURE_FILE_LIMIT = 5 * 1024 * 1024;
export const PICTURE_SENT_LIMIT = 2 * 1024 * 1024;
/** Pixels of the square that is kept and sent; a smaller picture stays as it is. */
export const PICTURE_SIDE = 1024;
/** Smallest side a picture may have: below it nobody is recognised. */
export const PICTURE_LEAST = 64;

/** Limits are the marketplace's (openapi.json, updateUserProfile), in characters. */
export const PROFILE_LIMITS = { firstName: 50, lastName: 50, phone: 20, bio: 500 } as const;

const characters = (most: number) =>
  z
    .string()
    .trim()
    .refine((text) => [...text].length <= most, { message: 'too long' });

/** What she may change of herself by typing. */
export const profileWords = z.object({
  firstName: characters(PROFILE_LIMITS.firstName),
  lastName: characters(PROFILE_LIMITS.lastName),
  phone: characters(PROFILE_LIMITS.phone),
  bio: characters(PROFILE_LIMITS.bio),
});
export type ProfileWords = z.infer<typeof profileWords>;

/** A square cut out of an upright picture, in parts of its width, height and shorter side: 0 to 1. */
export const squareCut = z.object({
  /** Left edge, of the width. */
  x: z.number().min(0).max(1),
  /** Upper edge, of the height. */
  y: z.number().min(0).max(1),
  /** Side, of the shorter side. */
  size: z.number().min(0.02).max(1),
});
export type SquareCut = z.infer<typeof squareCut>;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The whole shorter side, in the middle. */
export function middleCut({ width, height }: Size): SquareCut {
  return movedCut({ x: 0, y: 0, size: 1 }, { width, height }, 0.5, 0.5);
}

/** A cut of this size whose middle is as near as it can be to (`middleX`, `middleY`), all of it inside the picture. */
export function movedCut({ size }: SquareCut, { width, height }: Size, middleX: number, middleY: number): SquareCut {
  const side = Math.min(1, Math.max(0.02, size)) * Math.min(width, height);
  const edge = (middle: number, length: number) =>
    Math.min(Math.max(middle - side / length / 2, 0), Math.max(0, 1 - side / length));
  return { x: edge(middleX, width), y: edge(middleY, height), size: side / Math.min(width, height) };
}

/** The same cut, larger or smaller by `factor` around its middle. */
export function zoomedCut(cut: SquareCut, picture: Size, factor: number): SquareCut {
  const side = cut.size * Math.min(picture.width, picture.height);
  const middleX = cut.x + side / picture.width / 2;
  const middleY = cut.y + side / picture.height / 2;
  return movedCut({ ...cut, size: cut.size * factor }, picture, middleX, middleY);
}

/** In whole pixels, inside the picture whatever was asked. */
export function pixelsOf(cut: SquareCut, { width, height }: Size): { left: number; top: number; side: number } {
  const side = Math.max(1, Math.min(width, height, Math.round(cut.size * Math.min(width, height))));
  return {
    left: Math.max(0, Math.min(width - side, Math.round(cut.x * width))),
    top: Math.max(0, Math.min(height - side, Math.round(cut.y * height))),
    side,
  };
}

/** Rules for a new password (marketplace: 8 characters at least). */
export const PASSWORD_LEAST = 8;
