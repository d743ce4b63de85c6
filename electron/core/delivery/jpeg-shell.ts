/** A JPEG cut where its metadata ends: everything before the first scan, and the picture's scans up to and with EOI. */
export interface JpegShell {
  /** SOI and every segment before the first SOS marker. */
  readonly head: Buffer;
  /** The first SOS segment itself: marker, length, parameters. */
  readonly scanHeader: Buffer;
  /** From the first SOS marker to EOI, both with it. What lies behind EOI (trailers) is not in it. */
  readonly scans: Buffer;
}

const EOI = Buffer.from([0xff, 0xd9]);

/**
 * Cuts a JPEG (ITU-T T.81, B.1.1) into head and scans without copying a byte. Null for anything out of the ordinary: no EOI,
 * stray bytes between segments, metadata after the first scan. Such a file is left to tools that know more.
 */
export function jpegShell(bytes: Buffer): JpegShell | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  let at = 2;
  for (;;) {
    const segment = segmentAt(bytes, at);
    if (segment === null) return null;
    if (segment.marker === 0xda) {
      const end = endOfImage(bytes, segment.end);
      return end === null
        ? null
        : { head: bytes.subarray(0, at), scanHeader: bytes.subarray(at, segment.end), scans: bytes.subarray(at, end) };
    }
    at = segment.end;
  }
}

/** A JPEG with this head and a first scan that holds nothing: all that a writer of metadata reads, and nothing it copies. */
export function hollowJpeg({ head, scanHeader }: Pick<JpegShell, 'head' | 'scanHeader'>): Buffer {
  return Buffer.concat([head, scanHeader, EOI]);
}

/** A segment with a length that lies wholly within the bytes; null for markers that have none. */
function segmentAt(bytes: Buffer, at: number): { marker: number; end: number } | null {
  if (at + 4 > bytes.length || bytes[at] !== 0xff) return null;
  const marker = bytes[at + 1] ?? 0;
  if (marker < 0xc0 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd9)) return null;
  const length = bytes.readUInt16BE(at + 2);
  const end = at + 2 + length;
  return length >= 2 && end <= bytes.length ? { marker, end } : null;
}

/** The place behind EOI, going from scan to scan over the tables between them (B.2.4). */
function endOfImage(bytes: Buffer, from: number): number | null {
  let at = from;
  for (;;) {
    at = endOfScan(bytes, at);
    if (at + 2 > bytes.length) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) return at + 2;
    const isMetadata = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
    const segment = isMetadata ? null : segmentAt(bytes, at);
    if (segment === null) return null;
    at = segment.marker === 0xda || bytes[segment.end] === 0xff ? segment.end : bytes.length;
  }
}

/** Where entropy-coded data ends: the next marker that is not a restart (B.1.1.5); the end of the bytes when there is none. */
export function endOfScan(bytes: Buffer, from: number): number {
  let at = from;
  for (;;) {
    const next = bytes.indexOf(0xff, at);
    if (next < 0 || next + 1 >= bytes.length) return bytes.length;
    const marker = bytes[next + 1] ?? 0;
    if (marker !== 0x00 && marker !== 0xff && (marker < 0xd0 || marker > 0xd7)) return next;
    at = next + 1;
  }
}
