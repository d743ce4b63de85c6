import { boxAt, boxesIn } from './containers/boxes.ts';
import { type FirstLook, smallPicture } from './embedded-picture.ts';
import { findProfile, type HeifImage, openAll, pixelsOf } from './heic.ts';

/** Long edge, px: what shows something and is decoded in a few milliseconds; the whole takes seconds. */
const LEAST_EDGE = 100;
const MOST_EDGE = 1000;
/** Below so many pixels the whole is decoded nearly as fast. */
const WORTH_IT = 1_000_000;
/** A thumbnail whose shape differs by more than this is another picture's. */
const SAME_SHAPE = 0.05;

/**
 * A first look at a HEIC: the thumbnail that phones put beside the picture, turned as its own properties say. Null where there is
 * none or anything is odd: decoding judges.
 */
export async function heicLook(content: Buffer): Promise<FirstLook | null> {
  const told = withThumbnailsOnTheirOwn(content);
  if (!told) return null;
  let images: HeifImage[] = [];
  try {
    images = openAll(told);
    const whole = images.find((image) => image.is_primary());
    if (!whole) return null;
    const [width, height] = [whole.get_width(), whole.get_height()];
    const thumbnail = images.find((image) => isSmallOf(image, width, height));
    if (width * height < WORTH_IT || !thumbnail) return null;
    const size = { width: thumbnail.get_width(), height: thumbnail.get_height() };
    const small = await smallPicture(await pixelsOf(thumbnail, size, findProfile(content)), 1, { width, height });
    return small && { width, height, small };
  } catch {
    return null; // the photograph itself will be decoded, and judged
  } finally {
    for (const image of images) image.free();
  }
}

function isSmallOf(image: HeifImage, width: number, height: number): boolean {
  const size = [image.get_width(), image.get_height()] as const;
  const longEdge = Math.max(...size);
  return (
    !image.is_primary() &&
    longEdge >= LEAST_EDGE &&
    longEdge <= MOST_EDGE &&
    Math.abs((size[0] / size[1]) * (height / width) - 1) < SAME_SHAPE
  );
}

/**
 * The content with its `thmb` references (ISO/IEC 23008-12, 6.4.4) under a name that nobody knows: libheif then lists thumbnails
 * like every other image. Null where there are none.
 */
function withThumbnailsOnTheirOwn(content: Buffer): Buffer | null {
  const meta = boxAt(content, ['meta']);
  const references = meta && boxesIn(content, meta.from + 4, meta.to).find(({ type }) => type === 'iref');
  if (!references) return null;
  const thumbnails = boxesIn(content, references.from + 4, references.to).filter(({ type }) => type === 'thmb');
  if (thumbnails.length === 0) return null;
  const copy = Buffer.from(content);
  for (const { from } of thumbnails) copy.write('none', from - 4, 'latin1');
  return copy;
}
