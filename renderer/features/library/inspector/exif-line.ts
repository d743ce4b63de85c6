import type { PhotoDetail } from '../../../../shared/contract/library.contract.ts';
import { formatExposure, formatNumber, type Language } from '../../../i18n/format.ts';

/** `Canon EOS R6 · 35 mm · f/2,8 · 1/250 s · ISO 400`: what a photographer reads first, without what the file does not say. */
export function exifLine(
  photo: Pick<PhotoDetail, 'camera' | 'focalLength' | 'fNumber' | 'exposureTime' | 'iso'>,
  language: Language,
): string {
  return [
    photo.camera,
    photo.focalLength ? `${formatNumber(photo.focalLength, language, 1)}\u00a0mm` : null,
    photo.fNumber ? `f/${formatNumber(photo.fNumber, language, 1)}` : null,
    photo.exposureTime ? formatExposure(photo.exposureTime, language) : null,
    photo.iso ? `ISO\u00a0${String(photo.iso)}` : null,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
