import sharp from 'sharp';

/** What the server reads from an image's header. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Width and height as shown (EXIF orientation applied), or undefined when it isn't a readable picture. */
export async function pictureSize(bytes: Uint8Array): Promise<PictureSize | undefined> {
  try {
    const { width, height, orientation = 1 } = await sharp(bytes, { failOn: 'none' }).metadata();
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return undefined;
  }
}

/** The server's own 1200 px preview with « Pouire » tiled diagonally (white, 30 %, −45°) and its 400×300 cover. */
export async function serverPictures(bytes: Uint8Array): Promise<{ watermarked: Buffer; cover: Buffer }> {
  const preview = await sharp(bytes, { failOn: 'none' })
    .rotate()
    .resize(1200, 1200, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toBuffer({ resolveWithObject: true });
  const { width, height } = preview.info;
  const mark = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>
      <pattern id="p" width="260" height="160" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
      <text x="20" y="90" font-family="sans-serif" font-size="44" font-weight="bold" fill="#fff" fill-opacity="0.3">Pouire</text>
      </pattern></defs><rect width="100%" height="100%" fill="url(#p)"/></svg>`,
  );
  const [watermarked, cover] = await Promise.all([
    sharp(preview.data)
      .composite([{ input: mark }])
      .jpeg({ quality: 80 })
      .toBuffer(),
    sharp(preview.data).resize(400, 300, { fit: 'cover' }).jpeg({ quality: 80 }).toBuffer(),
  ]);
  return { watermarked, cover };
}

/** An avatar as the marketplace keeps it. */
export async function squareAvatar(bytes: Uint8Array): Promise<Buffer> {
  return await sharp(bytes)
    .rotate()
    .resize(400, 400, { fit: 'cover' })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 85 })
    .toBuffer();
}
