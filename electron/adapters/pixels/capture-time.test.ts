import { describe, expect, it } from 'vitest';
import { captureTime, type DateBlocks } from './capture-time.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const NOTHING: DateBlocks = { ifd0: {}, exif: {}, gps: {}, iptc: {}, xmp: {}, photoshop: {} };
const taken = (blocks: Partial<DateBlocks>) => captureTime({ ...NOTHING, ...blocks }, NOW);

describe('the time of capture', () => {
  it('is EXIF’s original date with its own offset', () => {
    const exif = { DateTimeOriginal: '2024:05:01 10:11:12', OffsetTimeOriginal: '+01:00', OffsetTime: '+02:00' };
    expect(taken({ exif })).toEqual({ captureDate: '2024-05-01T10:11:12', captureOffset: '+01:00' });
  });

  it('is the digitised date where the original is none that a calendar has', () => {
    const exif = {
      DateTimeOriginal: '0000:00:00 00:00:00',
      CreateDate: '2019:02:03 04:05:06',
      OffsetTimeDigitized: '+00:00',
    };
    expect(taken({ exif })).toEqual({ captureDate: '2019-02-03T04:05:06', captureOffset: '+00:00' });
  });

  it('is a clock set wrong by days, but not one that was never set', () => {
    expect(taken({ exif: { DateTimeOriginal: '2026:11:24 14:41:16' } }).captureDate).toBe('2026-11-24T14:41:16');
    expect(taken({ exif: { DateTimeOriginal: '2099:01:01 00:00:00' } }).captureDate).toBeNull();
  });

  it('is what software wrote in XMP, with the zone it wrote', () => {
    expect(taken({ photoshop: { DateCreated: '2021-03-04T05:06:07+01:00' } })).toEqual({
      captureDate: '2021-03-04T05:06:07',
      captureOffset: '+01:00',
    });
    expect(taken({ xmp: { CreateDate: '2021-03-04T05:06:07Z' } }).captureOffset).toBe('+00:00');
  });

  it('is IPTC’s day and hour', () => {
    expect(taken({ iptc: { DateCreated: '20061029', TimeCreated: '062751-0500' } })).toEqual({
      captureDate: '2006-10-29T06:27:51',
      captureOffset: '-05:00',
    });
    expect(taken({ iptc: { DateCreated: '20061029' } }).captureDate).toBe('2006-10-29T00:00:00');
    expect(taken({ photoshop: { DateCreated: '2003-08-31' } }).captureDate).toBe('2003-08-31T00:00:00');
  });

  it('is the satellites’ in UTC, unless the file’s own date tells the hour she saw', () => {
    const gps = { GPSDateStamp: '2022:02:03', GPSTimeStamp: [14, 44, 9.5] };
    expect(taken({ gps })).toEqual({ captureDate: '2022-02-03T14:44:09', captureOffset: '+00:00' });
    expect(taken({ gps, ifd0: { ModifyDate: '2022:02:03 15:44:07' } }).captureDate).toBe('2022-02-03T15:44:07');
    expect(taken({ gps, ifd0: { ModifyDate: '2023:09:09 09:09:09' } }).captureDate).toBe('2022-02-03T14:44:09');
  });

  it('is nothing where nothing is told: the catalogue then goes by the file, and says so', () => {
    expect(taken({})).toEqual({ captureDate: null, captureOffset: null });
    expect(taken({ exif: { DateTimeOriginal: 7, CreateDate: '    :  :     :  :  ' } }).captureDate).toBeNull();
  });
});
