import { describe, expect, it } from 'vitest';
import { curveOf, drawnHeight, histogramOf, paintClipping } from './histogram.ts';

const pixels = (...colours: readonly (readonly [number, number, number])[]) =>
  new Uint8ClampedArray(colours.flatMap(([r, g, b]) => [r, g, b, 255]));

describe('the histogram', () => {
  it('counts each channel, and luminance by how bright a colour seems', () => {
    const found = histogramOf(pixels([255, 0, 0], [0, 255, 0], [0, 0, 255], [128, 128, 128]));
    expect(found.red[255]).toBe(1);
    expect(found.red[0]).toBe(2);
    expect(found.green[128]).toBe(1);
    expect([54, 182, 18, 128].map((value) => found.luminance[value])).toEqual([1, 1, 1, 1]);
    expect(found.blue.reduce((sum, count) => sum + count)).toBe(4);
  });

  it('calls burnt what has one channel at its end, and blocked only what is black', () => {
    const found = histogramOf(pixels([255, 200, 180], [0, 0, 0], [0, 90, 200], [100, 100, 100]));
    expect(found.highlights).toBe(0.25);
    expect(found.shadows).toBe(0.25);
  });

  it('is not pressed down by one flat sky', () => {
    const sky = Array.from({ length: 10_000 }, () => [90, 140, 220] as const);
    const rest = Array.from({ length: 2560 }, (_unused, index) => [index % 256, index % 256, index % 256] as const);
    expect(drawnHeight(histogramOf(pixels(...sky, ...rest)))).toBeLessThan(200);
  });

  it('draws a curve within its box', () => {
    const bins = new Uint32Array(256);
    bins[0] = 400;
    bins[128] = 50;
    const path = curveOf(bins, 100, 80);
    expect(path.startsWith('M0 80L0 0.0')).toBe(true);
    expect(path).toContain('L128 40.0');
  });

  it('survives a picture without pixels', () => {
    const empty = histogramOf(new Uint8ClampedArray());
    expect(empty.shadows).toBe(0);
    expect(drawnHeight(empty)).toBe(1);
  });
});

describe('the clipping warning', () => {
  it('paints what is clipped and nothing else', () => {
    const rgba = pixels([255, 255, 255], [0, 0, 0], [120, 130, 140]);
    paintClipping(rgba);
    expect([rgba[0], rgba[3]]).toEqual([255, 235]);
    expect([rgba[6], rgba[7]]).toEqual([255, 235]);
    expect([...rgba.subarray(8)]).toEqual([0, 0, 0, 0]);
  });

  it('leaves what is beside the picture clear', () => {
    const rgba = new Uint8ClampedArray([0, 0, 0, 0]);
    paintClipping(rgba);
    expect([...rgba]).toEqual([0, 0, 0, 0]);
  });
});
