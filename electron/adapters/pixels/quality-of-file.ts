import type { Sha256 } from '../../../shared/domain/ids.ts';
import type { PictureQuality } from '../../../shared/domain/picture-quality.ts';
import { decode } from './decode.ts';
import { onKnownContent } from './known-content.ts';
import { measureQuality } from './picture-quality.ts';
import { readMetadata } from './read-metadata.ts';

/** What the pixels of a photograph say that was read before (Images.quality). */
export async function qualityOfFile(path: string, sha256: Sha256): Promise<PictureQuality | null> {
  const result = await onKnownContent(path, sha256, async (content, format) => {
    const { preview } = await decode(content, format, await readMetadata(content));
    return { outcome: 'measured', quality: measureQuality(preview) } as const;
  });
  return result.outcome === 'measured' ? result.quality : null;
}
