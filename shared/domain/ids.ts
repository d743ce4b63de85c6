import { z } from 'zod';

/** A photo in the catalogue: a content, wherever its files lie. Row id, stable for the life of the catalogue. */
export const photoId = z.int().positive().brand<'PhotoId'>();
export type PhotoId = z.infer<typeof photoId>;

export const folderId = z.int().positive().brand<'FolderId'>();
export type FolderId = z.infer<typeof folderId>;

/** A collection or a saved search. */
export const collectionId = z.int().positive().brand<'CollectionId'>();
export type CollectionId = z.infer<typeof collectionId>;

/** One delivery: the journey of one photo to one account's marketplace. */
export const deliveryId = z.int().positive().brand<'DeliveryId'>();
export type DeliveryId = z.infer<typeof deliveryId>;

/** Lower-case hexadecimal SHA-256 of a whole content (FIPS 180-4). */
export const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Sha256'>();
export type Sha256 = z.infer<typeof sha256>;
