/**
 * Puts raw RGBA pixels into an uncompressed TIFF 6.0 with a colour profile, because that is the way to hand libvips pixels
 * together with the profile they are in. Alpha is left out.
 */
export function tiffOf(rgba: Uint8ClampedArray, width: number, height: number, profile: Buffer | null): Buffer {
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
  for (let from = 0, to = pixelsAt; from < rgba.length; from += 4, to += 3) {
    tiff[to] = rgba[from] ?? 0;
    tiff[to + 1] = rgba[from + 1] ?? 0;
    tiff[to + 2] = rgba[from + 2] ?? 0;
  }
  return tiff;
}
