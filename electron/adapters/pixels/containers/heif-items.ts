import { type Box, boxAt, boxesIn } from './boxes.ts';

/** One item of a HEIF file (ISO/IEC 23008-12): an image, a tile, its EXIF, its XMP. */
export interface HeifItem {
  readonly id: number;
  /** `hvc1`, `grid`, `Exif`, `mime`… */
  readonly type: string;
}

/** The items that the file's `iinf` box lists (ISO/IEC 14496-12, 8.11.6). */
export function heifItems(content: Buffer): HeifItem[] {
  const list = metaBox(content, 'iinf');
  if (!list || list.to - list.from < 6) return [];
  const start = list.from + 4 + (content[list.from] === 0 ? 2 : 4);
  return boxesIn(content, start, list.to).flatMap(({ type, from, to }) => {
    const version = content[from] ?? 0;
    const wide = version === 3;
    if (type !== 'infe' || version < 2 || to - from < (wide ? 14 : 12)) return [];
    const id = wide ? content.readUInt32BE(from + 4) : content.readUInt16BE(from + 4);
    const typeAt = from + (wide ? 10 : 8);
    return [{ id, type: content.toString('latin1', typeAt, typeAt + 4) }];
  });
}

/** The bytes of an item that lies in one piece in the file, as metadata do; null for everything else. */
export function heifItemBytes(content: Buffer, id: number): Buffer | null {
  const place = metaBox(content, 'iloc');
  if (!place || place.to - place.from < 8) return null;
  const version = content[place.from] ?? 0;
  const sizes = content.readUInt16BE(place.from + 4);
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version > 0 ? sizes & 15 : 0;
  let at = place.from + 6;
  const take = (bytes: number): number => {
    const value =
      bytes === 0 || at + bytes > place.to ? 0 : bytes === 8 ? readLong(content, at) : readShort(content, at, bytes);
    at += bytes;
    return value;
  };
  const count = take(version < 2 ? 2 : 4);
  for (let index = 0; index < count && at < place.to; index += 1) {
    const item = take(version < 2 ? 2 : 4);
    const method = version > 0 ? take(2) & 15 : 0;
    take(2);
    const base = take(baseSize);
    const extents = take(2);
    let whole: Buffer | null = null;
    for (let extent = 0; extent < extents && at < place.to; extent += 1) {
      take(indexSize);
      const [offset, length] = [base + take(offsetSize), take(lengthSize)];
      if (extents === 1 && offset + length <= content.length && method === 0)
        whole = content.subarray(offset, offset + length);
    }
    if (item === id) return whole;
  }
  return null;
}

function metaBox(content: Buffer, type: string): Box | undefined {
  const meta = boxAt(content, ['meta']);
  // A full box: version and flags stand before its boxes.
  return meta && boxesIn(content, meta.from + 4, meta.to).find((box) => box.type === type);
}

function readShort(content: Buffer, at: number, bytes: number): number {
  return content.readUIntBE(at, Math.min(bytes, 6));
}

function readLong(content: Buffer, at: number): number {
  const value = content.readBigUInt64BE(at);
  return value > BigInt(content.length) ? content.length + 1 : Number(value);
}
