import { describe, expect, it } from 'vitest';
import { emptyMap, measureInto, sharpestPoint } from './sharpness.ts';

const [WIDTH, HEIGHT] = [960, 640];

/** A grey picture; `shade` gives the brightness at each pixel. */
function picture(shade: (x: number, y: number) => number) {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y += 1)
    for (let x = 0; x < WIDTH; x += 1) data.fill(shade(x, y), (y * WIDTH + x) * 4, (y * WIDTH + x) * 4 + 3);
  return { data, width: WIDTH, height: HEIGHT };
}

function sharpest(shade: (x: number, y: number) => number) {
  const map = emptyMap(WIDTH, HEIGHT);
  measureInto(map, picture(shade), 0, 0);
  return sharpestPoint(map, WIDTH, HEIGHT);
}

const inside = (x: number, y: number, left: number, top: number, side: number) =>
  x >= left && x < left + side && y >= top && y < top + side;
/** Fine texture, as skin, cloth or feathers in focus have it. */
const texture = (x: number, y: number) => 120 + 18 * Math.sin(x * 1.9) + 18 * Math.cos(y * 2.1);
/** The same out of focus: slow waves of the same height. */
const blurred = (x: number, y: number) => 120 + 18 * Math.sin(x * 0.06) + 18 * Math.cos(y * 0.07);

describe('the sharpest place', () => {
  it('is where fine detail is in focus, whatever lies out of focus around it', () => {
    const found = sharpest((x, y) => (inside(x, y, 620, 120, 130) ? texture(x, y) : blurred(x, y)));
    expect(found?.x).toBeCloseTo(685 / WIDTH, 1);
    expect(found?.y).toBeCloseTo(185 / HEIGHT, 1);
  });

  it('is not one hard edge: a roof against the sky loses to a face', () => {
    const roof = (y: number) => (y < 500 ? 250 : 5);
    const found = sharpest((x, y) => (inside(x, y, 200, 150, 110) ? texture(x, y) : roof(y)));
    expect(found?.x).toBeCloseTo(255 / WIDTH, 1);
    expect(found?.y).toBeCloseTo(205 / HEIGHT, 1);
  });

  it('is not the noise of a dark corner', () => {
    const noise = (x: number, y: number) => ((x * 7919 + y * 104_729) % 5) - 2;
    const found = sharpest((x, y) => (inside(x, y, 420, 300, 120) ? texture(x, y) : 30 + 0.4 * noise(x, y)));
    expect(found?.x).toBeCloseTo(480 / WIDTH, 1);
    expect(found?.y).toBeCloseTo(360 / HEIGHT, 1);
  });

  it('is nowhere in a picture without detail', () => {
    expect(sharpest(() => 128)).toBeNull();
    expect(sharpest((x) => x / 8)).toBeNull();
  });

  it('is found the same from stretches as from the whole', () => {
    const shade = (x: number, y: number) => (inside(x, y, 500, 400, 140) ? texture(x, y) : blurred(x, y));
    const { data } = picture(shade);
    const map = emptyMap(WIDTH, HEIGHT);
    for (let top = 0; top < HEIGHT; top += 320)
      for (let left = 0; left < WIDTH; left += 320) {
        const part = new Uint8ClampedArray(320 * 320 * 4);
        for (let y = 0; y < 320; y += 1) {
          const from = ((top + y) * WIDTH + left) * 4;
          part.set(data.subarray(from, from + 320 * 4), y * 320 * 4);
        }
        measureInto(map, { data: part, width: 320, height: 320 }, left, top);
      }
    expect(sharpestPoint(map, WIDTH, HEIGHT)).toEqual(sharpest(shade));
  });
});
