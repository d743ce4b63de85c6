import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { movedCut, type SquareCut, zoomedCut } from '../../../shared/domain/profile.ts';
import { useSay } from '../../i18n/i18n.ts';

/** Side of the window she looks through, pixels. */
const SIDE = 300;
/** One press of a key moves by this part of the window, and zooms by this factor. */
const STEP = 0.06;
const ZOOM = 1.12;
const CLOSEST = 0.1;

interface CropProps {
  /** The whole picture, upright. */
  readonly picture: { readonly jpeg: string; readonly width: number; readonly height: number };
  readonly cut: SquareCut;
  readonly onChange: (cut: SquareCut) => void;
}

/** A square window on the picture: dragged, zoomed by wheel or slider, moved by arrows, + and −. */
export function Crop({ picture, cut, onChange }: CropProps) {
  const say = useSay();
  const box = useRef<HTMLButtonElement>(null);
  const from = useRef<{ x: number; y: number; cut: SquareCut } | null>(null);
  const shorter = Math.min(picture.width, picture.height);
  /** Screen pixels of one of the picture. */
  const scale = SIDE / (cut.size * shorter);

  /** The cut moved by screen pixels: the picture follows the pointer, so the window goes the other way. */
  const moved = (start: SquareCut, x: number, y: number): SquareCut => {
    const side = start.size * shorter;
    const middleX = start.x + (side / 2 - x / scale) / picture.width;
    const middleY = start.y + (side / 2 - y / scale) / picture.height;
    return movedCut(start, picture, middleX, middleY);
  };
  const zoomed = (size: number): SquareCut => zoomedCut(cut, picture, Math.min(1, Math.max(CLOSEST, size)) / cut.size);

  // React listens to wheels passively, and the dialog would scroll.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      onChange(zoomed(cut.size * (event.deltaY > 0 ? ZOOM : 1 / ZOOM)));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  });

  function onPointerDown(event: PointerEvent<HTMLButtonElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, y: event.clientY, cut };
  }
  function onPointerMove(event: PointerEvent<HTMLButtonElement>): void {
    const start = from.current;
    if (start) onChange(moved(start.cut, event.clientX - start.x, event.clientY - start.y));
  }
  /** What a key makes of the cut; null: not one of ours. */
  function cutAfter(key: string): SquareCut | null {
    const by = SIDE * STEP;
    switch (key) {
      case 'ArrowLeft':
        return moved(cut, by, 0);
      case 'ArrowRight':
        return moved(cut, -by, 0);
      case 'ArrowUp':
        return moved(cut, 0, by);
      case 'ArrowDown':
        return moved(cut, 0, -by);
      case '+':
      case '=':
        return zoomed(cut.size / ZOOM);
      case '-':
        return zoomed(cut.size * ZOOM);
      default:
        return null;
    }
  }
  function onKeyDown(event: KeyboardEvent): void {
    const next = cutAfter(event.key);
    if (next === null) return;
    event.preventDefault();
    onChange(next);
  }

  return (
    <div className="flex flex-col items-center gap-3">
      <button
        ref={box}
        type="button"
        data-autofocus
        aria-label={say('profile.crop.window')}
        aria-describedby="crop-how"
        style={{ width: SIDE, height: SIDE }}
        className="relative cursor-grab touch-none overflow-hidden rounded-md bg-cell outline-offset-2 active:cursor-grabbing"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          from.current = null;
        }}
        onPointerCancel={() => {
          from.current = null;
        }}
        onKeyDown={onKeyDown}
      >
        <img
          src={`data:image/jpeg;base64,${picture.jpeg}`}
          alt=""
          draggable={false}
          className="absolute max-w-none select-none"
          style={{
            width: picture.width * scale,
            height: picture.height * scale,
            left: -cut.x * picture.width * scale,
            top: -cut.y * picture.height * scale,
          }}
        />
        <span className="pointer-events-none absolute inset-0 rounded-full shadow-[0_0_0_999px_rgb(0_0_0/0.45)] ring-1 ring-white/60" />
      </button>
      <label className="flex w-[300px] items-center gap-3 text-muted text-sm">
        {say('profile.crop.zoom')}
        <input
          type="range"
          className="min-w-0 flex-1 accent-accent"
          min={0}
          max={100}
          value={Math.round((Math.log(1 / cut.size) / Math.log(1 / CLOSEST)) * 100)}
          onChange={(event) => onChange(zoomed(CLOSEST ** (Number(event.target.value) / 100)))}
        />
      </label>
      <p id="crop-how" className="max-w-[300px] text-center text-muted text-sm">
        {say('profile.crop.how')}
      </p>
    </div>
  );
}
