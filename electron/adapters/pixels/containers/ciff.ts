/** What a Canon heap tells of a photograph. */
export interface CiffFacts {
  readonly make: string;
  readonly model: string;
  /** Seconds since 1970 on the camera's own clock, read as if it were UTC; null where it isn't told. */
  readonly takenAt: number | null;
  /** Degrees clockwise by which the picture is to be turned. */
  readonly rotation: number;
}

const TAG = { makeModel: 0x080a, takenAt: 0x180e, picture: 0x1810 } as const;
const MOST_ENTRIES = 500;
const DEEPEST = 6;

/**
 * CIFF, the container of Canon's first raws (CRW) and of the metadata in its first JPEGs ("CIFF: Specification on Image Data
 * File", 1997; ExifTool, CanonRaw.pm). Null where `content` is none. Never reads outside it, never goes deeper than any camera.
 */
export function readCiff(content: Buffer): CiffFacts | null {
  if (content.length < 26 || !/^(?:II|MM)....HEAP/s.test(content.toString('latin1', 0, 10))) return null;
  const little = content[0] === 0x49;
  const u16 = (at: number) => (little ? content.readUInt16LE(at) : content.readUInt16BE(at));
  const u32 = (at: number) => (little ? content.readUInt32LE(at) : content.readUInt32BE(at));
  const found: { -readonly [Key in keyof CiffFacts]: CiffFacts[Key] } = {
    make: '',
    model: '',
    takenAt: null,
    rotation: 0,
  };
  let left = MOST_ENTRIES;

  function readHeap(from: number, to: number, depth: number): void {
    if (depth > DEEPEST || to > content.length || to - from < 10) return;
    const table = from + u32(to - 4);
    if (table + 2 > to) return;
    const count = u16(table);
    for (
      let entry = table + 2;
      entry < table + 2 + count * 10 && entry + 10 <= to && left > 0;
      entry += 10, left -= 1
    ) {
      const tag = u16(entry);
      // Small values stand in the entry itself; the type's bits 0x2800 and 0x3000 are heaps within the heap.
      const inside = (tag & 0xc000) === 0x4000;
      const at = inside ? entry + 2 : from + u32(entry + 6);
      const length = inside ? 8 : u32(entry + 2);
      if (at + length > to) continue;
      const kind = tag & 0x3800;
      if (!inside && (kind === 0x2800 || kind === 0x3000)) readHeap(at, at + length, depth + 1);
      else take(tag & 0x3fff, at, length);
    }
  }

  function take(tag: number, at: number, length: number): void {
    if (tag === TAG.makeModel) {
      const [make = '', model = ''] = content.toString('latin1', at, at + Math.min(length, 200)).split('\0');
      Object.assign(found, { make, model });
    }
    if (tag === TAG.takenAt && length >= 4) found.takenAt = u32(at);
    if (tag === TAG.picture && length >= 16) found.rotation = u32(at + 12) % 360;
  }

  readHeap(u32(2), content.length, 0);
  return found;
}
