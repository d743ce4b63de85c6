/**
 * Camera raws carry finished JPEGs for the camera's own screen. The biggest one is what the photographer sees: found by its
 * markers, whatever container the maker chose, so that one reader serves CR2, CR3, NEF, ARW, DNG, RAF, ORF and RW2.
 */
export function findEmbeddedJpeg(content: Buffer): Buffer | null {
  let best: { at: number; pixels: number } | null = null;
  for (let at = content.indexOf(START); at >= 0; at = content.indexOf(START, at + 1)) {
    const pixels = framePixels(content, at);
    if (pixels > (best?.pixels ?? 0)) best = { at, pixels };
  }
  return best === null ? null : content.subarray(best.at);
}

/** SOI followed by another marker (ITU-T T.81, B.2.1). */
const START = Buffer.from([0xff, 0xd8, 0xff]);

/** Pixels of the JPEG at `at`; 0 for anything else, and for lossless JPEG (SOF3), which is how raws store the sensor itself. */
function framePixels(content: Buffer, at: number): number {
  let position = at + 2;
  for (let segments = 0; segments < 100 && position + 9 < content.length; segments += 1) {
    if (content[position] !== 0xff) return 0;
    const marker = content[position + 1] ?? 0;
    if (marker === 0xff) {
      position += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xc2)
      return content.readUInt16BE(position + 5) * content.readUInt16BE(position + 7);
    if (marker === 0xc3 || marker === 0xda || marker === 0xd9 || marker < 0xc0) return 0;
    position += 2 + content.readUInt16BE(position + 2);
  }
  return 0;
}
