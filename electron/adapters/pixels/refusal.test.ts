import { expect, it } from 'vitest';
import { refusalOf } from './decode.ts';
import { isBug, Refusal } from './refusal.ts';

function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}

it('tells a fault of the program from one of the photograph', () => {
  expect(isBug(new ReferenceError('nothing is not defined'))).toBe(true);
  expect(isBug(new TypeError("Cannot read properties of undefined (reading 'width')"))).toBe(true);
  expect(isBug(new Error('VipsJpeg: premature end of JPEG image'))).toBe(false);
  expect(isBug(new Refusal('damaged', 'cut off'))).toBe(false);
  // Lengths and offsets are what files say.
  expect(isBug(thrownBy(() => Buffer.alloc(4).readUInt32BE(8)))).toBe(false);
  expect(isBug(thrownBy(() => Buffer.alloc(4).readUInt32BE(Number.NaN)))).toBe(false);
});

it('is not made a refusal on the way', () => {
  expect(() => refusalOf(new TypeError('images is not iterable'))).toThrow('images is not iterable');
  expect(refusalOf(new Error('VipsJpeg: Corrupt JPEG data'))).toMatchObject({ code: 'damaged' });
});
