import type { Marketplace } from '../marketplace.ts';
import type { Account } from '../store/accounts.ts';
import type { NewPhoto, Photo } from '../store/photo-row.ts';
import type { Upload } from '../store/uploads.ts';
import { refused } from './answers.ts';
import type { Validation } from './validation.ts';

/** The photo whose picture an upload session brings anew; null: the session makes a photo. */
export function readReplaces({ pictureReplacement }: Marketplace, body: Validation): string | null {
  const given = body.raw('replaces');
  // A server from before that does not know the field, and says nothing of it.
  if (!pictureReplacement || given === undefined || given === null) return null;
  return body.uuid('replaces', 'replaces');
}

/** 404 for what is none of hers, 409 for what buyers have seen or bought. */
export function requireReplaceable({ photos }: Marketplace, account: Account, photoId: string): Photo {
  const photo = photos.byId(photoId);
  if (photo === undefined || photo.photographer_id !== account.id)
    throw refused(404, 'La photo à remplacer est introuvable.', { code: 'replaces_unknown' });
  if (photo.status === 'approved' || photo.sales > 0) {
    const why = photo.sales > 0 ? 'sold' : 'approved';
    throw refused(409, "L'image de cette photo ne peut plus être remplacée.", {
      code: 'not_replaceable',
      data: { photo_id: photo.id, why },
    });
  }
  return photo;
}

/** Gives a photo its new picture and words: the same id, pending again. What it was made of before is removed. */
export async function replacePicture(
  { photos, uploads, storage }: Marketplace,
  before: Photo,
  upload: Upload,
  picture: NewPhoto,
): Promise<Photo> {
  const photo = photos.replacePicture(before.id, picture);
  uploads.complete(upload.id, photo.id);
  if (before.prefix !== picture.prefix) await storage.removePrefix(before.prefix);
  return photo;
}
