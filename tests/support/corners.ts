import sharp from 'sharp';

/**
 * Colours of the corners of a picture, to tell which way up it is: the photo maker paints the top left red, the top right green,
 * the bottom left blue, the bottom right light.
 */
export async function corners(path: string | undefined): Promise<string> {
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  const name = (x: number, y: number) => {
    const at = (y * info.width + x) * 3;
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    if (red > 190 && green > 190 && blue > 190) return 'light';
    return red > green && red > blue ? 'red' : green > blue ? 'green' : 'blue';
  };
  const [right, bottom] = [info.width - 4, info.height - 4];
  return [name(3, 3), name(right, 3), name(3, bottom), name(right, bottom)].join(' ');
}
