/** Wall clock of the camera, with its offset from UTC where the file tells it. */
export interface CaptureTime {
  readonly captureDate: string | null;
  readonly captureOffset: string | null;
}

type Block = Readonly<Record<string, unknown>>;
export interface DateBlocks {
  readonly ifd0: Block;
  readonly exif: Block;
  readonly gps: Block;
  readonly iptc: Block;
  readonly xmp: Block;
  readonly photoshop: Block;
}

type Candidate = readonly [date: unknown, offset: unknown];

/** Clocks of cameras are set wrong by days and hours; a year ahead is a clock that was never set, and says nothing. */
const AHEAD_MS = 366 * 24 * 3600 * 1000;

/**
 * When a photograph was taken: EXIF's original date, then its digitised one (scans), then what software wrote (XMP, IPTC; MWG
 * Guidelines 2.0, 5.6), the satellites' clock, and the file's own date of EXIF, which old cameras and phones write alone.
 * Dates that no calendar has, and those of the future, are passed over.
 */
export function captureTime(blocks: DateBlocks, now: number = Date.now()): CaptureTime {
  const { ifd0, exif, gps, iptc, xmp, photoshop } = blocks;
  const candidates: readonly Candidate[] = [
    [exif.DateTimeOriginal, exif.OffsetTimeOriginal ?? exif.OffsetTime],
    [exif.CreateDate ?? exif.DateTimeDigitized, exif.OffsetTimeDigitized ?? exif.OffsetTime],
    [ifd0.DateTimeOriginal, null],
    [photoshop.DateCreated, null],
    [iptcDate(iptc), null],
    [withHour(photoshop.DateCreated), null],
    [xmp.CreateDate, null],
    ...bySatellite(gps, [ifd0.ModifyDate ?? ifd0.DateTime, exif.OffsetTime]),
  ];
  for (const [date, offset] of candidates) {
    const captureDate = readDate(date);
    if (captureDate === null || Date.parse(`${captureDate}Z`) > now + AHEAD_MS) continue;
    return { captureDate, captureOffset: readOffset(offset) ?? readOffset(offsetWithin(date)) };
  }
  return { captureDate: null, captureOffset: null };
}

/**
 * `YYYY:MM:DD HH:MM:SS` (CIPA DC-008, 4.6.5) or as ISO 8601 writes it, as a wall clock; null for dates that no calendar has and
 * for days without an hour.
 */
export function readDate(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const match = /^\s*(\d{4})[:\-/](\d{2})[:\-/](\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?/.exec(value);
  if (!match) return null;
  const [, year, month, day, hour, minute, second = '00'] = match;
  const wallClock = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = new Date(`${wallClock}Z`);
  // A date that JavaScript had to move (30 February) is not the one that was written; before 1826 there were no photographs.
  if (Number.isNaN(time.getTime()) || time.toISOString().slice(0, 19) !== wallClock || Number(year) < 1826) return null;
  return wallClock;
}

function readOffset(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return /^[+-](?:0\d|1[0-4]):[0-5]\d$/.test(value.trim()) ? value.trim() : null;
}

/** What stands behind the seconds in ISO 8601. */
function offsetWithin(date: unknown): string | null {
  if (typeof date !== 'string') return null;
  const offset = /T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.exec(date.trim())?.[1];
  return offset === 'Z' ? '+00:00' : (offset ?? null);
}

/** A day alone, as archives and scans have it, begins at midnight. */
function withHour(date: unknown): string | null {
  if (typeof date !== 'string') return null;
  return /^\d{4}[-:]\d{2}[-:]\d{2}$/.test(date.trim()) ? `${date.trim()}T00:00:00` : date;
}

/** `CCYYMMDD` and `HHMMSS±HHMM` (IPTC-IIM 4.2, 2:55 and 2:60). */
function iptcDate({ DateCreated, TimeCreated }: Block): string | null {
  if (typeof DateCreated !== 'string') return null;
  const day = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(DateCreated.trim());
  if (!day) return null;
  const written = typeof TimeCreated === 'string' ? TimeCreated.trim() : '';
  const time = /^(\d{2}):?(\d{2}):?(\d{2})(?:([+-]\d{2}):?(\d{2}))?/.exec(written);
  if (!time) return withHour(`${day[1]}-${day[2]}-${day[3]}`);
  const offset = time[4] ? `${time[4]}:${time[5]}` : '';
  return `${day[1]}-${day[2]}-${day[3]}T${time[1]}:${time[2]}:${time[3]}${offset}`;
}

/** Farthest that wall clocks lie from UTC. */
const ZONES_MS = 14 * 3600 * 1000;

/** The file's own date is the camera's where it agrees with the satellites' to a time zone: the hour she saw. Else UTC is nearer. */
function bySatellite(gps: Block, written: Candidate): readonly Candidate[] {
  const satellites = satelliteDate(gps);
  const apart = Math.abs(Date.parse(`${satellites}Z`) - Date.parse(`${readDate(written[0])}Z`));
  return apart <= ZONES_MS ? [written, [satellites, '+00:00']] : [[satellites, '+00:00'], written];
}

/** GPSDateStamp and GPSTimeStamp (CIPA DC-008, 4.6.6): always UTC. */
function satelliteDate({ GPSDateStamp, GPSTimeStamp }: Block): string | null {
  if (typeof GPSDateStamp !== 'string' || !Array.isArray(GPSTimeStamp) || GPSTimeStamp.length < 3) return null;
  const parts = GPSTimeStamp.slice(0, 3).map((part) => Math.floor(Number(part)));
  if (!parts.every((part) => part >= 0 && part < 60)) return null;
  const day = /^(\d{4})[:-](\d{2})[:-](\d{2})/.exec(GPSDateStamp.trim());
  return day && `${day[1]}-${day[2]}-${day[3]}T${parts.map((part) => String(part).padStart(2, '0')).join(':')}`;
}
