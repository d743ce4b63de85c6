import { join } from 'node:path';
import { z } from 'zod';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { type DerivedKind, derivedKind } from '../../../../shared/domain/photo.ts';
import type { StudioContext } from '../../context.ts';
import { photosRepository } from './photos.repository.ts';

/** The column photos.derived: written by the ingest, paths relative to the derived folder. */
const derivedImages = z.array(
  z.object({ kind: z.enum([...derivedKind.options, 'embedded']), path: z.string().min(1) }),
);

export interface Pictures {
  /** Where a derived image lies. Null: no such photo, or its images are still to be made. */
  picture(photoId: PhotoId, kind: DerivedKind): string | null;
  /** What can be shown in its place now: the image, or what the camera embedded while the images are still to be made. */
  shown(photoId: PhotoId, kind: DerivedKind): string | null;
}

export function createPictures(context: StudioContext): Pictures {
  const photos = photosRepository(context.db);
  function find(photoId: PhotoId, ...kinds: readonly (DerivedKind | 'embedded')[]): string | null {
    const derived = photos.derived(photoId);
    if (derived === null) return null;
    const images = derivedImages.parse(JSON.parse(derived));
    for (const kind of kinds) {
      const image = images.find((candidate) => candidate.kind === kind);
      if (image) return join(context.paths.derived, image.path);
    }
    return null;
  }
  return {
    picture: (photoId, kind) => find(photoId, kind),
    shown: (photoId, kind) => find(photoId, kind, 'embedded'),
  };
}
