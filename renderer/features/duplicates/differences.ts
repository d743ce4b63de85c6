import type { DuplicatePhoto } from '../../../shared/contract/duplicates.contract.ts';

/** What tells photographs of one group from each other, in the order it is compared. */
export const COMPARED = ['pixels', 'size', 'format', 'taken', 'camera', 'rating', 'review', 'name', 'folder'] as const;
export type Compared = (typeof COMPARED)[number];

/** Folder of the place that can be reached best. */
export function folderOf(photo: Pick<DuplicatePhoto, 'files'>): string {
  const path = photo.files[0]?.path ?? '';
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'), 0));
}

const VALUES: Readonly<Record<Compared, (photo: DuplicatePhoto) => string | number | null>> = {
  pixels: (photo) => `${photo.width} × ${photo.height}`,
  // As far as it is shown.
  size: (photo) => Number(photo.size.toPrecision(2)),
  format: (photo) => photo.format,
  taken: (photo) => photo.captureDate,
  camera: (photo) => photo.camera,
  rating: (photo) => photo.rating,
  review: (photo) => photo.review,
  name: (photo) => photo.fileName,
  folder: folderOf,
};

/** What there is to say of at least one of them: a line of dashes tells nothing. */
export function tellable(photos: readonly DuplicatePhoto[]): readonly Compared[] {
  return COMPARED.filter((fact) => photos.some((photo) => !NOTHING.has(VALUES[fact](photo))));
}

/** No date, no camera, no rating, no folder. */
const NOTHING: ReadonlySet<string | number | null> = new Set([null, 0, '']);

/** What is not the same for all of them. */
export function differences(photos: readonly DuplicatePhoto[]): ReadonlySet<Compared> {
  return new Set(COMPARED.filter((fact) => new Set(photos.map(VALUES[fact])).size > 1));
}
