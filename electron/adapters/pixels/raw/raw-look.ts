import sharp from 'sharp';
import { orientation } from '../../../../shared/domain/photo.ts';
import { rawSize, type Taken } from '../decode.ts';
import { type FirstLook, smallPicture, WORTH_LOOKING } from '../embedded-picture.ts';
import { findPreviews, type Preview } from './previews.ts';

/** Long edge, px: the smallest that shows something, and the largest that is quickly there. */
const LEAST_EDGE = 100;
const MOST_EDGE = 2000;

/**
 * A first look at a camera raw: the smallest of its finished pictures that shows something, upright, in the shape of the largest.
 * Null where that gains nothing, or where anything is odd: decoding judges, and says what is wrong.
 */
export async function rawLook(content: Buffer, taken: Taken): Promise<FirstLook | null> {
  const { previews, cutOff } = findPreviews(content);
  const [largest, ...others] = previews;
  if (!largest || cutOff || largest.width * largest.height < WORTH_LOOKING) return null;
  const thumbnail = others.findLast((preview) => longEdge(preview) >= LEAST_EDGE && longEdge(preview) <= MOST_EDGE);
  if (!thumbnail) return null;
  const lies = await lieOf(largest, taken);
  if (!lies) return null;
  const upright = lies >= 5 ? { width: largest.height, height: largest.width } : largest;
  const seen = rawSize(content, { width: upright.width, height: upright.height }, taken);
  const small = await smallPicture(thumbnail.jpeg, lies, upright);
  return small && { ...seen, small };
}

function longEdge({ width, height }: Preview): number {
  return Math.max(width, height);
}

/** As the largest preview says itself, else as the raw does: what `openUpright` goes by. */
async function lieOf({ jpeg }: Preview, taken: Taken) {
  const header = await sharp(jpeg, { failOn: 'none', limitInputPixels: false })
    .metadata()
    .catch(() => null);
  const own = orientation.safeParse(header?.orientation ?? 1);
  if (!header || !own.success) return null;
  return own.data === 1 ? taken.orientation : own.data;
}
