import { z } from 'zod';
import type { DerivedGroup } from './derived-store.repository.ts';

const storedImages = z.array(z.object({ kind: z.string(), path: z.string().min(1), bytes: z.number().catch(0) }));
export type StoredImage = z.infer<typeof storedImages>[number];

/** The column photos.derived; empty where it is not understood. */
export function readStoredImages(derived: string): StoredImage[] {
  const parsed = storedImages.safeParse(JSON.parse(derived));
  return parsed.success ? parsed.data : [];
}

export function groupOf(image: { readonly kind: string }): DerivedGroup {
  return image.kind === 'preview' ? 'previews' : 'thumbnails';
}
