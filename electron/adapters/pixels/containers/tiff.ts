/**
 * A bounded reader of TIFF structures (TIFF 6.0, section 2) as cameras write them: EXIF blocks, and raws whose container is
 * TIFF under one magic number or another. Never throws, never reads outside the bytes, never follows a loop.
 */
export interface Tiff {
  readonly bytes: Buffer;
  readonly little: boolean;
  readonly firstIfd: number;
}

export interface TiffEntry {
  readonly type: number;
  readonly count: number;
  /** Where the value lies, from the beginning of the TIFF; within its bytes. */
  readonly at: number;
  /** Bytes of the value. */
  readonly length: number;
}

export interface Ifd {
  readonly at: number;
  readonly entries: ReadonlyMap<number, TiffEntry>;
  /** All tags, also of values that lie outside the bytes. */
  readonly tags: ReadonlySet<number>;
  /** Offset of the next directory of the chain, 0 at its end. */
  readonly next: number;
}

/** Bytes of one value by its type: BYTE, ASCII, SHORT, LONG, RATIONAL, SBYTE, UNDEFINED, SSHORT, SLONG, SRATIONAL, FLOAT, DOUBLE, IFD. */
const TYPE_SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4] as const;
/** 42 is TIFF's; the others are Panasonic's (0x55) and Olympus's ("RO", "RS"). */
const MAGIC = new Set([42, 0x55, 0x4f52, 0x5352]);
/** No camera writes more; a damaged count must not cost time. */
const MOST_ENTRIES = 1000;
const MOST_IFDS = 100;

/** Opens the TIFF that begins with `bytes`; null when it doesn't. */
export function openTiff(bytes: Buffer): Tiff | null {
  if (bytes.length < 8) return null;
  const order = bytes.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return null;
  const little = order === 'II';
  const tiff = { bytes, little, firstIfd: 0 };
  if (!MAGIC.has(u16(tiff, 2))) return null;
  return { ...tiff, firstIfd: u32(tiff, 4) };
}

/** The directory at `at`, with those of its entries whose values lie within the bytes; null where no directory can be. */
export function readIfd(tiff: Tiff, at: number): Ifd | null {
  if (at < 8 || at + 2 > tiff.bytes.length) return null;
  const count = u16(tiff, at);
  if (count === 0 || count > MOST_ENTRIES) return null;
  const entries = new Map<number, TiffEntry>();
  const tags = new Set<number>();
  for (let index = 0; index < count; index += 1) {
    const entryAt = at + 2 + index * 12;
    if (entryAt + 12 > tiff.bytes.length) break;
    const type = u16(tiff, entryAt + 2);
    const values = u32(tiff, entryAt + 4);
    const length = (TYPE_SIZES[type] ?? 0) * values;
    const valueAt = length <= 4 ? entryAt + 8 : u32(tiff, entryAt + 8);
    const tag = u16(tiff, entryAt);
    tags.add(tag);
    if (length === 0 || valueAt + length > tiff.bytes.length || entries.has(tag)) continue;
    entries.set(tag, { type, count: values, at: valueAt, length });
  }
  const nextAt = at + 2 + count * 12;
  return { at, entries, tags, next: nextAt + 4 <= tiff.bytes.length ? u32(tiff, nextAt) : 0 };
}

const SUB_IFDS = 0x014a;

/** All directories that hold images: the chain and its SubIFDs (TIFF Technical Note 1), each once. */
export function imageIfds(tiff: Tiff): Ifd[] {
  const found: Ifd[] = [];
  const seen = new Set<number>();
  const waiting = [tiff.firstIfd];
  for (let at = waiting.shift(); at !== undefined && found.length < MOST_IFDS; at = waiting.shift()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const ifd = readIfd(tiff, at);
    if (!ifd) continue;
    found.push(ifd);
    waiting.push(...numbersOf(tiff, ifd.entries.get(SUB_IFDS), MOST_IFDS));
    if (ifd.next !== 0) waiting.push(ifd.next);
  }
  return found;
}

/** The values as numbers, `limit` of them at most; fractions are divided, those by zero are left out. */
export function numbersOf(tiff: Tiff, entry: TiffEntry | undefined, limit = 16): number[] {
  if (!entry) return [];
  const size = TYPE_SIZES[entry.type] ?? 0;
  const values: number[] = [];
  for (let index = 0; index < Math.min(entry.count, limit); index += 1) {
    const value = numberAt(tiff, entry.type, entry.at + index * size);
    if (value !== null && Number.isFinite(value)) values.push(value);
  }
  return values;
}

export function numberOf(tiff: Tiff, entry: TiffEntry | undefined): number | undefined {
  return numbersOf(tiff, entry, 1)[0];
}

/** An ASCII value up to its first NUL. UTF-8, which many write there, is read as such. */
export function textOf(tiff: Tiff, entry: TiffEntry | undefined): string | undefined {
  const bytes = bytesOf(tiff, entry);
  if (!bytes) return undefined;
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}

export function bytesOf(tiff: Tiff, entry: TiffEntry | undefined): Buffer | undefined {
  return entry && tiff.bytes.subarray(entry.at, entry.at + entry.length);
}

function numberAt(tiff: Tiff, type: number, at: number): number | null {
  const { bytes, little } = tiff;
  switch (type) {
    case 1:
    case 7:
      return bytes.readUInt8(at);
    case 3:
      return u16(tiff, at);
    case 4:
    case 13:
      return u32(tiff, at);
    case 5:
      return u32(tiff, at) / u32(tiff, at + 4);
    case 6:
      return bytes.readInt8(at);
    case 8:
      return little ? bytes.readInt16LE(at) : bytes.readInt16BE(at);
    case 9:
      return i32(tiff, at);
    case 10:
      return i32(tiff, at) / i32(tiff, at + 4);
    case 11:
      return little ? bytes.readFloatLE(at) : bytes.readFloatBE(at);
    case 12:
      return little ? bytes.readDoubleLE(at) : bytes.readDoubleBE(at);
    default:
      return null;
  }
}

function u16({ bytes, little }: Tiff, at: number): number {
  return little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
}

function u32({ bytes, little }: Tiff, at: number): number {
  return little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
}

function i32({ bytes, little }: Tiff, at: number): number {
  return little ? bytes.readInt32LE(at) : bytes.readInt32BE(at);
}
