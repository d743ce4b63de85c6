import type { PhotoSummary } from '../../../shared/contract/library.contract.ts';
import type { PictureKind } from '../../../shared/domain/photo.ts';

/**
 * What a photo seen whole is drawn from: her photograph without the watermark. No file is there to make it from while the drive
 * is away, and while a turn is being carried out it would lie another way than what is turned on screen.
 */
export function fittedKind(photo: Pick<PhotoSummary, 'offline' | 'missing' | 'pictureTurn'>): PictureKind {
  return photo.offline || photo.missing || photo.pictureTurn !== undefined ? 'preview' : 'screen';
}
