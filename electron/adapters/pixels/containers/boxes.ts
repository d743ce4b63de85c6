/** One box of an ISO base media file (ISO/IEC 14496-12, 4.2). `from` and `to` bound what is inside, within the content. */
export interface Box {
  readonly type: string;
  /** Hexadecimal user type of a `uuid` box, else ''. */
  readonly user: string;
  readonly from: number;
  readonly to: number;
}

/** No still picture holds more side by side. */
const MOST_BOXES = 2000;

/** The boxes that lie side by side between two offsets. A box that reaches beyond is cut there and is the last. */
export function boxesIn(content: Buffer, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  const end = Math.min(to, content.length);
  for (let at = from; at + 8 <= end && boxes.length < MOST_BOXES; ) {
    let size = content.readUInt32BE(at);
    let header = 8;
    if (size === 1) {
      if (at + 16 > end) break;
      const large = content.readBigUInt64BE(at + 8);
      size = large > BigInt(Number.MAX_SAFE_INTEGER) ? end - at : Number(large);
      header = 16;
    } else if (size === 0) size = end - at;
    if (size < header) break;
    const type = content.toString('latin1', at + 4, at + 8);
    const boxEnd = Math.min(at + size, end);
    let user = '';
    if (type === 'uuid' && at + header + 16 <= boxEnd) {
      user = content.toString('hex', at + header, at + header + 16);
      header += 16;
    }
    boxes.push({ type, user, from: at + header, to: Math.max(at + header, boxEnd) });
    at += size;
  }
  return boxes;
}

/** The first box along a path of types, from the top of the content or of a box. */
export function boxAt(content: Buffer, path: readonly string[], within?: Box): Box | undefined {
  let inside: Box | undefined = within ?? { type: '', user: '', from: 0, to: content.length };
  for (const type of path) {
    if (!inside) return undefined;
    inside = boxesIn(content, inside.from, inside.to).find((box) => box.type === type);
  }
  return inside;
}
