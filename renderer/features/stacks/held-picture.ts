import { type CSSProperties, useEffect, useState } from 'react';
import type { PhotoSummary } from '../../../shared/contract/library.contract.ts';
import type { PictureKind } from '../../../shared/domain/photo.ts';
import { pictureAddress } from '../../host/studio.ts';

export interface HeldPicture {
  readonly id: PhotoSummary['id'];
  readonly address: string;
  /** Degrees clockwise by which it is to be turned to be seen right. */
  readonly turn: number;
}

export type Pictured = Pick<PhotoSummary, 'id' | 'pictureVersion' | 'pictureTurn'>;

/** A derived image of a photo; one that was made anew takes its place when it can be drawn at once, so that nothing flickers. */
export function useHeldPicture(photo: Pictured, kind: PictureKind): HeldPicture {
  const address = pictureAddress(photo.id, kind, photo.pictureVersion);
  const turn = photo.pictureTurn ?? 0;
  const [held, setHeld] = useState<HeldPicture>({ id: photo.id, address, turn });
  const { id } = photo;
  const isNew = held.id !== id || held.address === address;
  const renewed = isNew ? null : address;
  useEffect(() => {
    if (renewed === null) {
      setHeld((kept) =>
        kept.id === id && kept.address === address && kept.turn === turn ? kept : { id, address, turn },
      );
      return;
    }
    let wanted = true;
    const image = new Image();
    image.src = renewed;
    const show = () => {
      if (wanted) setHeld({ id, address: renewed, turn });
    };
    image.decode().then(show, show);
    return () => {
      wanted = false;
    };
  }, [id, address, turn, renewed]);
  return isNew ? { id, address, turn } : held;
}

/** Style of an image that fills its box (which is positioned and measured: `container-type: size`) turned. */
export function turnedStyle(turn: number): CSSProperties | undefined {
  if (turn === 0) return undefined;
  const across = turn % 180 !== 0;
  return {
    position: 'absolute',
    left: '50%',
    top: '50%',
    width: across ? '100cqh' : '100cqw',
    height: across ? '100cqw' : '100cqh',
    maxWidth: 'none',
    transform: `translate(-50%, -50%) rotate(${String(turn)}deg)`,
  };
}

/** Style of an image that, turned, fills a box given in CSS pixels. */
export function turnedInto(
  box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
  turn: number,
): CSSProperties {
  const across = turn % 180 !== 0;
  const [width, height] = across ? [box.height, box.width] : [box.width, box.height];
  return {
    left: box.left + (box.width - width) / 2,
    top: box.top + (box.height - height) / 2,
    width,
    height,
    transform: `rotate(${String(turn)}deg)`,
  };
}
