import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { WatermarkDesign } from '../../../shared/domain/watermark.ts';
import { useSay } from '../../i18n/i18n.ts';
import { useLibrary } from '../library/library.store.ts';
import { useSample } from './watermarks.ts';

/** Shapes of pictures, as width : height, and how they stand beside each other (grid of six columns). */
const SHAPES = [
  { name: '3:2', ratio: 3 / 2, place: 'col-span-3 row-span-2' },
  { name: '2:3', ratio: 2 / 3, place: 'col-span-2 row-span-3' },
  { name: '1:3', ratio: 1 / 3, place: 'col-span-1 row-span-3' },
  { name: '3:1', ratio: 3, place: 'col-span-3 row-span-1' },
] as const;
const MORE = [
  { name: '1:1', ratio: 1, place: 'col-span-2 row-span-2' },
  { name: '16:9', ratio: 16 / 9, place: 'col-span-4 row-span-2' },
] as const;

/** The design live on her own photographs, cut to every shape there is; and what is to be said about it. */
export function Samples({ design }: { readonly design: WatermarkDesign }) {
  const say = useSay();
  const order = useLibrary((state) => state.order);
  const chosen = useLibrary((state) => state.selection.ids);
  const photos = [...[...chosen].slice(0, 6), ...order.slice(0, 6)];
  const first = useSample(photos[0], design, 3 / 2);
  const upright = useSample(photos[1 % Math.max(1, photos.length)], design, 2 / 3);
  if (photos.length === 0) return <p className="text-muted">{say('watermark.noPhotos')}</p>;
  const missing = first?.missing ?? [];
  const survives = (first?.survives ?? true) && (upright?.survives ?? true);
  return (
    <div className="flex flex-col gap-3">
      <div className="grid auto-rows-[72px] grid-cols-6 gap-2">
        {[...SHAPES, ...MORE].map(({ name, ratio, place }, index) => (
          <Sample
            key={name}
            photo={photos[index % photos.length]}
            design={design}
            ratio={ratio}
            name={say('watermark.sample', { shape: name })}
            place={place}
          />
        ))}
      </div>
      <div role="status" className="flex flex-col gap-1 text-sm">
        {missing.length > 0 && (
          <p className="text-warn">
            {say('watermark.missing', { characters: missing.join(' '), count: missing.length })}
          </p>
        )}
        <p className={survives ? 'text-good' : 'text-warn'}>
          {say(survives ? 'watermark.survives' : 'watermark.cropped')}
        </p>
      </div>
    </div>
  );
}

function Sample({
  photo,
  design,
  ratio,
  name,
  place,
}: {
  readonly photo: PhotoId | undefined;
  readonly design: WatermarkDesign;
  readonly ratio: number;
  readonly name: string;
  readonly place: string;
}) {
  const sample = useSample(photo, design, ratio);
  return (
    <div className={`flex min-h-0 min-w-0 items-center justify-center rounded-md bg-canvas ${place}`}>
      {sample?.jpeg && (
        <img src={`data:image/jpeg;base64,${sample.jpeg}`} alt={name} className="size-full object-contain" />
      )}
    </div>
  );
}
