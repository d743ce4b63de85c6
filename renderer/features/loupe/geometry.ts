/** Width and height in the same unit. */
export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * How a picture is looked at. `zoom`: device pixels per image pixel (1 = 100 %), or fitted into the frame. `x`, `y`: the point
 * of the image that lies in the middle of the frame, each 0 to 1, so that it means the same on pictures of every size.
 */
export interface View {
  readonly zoom: number | 'fit';
  readonly x: number;
  readonly y: number;
}

/** Where a picture is looked at: the frame in CSS pixels, the image in its own, and device pixels per CSS pixel. */
export interface Stage {
  readonly frame: Size;
  readonly image: Size;
  readonly density: number;
  /** Left and top of the frame in the window, CSS pixels: where device pixels begin. */
  readonly origin: Point;
}

export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

export const FITTED: View = { zoom: 'fit', x: 0.5, y: 0.5 };

/** CSS pixels left free around a fitted picture. */
const FIT_MARGIN = 12;
/** 800 %: single pixels are squares by then. */
const LARGEST_ZOOM = 8;
/** How fast the wheel zooms: one notch (100) is about a fifth. */
const WHEEL_STEP = 0.0018;
/** A wheel that comes this close to 100 % stops there. */
const NEAR_ACTUAL = 0.06;

const between = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** Zoom at which the picture just fits, in device pixels per image pixel. */
export function fitZoom({ frame, image, density }: Stage): number {
  const width = Math.max(1, frame.width - 2 * FIT_MARGIN);
  const height = Math.max(1, frame.height - 2 * FIT_MARGIN);
  return Math.min(width / image.width, height / image.height) * density;
}

export function zoomOf(view: View, stage: Stage): number {
  return view.zoom === 'fit' ? fitZoom(stage) : view.zoom;
}

/** Offset of one side: centred where there is room, otherwise without a gap at either edge. */
function offset(frame: number, length: number, middle: number): number {
  return length <= frame ? (frame - length) / 2 : between(frame / 2 - middle * length, frame - length, 0);
}

/**
 * Where the picture lies in its frame, CSS pixels. Its corner falls on a whole device pixel: at 100 % each pixel of the image
 * is one of the screen, not a mixture of two.
 */
export function place(view: View, stage: Stage): Box {
  const { frame, image, density, origin } = stage;
  const scale = zoomOf(view, stage) / density;
  const [width, height] = [image.width * scale, image.height * scale];
  const snap = (value: number, from: number) => Math.round((from + value) * density) / density - from;
  return {
    left: snap(offset(frame.width, width, view.x), origin.x),
    top: snap(offset(frame.height, height, view.y), origin.y),
    width,
    height,
  };
}

/** The same look, with the middle point that is really in the middle, so that panning never has to work off an edge. */
export function settle(view: View, stage: Stage): View {
  if (view.zoom === 'fit') return FITTED;
  const { frame, image, density } = stage;
  const middle = (length: number, room: number, at: number) =>
    length <= room ? 0.5 : (room / 2 - offset(room, length, at)) / length;
  const scale = view.zoom / density;
  return {
    zoom: view.zoom,
    x: middle(image.width * scale, frame.width, view.x),
    y: middle(image.height * scale, frame.height, view.y),
  };
}

/** Zooms so that what is under `point` (CSS pixels in the frame) stays there, as far as the edges let it. */
export function zoomAt(view: View, stage: Stage, zoom: number | 'fit', point: Point): View {
  if (zoom === 'fit') return FITTED;
  const now = place(view, stage);
  const under = {
    x: between((point.x - now.left) / now.width, 0, 1),
    y: between((point.y - now.top) / now.height, 0, 1),
  };
  const scale = zoom / stage.density;
  const { frame, image } = stage;
  return settle(
    {
      zoom,
      x: under.x + (frame.width / 2 - point.x) / (image.width * scale),
      y: under.y + (frame.height / 2 - point.y) / (image.height * scale),
    },
    stage,
  );
}

/** Fitted ⇄ 100 % at a point. */
export function toggleActual(view: View, stage: Stage, point: Point): View {
  return zoomAt(view, stage, view.zoom === 'fit' ? 1 : 'fit', point);
}

/** One turn of the wheel (`deltaY` as the browser counts it, up is larger). Out beyond the fitted size is fitted. */
export function wheel(view: View, stage: Stage, deltaY: number, point: Point): View {
  const now = zoomOf(view, stage);
  const fitted = fitZoom(stage);
  const next = Math.min(LARGEST_ZOOM, now * Math.exp(-deltaY * WHEEL_STEP));
  if (next <= Math.min(fitted, 1)) return fitted <= 1 ? FITTED : zoomAt(view, stage, 1, point);
  if (deltaY > 0 && next <= fitted && now > fitted) return FITTED;
  const crossesActual = (now - 1) * (next - 1) < 0 || Math.abs(next - 1) < NEAR_ACTUAL;
  return zoomAt(view, stage, crossesActual && Math.abs(now - 1) > 0.001 ? 1 : next, point);
}

/** Moves the picture under the frame by CSS pixels: positive is to the right and down, as a hand drags it. */
export function pan(view: View, stage: Stage, by: Point): View {
  if (view.zoom === 'fit') return view;
  const scale = view.zoom / stage.density;
  return settle(
    { ...view, x: view.x - by.x / (stage.image.width * scale), y: view.y - by.y / (stage.image.height * scale) },
    stage,
  );
}

/** The part of the image that is in the frame, in image pixels. */
export function seenPart(view: View, stage: Stage): Box {
  const box = place(view, stage);
  const scale = box.width / stage.image.width;
  const left = Math.max(0, -box.left);
  const top = Math.max(0, -box.top);
  const right = Math.min(box.width, stage.frame.width - box.left);
  const bottom = Math.min(box.height, stage.frame.height - box.top);
  return { left: left / scale, top: top / scale, width: (right - left) / scale, height: (bottom - top) / scale };
}
