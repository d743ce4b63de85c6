import sharp from 'sharp';

/**
 * The marketplace's watermark: « Pouire », white, 30 %, rising at 45°, tiled over the whole preview. The word is drawn as
 * outlines (Inter SemiBold, SIL Open Font License 1.1), so that it looks the same on machines with other fonts or none.
 */
const WORD = {
  /** Units of the outlines: 1000 to the em. */
  width: 3116,
  capHeight: 728,
  outline:
    'M73 0V-728H345Q429 -728 486 -696Q543 -665 572 -610Q601 -556 601 -487Q601 -417 572 -363Q542 -308 485 -277Q427 -246 343 -246H163V-354H326Q376 -354 407 -371Q438 -388 453 -418Q468 -448 468 -487Q468 -526 453 -555Q438 -585 407 -602Q375 -618 325 -618H204V0ZM949 11Q870 11 811 -24Q753 -59 720 -123Q688 -186 688 -270Q688 -355 720 -419Q753 -482 811 -517Q870 -553 949 -553Q1029 -553 1088 -517Q1146 -482 1178 -419Q1210 -355 1210 -270Q1210 -186 1178 -123Q1146 -59 1088 -24Q1029 11 949 11ZM949 -92Q994 -92 1023 -116Q1053 -140 1067 -180Q1081 -221 1081 -271Q1081 -321 1067 -361Q1053 -402 1023 -426Q994 -450 949 -450Q905 -450 876 -426Q847 -402 832 -361Q818 -321 818 -271Q818 -221 832 -180Q847 -140 876 -116Q905 -92 949 -92ZM1508 7Q1452 7 1410 -17Q1368 -41 1344 -87Q1321 -133 1321 -199V-546H1448V-218Q1448 -163 1477 -132Q1505 -101 1555 -101Q1589 -101 1615 -116Q1641 -131 1657 -159Q1672 -187 1672 -226V-546H1799V0H1678L1677 -135H1686Q1663 -64 1619 -28Q1574 7 1508 7ZM1934 0V-546H2060V0ZM1997 -623Q1967 -623 1945 -644Q1923 -664 1923 -693Q1923 -722 1945 -742Q1967 -762 1997 -762Q2028 -762 2050 -742Q2071 -722 2071 -693Q2071 -664 2050 -644Q2028 -623 1997 -623ZM2195 0V-546H2318V-455H2324Q2339 -502 2376 -528Q2412 -553 2459 -553Q2470 -553 2483 -552Q2496 -551 2505 -550V-433Q2498 -435 2480 -438Q2462 -440 2446 -440Q2410 -440 2382 -424Q2354 -409 2338 -383Q2322 -356 2322 -321V0ZM2833 11Q2751 11 2692 -24Q2632 -58 2600 -121Q2568 -184 2568 -270Q2568 -354 2600 -417Q2631 -481 2689 -517Q2747 -553 2825 -553Q2875 -553 2920 -537Q2965 -520 3000 -487Q3035 -453 3055 -401Q3075 -349 3075 -277V-238H2628V-324H3012L2952 -298Q2952 -344 2938 -379Q2924 -414 2896 -434Q2867 -453 2826 -453Q2784 -453 2755 -433Q2725 -414 2710 -381Q2694 -348 2694 -307V-248Q2694 -196 2712 -160Q2730 -125 2761 -107Q2793 -89 2835 -89Q2863 -89 2886 -97Q2908 -104 2925 -120Q2941 -136 2950 -159L3066 -135Q3053 -91 3022 -58Q2990 -26 2942 -7Q2894 11 2833 11Z',
} as const;

const OPACITY = 0.3;
/** Height of the capitals as a part of the short side. */
const CAPITALS = 1 / 18;
/** Distance between words along and across the line, in widths and cap heights of the word. */
const GAP_ALONG = 0.7;
const LINE_HEIGHT = 4.2;

/** Where the mark covers a picture of one size: pixel numbers with how much (0–255), nothing for the rest. */
interface Mark {
  readonly pixels: Uint32Array;
  readonly coverage: Uint8Array;
}

/** Pictures of one camera have one size in two directions; a mark of 2,000 × 1,333 takes about 2 MB. */
const CACHE_SIZE = 6;
const cache = new Map<string, Mark>();

/** Blends the mark into raw 8-bit sRGB pixels, in place. */
export async function blendWatermark(pixels: Buffer, width: number, height: number): Promise<void> {
  const mark = await markFor(width, height);
  for (let index = 0; index < mark.pixels.length; index += 1) {
    const at = (mark.pixels[index] ?? 0) * 3;
    const amount = mark.coverage[index] ?? 0;
    for (let channel = at; channel < at + 3; channel += 1) {
      const below = pixels[channel] ?? 0;
      pixels[channel] = below + (((255 - below) * amount) / 255 + 0.5);
    }
  }
}

async function markFor(width: number, height: number): Promise<Mark> {
  const key = `${width}x${height}`;
  const known = cache.get(key);
  if (known) return known;
  const mark = await drawMark(width, height);
  const oldest = cache.keys().next();
  if (cache.size >= CACHE_SIZE && !oldest.done) cache.delete(oldest.value);
  cache.set(key, mark);
  return mark;
}

async function drawMark(width: number, height: number): Promise<Mark> {
  const scale = (Math.min(width, height) * CAPITALS) / WORD.capHeight;
  const along = WORD.width * (1 + GAP_ALONG) * scale;
  const across = WORD.capHeight * LINE_HEIGHT * scale;
  const word = (x: number, y: number) => `<path transform="translate(${x} ${y}) scale(${scale})" d="${WORD.outline}"/>`;
  // Two lines a tile, the second shifted by half a step, so that no straight path stays free.
  const tile = word(0, across * 0.5) + word(along / 2, across * 1.5) + word(-along / 2, across * 1.5);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><pattern id="mark" width="${along}" height="${across * 2}" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><g fill="#fff" fill-opacity="${OPACITY}">${tile}</g></pattern></defs><rect width="100%" height="100%" fill="url(#mark)"/></svg>`;
  const alpha = await sharp(Buffer.from(svg)).ensureAlpha().extractChannel('alpha').raw().toBuffer();
  let covered = 0;
  for (const amount of alpha) if (amount > 0) covered += 1;
  const mark = { pixels: new Uint32Array(covered), coverage: new Uint8Array(covered) };
  let next = 0;
  for (let pixel = 0; pixel < alpha.length; pixel += 1) {
    const amount = alpha[pixel] ?? 0;
    if (amount === 0) continue;
    mark.pixels[next] = pixel;
    mark.coverage[next] = amount;
    next += 1;
  }
  return mark;
}
