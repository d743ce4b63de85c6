import { join } from 'node:path';
import { z } from 'zod';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { type DerivedKind, derivedKind } from '../../../../shared/domain/photo.ts';
import type { StudioContext } from '../../context.ts';
import { photosRepository } from './photos.repository.ts';

/** The column photos.derived: written by the ingest, paths relative to the derived folder. */
const derivedImages = z.array(z.object({ kind: derivedKind, path: z.string().min(1) }));

export interface Pictures {
  /** Where a derived image lies. Null: no such photo, or its images are still to be made. */
  picture(photoId: PhotoId, kind: DerivedKind): string | null;
}

export function createPictures(context: StudioContext): Pictures {
  const photos = photosRepository(context.db);
  return {
    picture(photoId, kind) {
      const derived = photos.derived(photoId);
      if (derived === null) return null;
      const image = derivedImages.parse(JSON.parse(derived)).find((candidate) => candidate.kind === kind);
      return image ? join(context.paths.derived, image.path) : null;
    },
  };
}
