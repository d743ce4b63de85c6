import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PhotoSummary } from '../../../shared/contract/library.contract.ts';
import { fullPictureSize } from '../../../shared/domain/photo.ts';
import { pictureAddress } from '../../host/studio.ts';
import { classes } from '../../ui/classes.ts';
import { Picture } from '../library/picture.tsx';
import { turnedInto, useHeldPicture } from '../stacks/held-picture.ts';
import { Clipping } from './clipping.tsx';
import { fittedKind } from './fitted-kind.ts';
import { useFullPicture } from './full-picture.ts';
import { type Point, pan, place, type Size, type Stage, toggleActual, type View, wheel, zoomOf } from './geometry.ts';
import { looking } from './looking.store.ts';

interface ViewerProps {
  readonly photo: PhotoSummary;
  readonly view: View;
  readonly clipping: boolean;
}

/** Above this zoom the pixels themselves are to be seen. */
const SHOW_PIXELS = 2;

/**
 * A photo in a frame, fitted or close: first as large as a screen, then, close, the whole photograph on top of it. Dragging pans, the
 * wheel zooms, a double click goes to 100 % and back.
 */
export function Viewer({ photo, view, clipping }: ViewerProps) {
  const frame = useRef<HTMLDivElement>(null);
  const stage = useStage(frame, fullPictureSize(photo));
  const close = view.zoom !== 'fit';
  // One made the other way round is of no use: a moment later there is a new one.
  const full = useFullPicture(photo, close && photo.pictureTurn === undefined);
  const [shown, setShown] = useState<string | null>(null);
  // Her own photograph is seen without the watermark; where that can't be made, the preview is all there is.
  const [lacking, setLacking] = useState<string | null>(null);
  const lackingHere = lacking === `${String(photo.id)} ${String(photo.pictureVersion)}`;
  const { address: preview, turn } = useHeldPicture(photo, lackingHere ? 'preview' : fittedKind(photo));
  const [sharp, setSharp] = useState<string | null>(null);
  const { id } = photo;

  useEffect(() => {
    looking.staged(id, stage);
    return () => looking.staged(id, null);
  }, [id, stage]);
  useHand(frame, id, stage);

  const name = photo.title || photo.fileName;
  const box = stage && place(view, stage);
  const style = box && { left: box.left, top: box.top, width: box.width, height: box.height };
  const pixelated = stage !== null && zoomOf(view, stage) >= SHOW_PIXELS;
  const whole = full.address !== null && shown === full.address;
  return (
    <div
      ref={frame}
      className={classes('absolute inset-0 touch-none overflow-hidden', close && 'cursor-grab active:cursor-grabbing')}
      data-zoom={stage ? zoomOf(view, stage).toFixed(3) : undefined}
      data-whole={whole || undefined}
    >
      {style && (
        <>
          {/* The thumbnail is there at once, the larger picture a moment later in its place. */}
          {sharp !== preview && !whole && (
            <span className="absolute" style={style}>
              <Picture photo={photo} kind="thumb800" alt="" className="size-full" />
            </span>
          )}
          <img
            key={preview}
            src={preview}
            alt={name}
            draggable={false}
            decoding="async"
            className="absolute max-w-none"
            style={box && turn !== 0 ? turnedInto(box, turn) : style}
            onLoad={() => setSharp(preview)}
            onError={() => setLacking(`${String(photo.id)} ${String(photo.pictureVersion)}`)}
          />
          {full.address !== null && (
            <img
              key={full.address}
              src={full.address}
              alt=""
              draggable={false}
              decoding="async"
              className={classes('absolute max-w-none', !whole && 'opacity-0')}
              style={{ ...style, imageRendering: pixelated ? 'pixelated' : 'auto' }}
              onLoad={() => setShown(full.address)}
            />
          )}
          {clipping && stage && turn === 0 && (
            <Clipping
              source={
                whole && full.address !== null
                  ? full.address
                  : pictureAddress(photo.id, 'thumb800', photo.pictureVersion)
              }
              view={view}
              stage={stage}
            />
          )}
        </>
      )}
      {full.note !== null && (
        <p
          role="status"
          className="-translate-x-1/2 pointer-events-none absolute bottom-3 left-1/2 max-w-[90%] rounded-md border border-line bg-raised px-2.5 py-1 text-sm shadow-[var(--shadow)]"
        >
          {full.note}
        </p>
      )}
    </div>
  );
}

function pointIn(element: HTMLElement, event: { readonly clientX: number; readonly clientY: number }): Point {
  const { left, top } = element.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

/** Measures the frame, again when it or the screen's density changes. */
function useStage(frame: RefObject<HTMLDivElement | null>, image: Size): Stage | null {
  const [measured, setMeasured] = useState<Omit<Stage, 'image'> | null>(null);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => {
      const { left, top, width, height } = element.getBoundingClientRect();
      if (width > 0 && height > 0)
        setMeasured({ frame: { width, height }, origin: { x: left, y: top }, density: window.devicePixelRatio });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [frame]);
  const { width, height } = image;
  const [stage, setStage] = useState<Stage | null>(null);
  useLayoutEffect(() => setStage(measured && { ...measured, image: { width, height } }), [measured, width, height]);
  return stage;
}

/**
 * Wheel, drag and double click. Listened to here and not by React, whose wheel is passive: zooming must keep the browser from
 * zooming the page.
 */
function useHand(frame: RefObject<HTMLDivElement | null>, id: PhotoSummary['id'], stage: Stage | null): void {
  useEffect(() => {
    const element = frame.current;
    if (!element || !stage) return;
    const at = (event: MouseEvent) => pointIn(element, event);
    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        // Lines (Firefox, some mice) are about 33 pixels.
        const deltaY = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 33 : event.deltaY;
        looking.look(id, wheel(looking.viewOf(id), stage, deltaY, at(event)));
      },
      { passive: false, signal },
    );
    element.addEventListener('pointerdown', (event) => drag(element, event, id, stage), { signal });
    element.addEventListener('pointermove', (event) => looking.pointed(id, at(event)), { signal });
    element.addEventListener('pointerleave', () => looking.pointed(id, null), { signal });
    element.addEventListener(
      'dblclick',
      (event) => looking.look(id, toggleActual(looking.viewOf(id), stage, at(event))),
      { signal },
    );
    return () => listening.abort();
  }, [frame, id, stage]);
}

function drag(element: HTMLElement, event: PointerEvent, id: PhotoSummary['id'], stage: Stage): void {
  if (event.button !== 0 || !looking.isClose(id)) return;
  element.setPointerCapture(event.pointerId);
  let [x, y] = [event.clientX, event.clientY];
  const move = (moved: PointerEvent) => {
    looking.look(id, pan(looking.viewOf(id), stage, { x: moved.clientX - x, y: moved.clientY - y }));
    [x, y] = [moved.clientX, moved.clientY];
  };
  const end = () => {
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', end);
    element.removeEventListener('pointercancel', end);
  };
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', end);
  element.addEventListener('pointercancel', end);
}
