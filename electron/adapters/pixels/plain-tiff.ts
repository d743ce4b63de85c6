/** Pixels of 8 bits in lines of `stride` bytes, RGB or RGBA. */
export interface RawLines {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly samples: 3 | 4;
}

/**
 * Puts raw pixels into an uncompressed TIFF 6.0 with a colour profile, because that is the way to hand libvips pixels together
 * with the profile they are in. What is transparent lies on white.
 */
export function tiffOf(pixels: RawLines, profile: Buffer | null): Buffer {
  const { width, height } = pixels;
  const profileLength = profile?.length ?? 0;
  const entries = profile ? 11 : 10;
  const bitsAt = 8 + 2 + entries * 12 + 4;
  const profileAt = bitsAt + 6;
  const pixelsAt = profileAt + profileLength + (profileLength % 2);
  const tiff = Buffer.allocUnsafe(pixelsAt + width * height * 3);
  tiff.fill(0, 0, pixelsAt);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(entries, 8);
  let at = 10;
  const entry = (tag: number, type: 3 | 4 | 7, count: number, value: number) => {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    tiff.writeUInt32LE(value, at + 8);
    at += 12;
  };
  entry(256, 4, 1, width);
  entry(257, 4, 1, height);
  entry(258, 3, 3, bitsAt); // BitsPerSample
  entry(259, 3, 1, 1); // Compression: none
  entry(262, 3, 1, 2); // PhotometricInterpretation: RGB
  entry(273, 4, 1, pixelsAt); // StripOffsets
  entry(277, 3, 1, 3); // SamplesPerPixel
  entry(278, 4, 1, height); // RowsPerStrip
  entry(279, 4, 1, width * height * 3); // StripByteCounts
  entry(284, 3, 1, 1); // PlanarConfiguration: chunky
  if (profile) {
    entry(34675, 7, profileLength, profileAt); // ICC profile (ICC.1, B.4)
    profile.copy(tiff, profileAt);
  }
  for (let sample = 0; sample < 3; sample += 1) tiff.writeUInt16LE(8, bitsAt + sample * 2);
  for (let line = 0; line < height; line += 1) copyLine(pixels, line, tiff, pixelsAt + line * width * 3);
  return tiff;
}

function copyLine({ bytes, width, stride, samples }: RawLines, line: number, target: Buffer, at: number): void {
  const from = line * stride;
  if (samples === 3) {
    target.set(bytes.subarray(from, from + width * 3), at);
    return;
  }
  for (let pixel = 0; pixel < width; pixel += 1) {
    const source = from + pixel * 4;
    const alpha = bytes[source + 3] ?? 255;
    for (let sample = 0; sample < 3; sample += 1)
      target[at + pixel * 3 + sample] = ((bytes[source + sample] ?? 0) * alpha + 255 * (255 - alpha)) / 255 + 0.5;
  }
}
