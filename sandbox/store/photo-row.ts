import { z } from 'zod';

export const photoStatus = z.enum(['pending', 'approved', 'rejected']);
export type PhotoStatus = z.infer<typeof photoStatus>;

/** A JSON text column, read back through the schema of what was put in. */
function json<T>(inner: z.ZodType<T>) {
  return z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(inner);
}

export const objectPlace = z.object({ bucket: z.string(), key: z.string() });
export type ObjectPlace = z.infer<typeof objectPlace>;

/** Where a photo's bytes lie: the original and the images shown to buyers, by kind. */
const photoObjects = z.object({ original: objectPlace, shown: z.record(z.string(), objectPlace) });

export const photo = z.object({
  id: z.string(),
  photographer_id: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  slug: z.string(),
  tags: json(z.array(z.string())),
  category_id: z.string(),
  price_standard: z.number(),
  price_extended: z.number(),
  location: z.string().nullable(),
  exif: json(z.record(z.string(), z.unknown())).nullable(),
  width: z.number(),
  height: z.number(),
  size: z.number(),
  format: z.string(),
  sha256: z.string(),
  objects: json(photoObjects),
  prefix: z.string(),
  status: photoStatus,
  rejection_reason: z.string().nullable(),
  is_public: z.number(),
  views: z.number(),
  favorites: z.number(),
  created_at: z.number(),
  updated_at: z.number(),
  approved_at: z.number().nullable(),
  sales: z.number(),
});
export type Photo = z.infer<typeof photo>;

/** What the photographer says about a photo. */
export interface PhotoDescription {
  readonly title: string;
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly categoryId: string;
  readonly priceStandard: number;
  readonly priceExtended: number;
  readonly location: string | null;
}

export interface NewPhoto extends PhotoDescription {
  readonly photographerId: string;
  readonly exif: Record<string, unknown> | null;
  readonly width: number;
  readonly height: number;
  readonly size: number;
  readonly format: 'jpg' | 'png';
  readonly sha256: string;
  readonly objects: z.infer<typeof photoObjects>;
  /** Key prefix under which everything of this photo lies. */
  readonly prefix: string;
}

export const COLUMNS = 'photos.*, (SELECT count(*) FROM sales WHERE sales.photo_id = photos.id) AS sales';
/** What a photographer says of a photo, and what the picture itself brings: columns in the order of their values. */
export const DESCRIBED = [
  'title',
  'description',
  'tags',
  'category_id',
  'price_standard',
  'price_extended',
  'location',
];
export const PICTURED = ['exif', 'width', 'height', 'size', 'format', 'sha256', 'objects', 'prefix'];

/** `title = ?, description = ?`: for an UPDATE. */
export function assigned(columns: readonly string[]): string {
  return columns.map((column) => `${column} = ?`).join(', ');
}

/** Values of DESCRIBED. */
export function described(words: PhotoDescription) {
  const { title, description, tags, categoryId, priceStandard, priceExtended, location } = words;
  return [title, description, JSON.stringify(tags), categoryId, priceStandard, priceExtended, location];
}

/** Values of PICTURED. */
export function pictured({
  exif,
  width,
  height,
  size,
  format,
  sha256,
  objects,
  prefix,
}: Omit<NewPhoto, 'photographerId'>) {
  const shot = exif === null ? null : JSON.stringify(exif);
  return [shot, width, height, size, format, sha256, JSON.stringify(objects), prefix];
}
