import sharp, { type Sharp } from 'sharp';
import type { Orientation } from '../../../shared/domain/photo.ts';

export interface SmallPicture {
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
}

/** A small picture of a photograph, and the pixels of the whole as seen. */
export interface FirstLook {
  readonly width: number;
  readonly height: number;
  readonly small: SmallPicture;
}

/** Up to so many pixels the whole set is made as fast as a first look is written down and come back to. */
export const WORTH_LOOKING = 3_000_000;

/** Smaller ones (long edge, px) show nothing. */
const LEAST_EDGE = 100;
/** Cameras put 160 × 120 bars and all around a 3:2 photograph: a shape that differs by more than this is cut to the photo's. */
const SAME_SHAPE = 0.01;
const QUALITY = 85;

/**
 * The picture in a JPEG's EXIF block (IFD 1, CIPA DC-008 4.5.3), upright and cut to the shape of the photo, which is `seen` big.
 * Null where there is none that could be shown. Never fails: a damaged thumbnail is none.
 */
export async function embeddedPicture(
  content: Buffer,
  orientation: Orientation,
  seen: { readonly width: number; readonly height: number },
): Promise<SmallPicture | null> {
  const thumbnail = exifThumbnail(content);
  return thumbnail && smallPicture(thumbnail, orientation, seen);
}

/** The same of a thumbnail that was found elsewhere; `orientation` says how it lies. */
export async function smallPicture(
  thumbnail: Buffer,
  orientation: Orientation,
  seen: { readonly width: number; readonly height: number },
): Promise<SmallPicture | null> {
  try {
    const small = await sharp(thumbnail, { failOn: 'warning' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = small.info;
    if (channels !== 3 || Math.max(width, height) < LEAST_EDGE) return null;
    const lying = orientation >= 5;
    const area = sameShape(width, height, lying ? seen.height / seen.width : seen.width / seen.height);
    const { data, info } = await upright(
      sharp(small.data, { raw: { width, height, channels } }).extract(area),
      orientation,
    )
      .jpeg({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true });
    return { jpeg: data, width: info.width, height: info.height };
  } catch {
    return null; // the photograph itself will be decoded, and judged, soon after
  }
}

/** The middle of a picture in another shape (width / height). */
function sameShape(width: number, height: number, shape: number) {
  const whole = { left: 0, top: 0, width, height };
  if (Math.abs(width / height / shape - 1) < SAME_SHAPE) return whole;
  if (width / height > shape) {
    const cut = Math.max(1, Math.round(height * shape));
    return { ...whole, left: Math.floor((width - cut) / 2), width: cut };
  }
  const cut = Math.max(1, Math.round(width / shape));
  return { ...whole, top: Math.floor((height - cut) / 2), height: cut };
}

/** EXIF orientation (CIPA DC-008, 4.6.5.1.6) as mirroring first, then turning clockwise: the order in which sharp does them. */
const TURNS: Readonly<Record<Orientation, { readonly mirror?: 'flip' | 'flop'; readonly turn?: 90 | 180 | 270 }>> = {
  1: {},
  2: { mirror: 'flop' },
  3: { turn: 180 },
  4: { mirror: 'flip' },
  5: { mirror: 'flip', turn: 90 },
  6: { turn: 90 },
  7: { mirror: 'flop', turn: 90 },
  8: { turn: 270 },
};

function upright(image: Sharp, orientation: Orientation): Sharp {
  const { mirror, turn } = TURNS[orientation] ?? {};
  const mirrored = mirror === undefined ? image : mirror === 'flip' ? image.flip() : image.flop();
  return turn === undefined ? mirrored : mirrored.rotate(turn);
}

const EXIF = Buffer.from('Exif\0\0', 'latin1');
const START = Buffer.from([0xff, 0xd8, 0xff]);

/** Bytes of the JPEG inside the Exif segment; null when there is no such segment or no picture in it. */
function exifThumbnail(content: Buffer): Buffer | null {
  let at = 2;
  while (at + 4 <= content.length && content[at] === 0xff) {
    const marker = content[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // Start of scan: whatever an editor put before the pixels has been seen.
    if (marker === 0xda) return null;
    const end = at + 2 + content.readUInt16BE(at + 2);
    if (marker === 0xe1 && content.subarray(at + 4, at + 10).equals(EXIF)) {
      const segment = content.subarray(at + 10, Math.min(end, content.length));
      const start = segment.indexOf(START);
      return start < 0 ? null : segment.subarray(start);
    }
    at = end;
  }
  return null;
}
