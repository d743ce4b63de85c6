import type { Format } from '../../../shared/domain/photo.ts';
import type { Taken } from './decode.ts';
import { embeddedPicture, type FirstLook, WORTH_LOOKING } from './embedded-picture.ts';
import { heicLook } from './heic-look.ts';
import { rawLook } from './raw/raw-look.ts';

/**
 * What can be shown of a content without decoding it: the picture that its camera put in. Null where there is none, or where
 * looking would gain nothing. `measured`: its size as seen where its format tells without decoding.
 */
export async function firstLook(
  content: Buffer,
  format: Format,
  taken: Taken,
  measured: { readonly width: number; readonly height: number } | null,
): Promise<FirstLook | null> {
  if (format === 'raw') return rawLook(content, taken);
  if (format === 'heic') return heicLook(content);
  if (format !== 'jpeg' || !measured || measured.width * measured.height <= WORTH_LOOKING) return null;
  const small = await embeddedPicture(content, taken.orientation, measured);
  return small && { ...measured, small };
}
