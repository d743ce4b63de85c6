/** How often each of the 256 values occurs, by channel and as luminance; and how much of the picture is clipped (0 to 1). */
export interface Histogram {
  readonly red: Uint32Array;
  readonly green: Uint32Array;
  readonly blue: Uint32Array;
  readonly luminance: Uint32Array;
  readonly shadows: number;
  readonly highlights: number;
}

/** JPEG makes neighbours of a burnt area slightly less than 255. */
const BURNT = 254;
/** And of a black one slightly more than 0. */
const BLOCKED = 1;

/** Burnt out: one channel has no more to tell. */
export function isHighlight(red: number, green: number, blue: number): boolean {
  return red >= BURNT || green >= BURNT || blue >= BURNT;
}

/** Blocked up: all channels are at nothing. One alone is only a saturated colour. */
export function isShadow(red: number, green: number, blue: number): boolean {
  return red <= BLOCKED && green <= BLOCKED && blue <= BLOCKED;
}

/** Counts pixels given as RGBA bytes (ImageData.data). Luminance by the weights of Rec. 709 on the encoded values. */
export function histogramOf(rgba: Uint8ClampedArray): Histogram {
  const red = new Uint32Array(256);
  const green = new Uint32Array(256);
  const blue = new Uint32Array(256);
  const luminance = new Uint32Array(256);
  let [shadows, highlights] = [0, 0];
  const bump = (bins: Uint32Array, value: number) => {
    bins[value] = (bins[value] ?? 0) + 1;
  };
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const [r, g, b] = [rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0];
    bump(red, r);
    bump(green, g);
    bump(blue, b);
    bump(luminance, Math.round(0.2126 * r + 0.7152 * g + 0.0722 * b));
    if (isHighlight(r, g, b)) highlights += 1;
    else if (isShadow(r, g, b)) shadows += 1;
  }
  const pixels = Math.max(1, rgba.length / 4);
  return { red, green, blue, luminance, shadows: shadows / pixels, highlights: highlights / pixels };
}

/** Share of the inner bins that are let stand out above the drawing, so that one flat sky does not press down the rest. */
const CUT_OFF = 0.01;

/** The count that is drawn at full height: the ends (0 and 255) are not asked, they are what the warnings are for. */
export function drawnHeight({ red, green, blue, luminance }: Histogram): number {
  const counts = [red, green, blue, luminance].flatMap((bins) => [...bins.subarray(1, 255)]).sort((a, b) => b - a);
  return Math.max(1, counts[Math.floor(counts.length * CUT_OFF)] ?? 1);
}

/** An SVG path of the filled curve in a box of 256 × `height`. */
export function curveOf(bins: Uint32Array, full: number, height: number): string {
  const points = Array.from(bins, (count, value) => {
    const y = height - Math.min(1, count / full) * height;
    return `L${String(value)} ${y.toFixed(1)}`;
  });
  return `M0 ${String(height)}${points.join('')}L255 ${String(height)}Z`;
}

/** What the warning paints over burnt and blocked pixels: red and blue, as cameras and developers do. */
const HIGHLIGHT_PAINT = [255, 48, 32, 235] as const;
const SHADOW_PAINT = [48, 104, 255, 235] as const;

/** Turns RGBA bytes into the warning over them: painted where clipped, clear elsewhere. Changes them in place. */
export function paintClipping(rgba: Uint8ClampedArray): void {
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const [r, g, b, a] = [rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0, rgba[at + 3] ?? 0];
    const paint = a === 0 ? null : isHighlight(r, g, b) ? HIGHLIGHT_PAINT : isShadow(r, g, b) ? SHADOW_PAINT : null;
    if (paint) rgba.set(paint, at);
    else rgba.fill(0, at, at + 4);
  }
}
