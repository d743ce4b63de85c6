import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import type { DerivedKind } from '../../../shared/domain/photo.ts';
import { classes } from '../../ui/classes.ts';
import { type Pictured, turnedStyle, useHeldPicture } from '../stacks/held-picture.ts';

interface PictureProps {
  readonly photo: Pictured;
  readonly kind: DerivedKind;
  readonly alt: string;
  readonly className?: string;
}

/** A derived image, or a quiet mark until there is one. One that still lies wrong is turned on screen. */
export function Picture({ photo, kind, alt, className }: PictureProps) {
  const { address, turn } = useHeldPicture(photo, kind);
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
  const fit = className?.includes('object-cover') ? 'object-cover' : 'object-contain';
  const image = (
    <img
      src={address}
      alt={alt}
      draggable={false}
      decoding="async"
      className={turn === 0 ? className : fit}
      style={turnedStyle(turn)}
      onError={() => setFailed(address)}
    />
  );
  if (turn === 0) return image;
  return (
    <span className={classes('relative block overflow-hidden', className)} style={{ containerType: 'size' }}>
      {image}
    </span>
  );
}
