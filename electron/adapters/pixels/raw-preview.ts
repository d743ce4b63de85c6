import { findPreviews } from './raw/previews.ts';

/** The largest finished picture in a camera raw, or in its first bytes; null where there is none. */
export function findEmbeddedJpeg(content: Buffer): Buffer | null {
  return findPreviews(content).previews[0]?.jpeg ?? null;
}
