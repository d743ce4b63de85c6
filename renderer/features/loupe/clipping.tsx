import { useEffect, useRef, useState } from 'react';
import { place, type Stage, seenPart, type View } from './geometry.ts';
import { paintClipping } from './histogram.ts';
import { loadPicture } from './pixels.ts';

interface ClippingProps {
  /** Address of the picture to judge: the whole photograph where it is there, otherwise one without a watermark. */
  readonly source: string;
  readonly view: View;
  readonly stage: Stage;
}

/** Paints what is burnt out red and what is blocked up blue, over the part of the picture that is seen. */
export function Clipping({ source, view, stage }: ClippingProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [picture, setPicture] = useState<HTMLImageElement | null>(null);
  useEffect(() => {
    let wanted = true;
    loadPicture(source).then(
      (loaded) => wanted && setPicture(loaded),
      () => wanted && setPicture(null),
    );
    return () => {
      wanted = false;
    };
  }, [source]);
  useEffect(() => {
    // Once a frame at most, however fast the hand moves.
    const frame = requestAnimationFrame(() => {
      const context = canvas.current?.getContext('2d', { willReadFrequently: true });
      if (!context || !picture) return;
      const { width, height } = context.canvas;
      context.clearRect(0, 0, width, height);
      const part = seenPart(view, stage);
      const box = place(view, stage);
      const scale = box.width / stage.image.width;
      // The judged picture may be smaller than the photograph.
      const share = picture.naturalWidth / stage.image.width;
      const left = Math.max(0, box.left);
      const top = Math.max(0, box.top);
      context.imageSmoothingEnabled = share * scale < 1;
      context.drawImage(
        picture,
        part.left * share,
        part.top * share,
        part.width * share,
        part.height * share,
        left,
        top,
        part.width * scale,
        part.height * scale,
      );
      const pixels = context.getImageData(0, 0, width, height);
      paintClipping(pixels.data);
      context.putImageData(pixels, 0, 0);
    });
    return () => cancelAnimationFrame(frame);
  }, [picture, view, stage]);
  return (
    <canvas
      ref={canvas}
      data-clipping
      width={Math.round(stage.frame.width)}
      height={Math.round(stage.frame.height)}
      className="pointer-events-none absolute inset-0"
    />
  );
}
