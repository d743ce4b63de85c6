import { describe, expect, it } from 'vitest';
import { Speed } from './speed.ts';

const PIECE = 64 * 1024;

/** A line of scripted speeds, [seconds, bytes per second] after another; tells speed and time left each 250 ms, as the page asks. */
function travel(script: readonly (readonly [number, number])[], bytesTotal: number) {
  const speed = new Speed();
  const said: { at: number; speed: number; left: number | null }[] = [];
  let now = 0;
  let sayAt = 0;
  let sent = 0;
  let end = 0;
  for (const [seconds, bytesPerSecond] of script) {
    end += seconds * 1000;
    while (now < end && sent < bytesTotal) {
      speed.add(PIECE, now);
      sent += PIECE;
      now += (PIECE * 1000) / bytesPerSecond;
      for (; sayAt <= Math.min(now, end); sayAt += 250) {
        const rate = speed.bytesPerSecond(sayAt);
        said.push({ at: sayAt, speed: rate, left: rate > 0 ? (bytesTotal - sent) / rate : null });
      }
    }
  }
  return said;
}

describe('the speed of the line', () => {
  it.each([32_000, 125_000, 600_000, 40_000_000])(
    'of %i bytes a second is said as it is, from the first number on',
    (rate) => {
      const said = travel([[30, rate]], rate * 30).filter((moment) => moment.speed > 0);
      expect(said.length).toBeGreaterThan(50);
      for (const moment of said) expect(moment.speed / rate).toBeCloseTo(1, 2);
    },
  );

  it('is known a second after the first byte on a line that moves a piece at least four times a second', () => {
    const first = travel([[30, 500_000]], 20_000_000).find((moment) => moment.speed > 0);
    expect(first?.at).toBeLessThanOrEqual(1_500);
  });

  it('lets the time left go down with the clock and never jump', () => {
    const said = travel([[60, 250_000]], 15_000_000);
    const left = said.flatMap((moment) => (moment.left === null ? [] : [moment]));
    left.forEach((moment, index) => {
      const before = left[index - 1];
      // A piece of 64 KiB is a quarter of a second of this line.
      if (before?.left && moment.left !== null) expect(Math.abs(before.left - moment.left)).toBeLessThan(0.6);
    });
  });

  it('with a long memory is hardly moved by a line that trembles, so that the time left is not either', () => {
    const [quick, steady] = [new Speed(), new Speed(30_000)];
    const said: { quick: number; steady: number }[] = [];
    let now = 0;
    while (now < 180_000) {
      for (const speed of [quick, steady]) speed.add(PIECE, now);
      if (now > 60_000) said.push({ quick: quick.bytesPerSecond(now), steady: steady.bytesPerSecond(now) });
      // Three seconds at 400 kB/s, three at 100.
      now += (PIECE * 1000) / (Math.floor(now / 3_000) % 2 === 0 ? 400_000 : 100_000);
    }
    const spread = (values: readonly number[]) => Math.max(...values) / Math.min(...values);
    expect(spread(said.map((one) => one.quick))).toBeGreaterThan(1.5);
    expect(spread(said.map((one) => one.steady))).toBeLessThan(1.25);
  });

  it('follows a line that becomes three times slower within a memory, a little at a time', () => {
    const said = travel(
      [
        [20, 600_000],
        [20, 200_000],
      ],
      100_000_000,
    ).filter((moment) => moment.speed > 0);
    said.forEach((moment, index) => {
      const before = said[index - 1];
      if (before) expect(Math.abs(moment.speed - before.speed)).toBeLessThan(0.12 * 400_000);
    });
    expect(said.find((moment) => moment.at >= 32_000)?.speed).toBeCloseTo(200_000, -5);
  });

  it('is not fooled by the buffers that the first pieces fill', () => {
    const speed = new Speed();
    for (let piece = 0; piece < 40; piece += 1) speed.add(PIECE, piece); // 2.6 MB in 40 ms
    for (let at = 500; at < 4_000; at += 500) speed.add(PIECE, at);
    expect(speed.bytesPerSecond(4_000)).toBeLessThan(1.3 * ((PIECE * 1000) / 500));
  });

  it('falls while nothing moves, and is nothing after ten seconds', () => {
    const speed = new Speed();
    for (let at = 0; at <= 5_000; at += 100) speed.add(PIECE, at);
    const flowing = speed.bytesPerSecond(5_000);
    expect(speed.bytesPerSecond(5_050)).toBe(flowing);
    expect(speed.bytesPerSecond(7_000)).toBeLessThan(flowing);
    expect(speed.bytesPerSecond(12_000)).toBeLessThan(speed.bytesPerSecond(7_000));
    expect(speed.bytesPerSecond(15_100)).toBe(0);
  });
});
