import { useEffect, useState } from 'react';
import type { PhotoDetail } from '../../../shared/contract/library.contract.ts';
import { pictureAddress } from '../../host/studio.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { exifLine } from '../library/inspector/exif-line.ts';
import { curveOf, drawnHeight, type Histogram, histogramOf } from './histogram.ts';
import { loadPicture, readableCanvas } from './pixels.ts';

const HEIGHT = 84;

/** Where the tones of a photo lie, and how it was taken. */
export function HistogramCard({ photo }: { readonly photo: PhotoDetail }) {
  const say = useSay();
  const language = useLanguage();
  const histogram = useHistogram(pictureAddress(photo.id, 'thumb800', photo.pictureVersion));
  const exif = exifLine(photo, language);
  const share = (value: number) => formatNumber(value * 100, language, 1);
  return (
    <figure
      aria-label={say('histogram.name')}
      className="pointer-events-none absolute top-3 right-3 w-70 rounded-md border border-line bg-panel p-2.5 shadow-[var(--shadow)]"
    >
      <svg
        role="img"
        aria-label={
          histogram
            ? say('histogram.said', { shadows: share(histogram.shadows), highlights: share(histogram.highlights) })
            : say('library.loading')
        }
        viewBox={`0 0 255 ${String(HEIGHT)}`}
        preserveAspectRatio="none"
        className="block h-21 w-full bg-canvas"
      >
        {histogram && <Curves histogram={histogram} />}
      </svg>
      <figcaption className="mt-1.5 flex flex-col gap-0.5 text-xs">
        {histogram && (
          <span className="tabular flex justify-between text-muted">
            <span>{say('histogram.shadows', { share: share(histogram.shadows) })}</span>
            <span>{say('histogram.highlights', { share: share(histogram.highlights) })}</span>
          </span>
        )}
        {exif && <span className="break-words">{exif}</span>}
      </figcaption>
    </figure>
  );
}

function Curves({ histogram }: { readonly histogram: Histogram }) {
  const full = drawnHeight(histogram);
  return (
    <>
      <path d={curveOf(histogram.luminance, full, HEIGHT)} className="fill-line-strong" />
      {(['red', 'green', 'blue'] as const).map((channel) => (
        <path
          key={channel}
          d={curveOf(histogram[channel], full, HEIGHT)}
          fill={CHANNEL_COLOURS[channel]}
          fillOpacity={0.3}
          stroke={CHANNEL_COLOURS[channel]}
          strokeWidth={1}
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </>
  );
}

/** Channels are data, the same on light and dark. */
const CHANNEL_COLOURS = { red: '#e05a4d', green: '#4fa662', blue: '#4d86d8' } as const;

/** Counted from the largest picture without a watermark: 480,000 pixels are plenty for a curve of 256 points. */
function useHistogram(address: string): Histogram | null {
  const [counted, setCounted] = useState<{ readonly address: string; readonly histogram: Histogram } | null>(null);
  useEffect(() => {
    let wanted = true;
    void loadPicture(address)
      .then((picture) => {
        const context = wanted ? readableCanvas(picture.naturalWidth, picture.naturalHeight) : null;
        if (!context) return;
        context.drawImage(picture, 0, 0);
        const { width, height } = context.canvas;
        setCounted({ address, histogram: histogramOf(context.getImageData(0, 0, width, height).data) });
      })
      // No picture yet: the frame beside it says so.
      .catch(() => setCounted(null));
    return () => {
      wanted = false;
    };
  }, [address]);
  return counted?.address === address ? counted.histogram : null;
}
