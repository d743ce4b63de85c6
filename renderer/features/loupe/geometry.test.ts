import { describe, expect, it } from 'vitest';
import { FITTED, fitZoom, pan, place, type Stage, seenPart, settle, toggleActual, wheel, zoomAt } from './geometry.ts';

const stage: Stage = {
  frame: { width: 1000, height: 600 },
  image: { width: 6000, height: 4000 },
  density: 1,
  origin: { x: 208, y: 121 },
};

/** The image point (pixels) under a point of the frame. */
function under(view: Parameters<typeof place>[0], point: { x: number; y: number }, at = stage) {
  const box = place(view, at);
  const scale = box.width / at.image.width;
  return { x: (point.x - box.left) / scale, y: (point.y - box.top) / scale };
}

describe('looking at a picture', () => {
  it('shows a fitted picture whole and in the middle', () => {
    const box = place(FITTED, stage);
    expect(box.left + box.width / 2).toBeCloseTo(500, 0);
    expect(box.top + box.height / 2).toBeCloseTo(300, 0);
    expect(box.height).toBeCloseTo(576);
  });

  it('puts one image pixel on one device pixel at 100 %, whatever the density of the screen', () => {
    for (const density of [1, 1.25, 1.5, 2, 3]) {
      const dense = { ...stage, density, origin: { x: 208.4, y: 121.2 } };
      const box = place({ zoom: 1, x: 0.313, y: 0.619 }, dense);
      expect(box.width * density).toBeCloseTo(6000, 6);
      const corner = (dense.origin.x + box.left) * density;
      expect(Math.abs(corner - Math.round(corner))).toBeLessThan(1e-6);
    }
  });

  it('keeps the clicked point where it was clicked, and comes back to fitted', () => {
    const point = { x: 620, y: 180 };
    const before = under(FITTED, point);
    const close = toggleActual(FITTED, stage, point);
    expect(close.zoom).toBe(1);
    const after = under(close, point);
    expect(Math.abs(after.x - before.x)).toBeLessThan(2);
    expect(Math.abs(after.y - before.y)).toBeLessThan(2);
    expect(toggleActual(close, stage, point)).toEqual(FITTED);
  });

  it('never shows a gap at an edge of a picture larger than its frame', () => {
    const corner = zoomAt(FITTED, stage, 1, { x: 0, y: 0 });
    expect(place(corner, stage)).toMatchObject({ left: 0, top: 0 });
    const far = pan(corner, stage, { x: -100_000, y: -100_000 });
    const box = place(far, stage);
    expect(box.left + box.width).toBe(1000);
    expect(box.top + box.height).toBe(600);
    // The way back begins at once.
    expect(place(pan(far, stage, { x: 50, y: 0 }), stage).left).toBe(box.left + 50);
  });

  it('drags as far as the hand goes', () => {
    const view = settle({ zoom: 1, x: 0.5, y: 0.5 }, stage);
    const moved = place(pan(view, stage, { x: -120, y: 75 }), stage);
    expect(moved.left - place(view, stage).left).toBe(-120);
    expect(moved.top - place(view, stage).top).toBe(75);
  });

  it('zooms with the wheel from fitted over exactly 100 % to 800 % and back to fitted', () => {
    let view = FITTED;
    const zooms: (number | 'fit')[] = [];
    for (let turn = 0; turn < 40; turn += 1) {
      view = wheel(view, stage, -100, { x: 500, y: 300 });
      zooms.push(view.zoom);
    }
    expect(zooms).toContain(1);
    expect(view.zoom).toBe(8);
    for (let turn = 0; turn < 60; turn += 1) view = wheel(view, stage, 100, { x: 500, y: 300 });
    expect(view).toEqual(FITTED);
  });

  it('makes a picture smaller than the frame 100 % in the middle', () => {
    const small = { ...stage, image: { width: 400, height: 300 } };
    expect(fitZoom(small)).toBeGreaterThan(1);
    const view = toggleActual(FITTED, small, { x: 10, y: 10 });
    expect(place(view, small)).toEqual({ left: 300, top: 150, width: 400, height: 300 });
  });

  it('tells which part of the image is seen', () => {
    const part = seenPart(settle({ zoom: 1, x: 0.5, y: 0.5 }, stage), stage);
    expect(part).toEqual({ left: 2500, top: 1700, width: 1000, height: 600 });
    const whole = seenPart(FITTED, stage);
    expect(whole.width).toBeCloseTo(6000);
    expect(whole.height).toBeCloseTo(4000);
  });
});
