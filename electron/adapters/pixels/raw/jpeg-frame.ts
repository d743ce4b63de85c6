/** What the frame header of a JPEG says (ITU-T T.81, B.2.2). */
export interface JpegFrame {
  readonly width: number;
  readonly height: number;
}

/**
 * Size of the JPEG at `at`; null for anything else, and for what raws store the sensor's own data in: lossless JPEG (SOF3),
 * more than 8 bits, two components.
 */
export function readJpegFrame(content: Buffer, at: number): JpegFrame | null {
  if (at < 0 || at + 4 > content.length || content.readUInt16BE(at) !== 0xffd8) return null;
  let position = at + 2;
  for (let segments = 0; segments < 200 && position + 10 < content.length; segments += 1) {
    if (content[position] !== 0xff) return null;
    const marker = content[position + 1] ?? 0;
    if (marker === 0xff) {
      position += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xc2) {
      const height = content.readUInt16BE(position + 5);
      const width = content.readUInt16BE(position + 7);
      const shown = content[position + 4] === 8 && (content[position + 9] === 1 || content[position + 9] === 3);
      return shown && width > 0 && height > 0 ? { width, height } : null;
    }
    // DHT (C4), APPn, COM, DQT, DRI may come before; SOF3 and others, SOS and EOI may not.
    if (marker !== 0xc4 && marker < 0xdb) return null;
    position += 2 + content.readUInt16BE(position + 2);
  }
  return null;
}
