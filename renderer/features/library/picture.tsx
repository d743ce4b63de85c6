import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import type { PhotoSummary } from '../../../shared/contract/library.contract.ts';
import type { DerivedKind } from '../../../shared/domain/photo.ts';
import { pictureAddress } from '../../host/studio.ts';
import { classes } from '../../ui/classes.ts';

interface PictureProps {
  readonly photo: Pick<PhotoSummary, 'id' | 'pictureVersion'>;
  readonly kind: DerivedKind;
  readonly alt: string;
  readonly className?: string;
}

/** A derived image, or a quiet mark until there is one. */
export function Picture({ photo, kind, alt, className }: PictureProps) {
  const address = pictureAddress(photo.id, kind, photo.pictureVersion);
  const [failed, setFailed] = useState<string | null>(null);
  if (failed === address) {
    return (
      <span
        role="img"
        aria-label={alt}
        className={classes('flex items-center justify-center text-line-strong', className)}
      >
        <ImageOff size={20} strokeWidth={1.5} />
      </span>
    );
  }
  return (
    <img
      src={address}
      alt={alt}
      draggable={false}
      decoding="async"
      className={className}
      onError={() => setFailed(address)}
    />
  );
}
