import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../shared/domain/ids.ts';
import { LOGO_SIDE, MARKETPLACE_WATERMARK, type WatermarkDesign } from '../../../shared/domain/watermark.ts';
import type { Watermark } from '../../core/ports/images.ts';
import { blendWatermark, DEFAULT_WATERMARK } from './watermark.ts';
import { visualRuns } from './watermark-bidi.ts';
import { survivesCrops } from './watermark-crops.ts';
import { drawWatermark } from './watermark-drawing.ts';
import { drawLogo } from './watermark-logo.ts';
import { outlineOf } from './watermark-text.ts';

const draft = (design: Partial<WatermarkDesign>, logo: Uint8Array | null = null): Watermark => ({
  id: 'draft',
  design: { ...MARKETPLACE_WATERMARK, ...design },
  logo,
});
const grey = (width: number, height: number, level: number) => ({
  bytes: Buffer.alloc(width * height * 3, level),
  width,
  height,
});
const svg = (body: string, attributes = 'width="40" height="20"') =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${body}</svg>`,
  );

describe('a crop of any half of a preview', () => {
  const shapes = [
    [500, 1500],
    [800, 1200],
    [1000, 1000],
    [1200, 800],
    [1500, 500],
  ] as const;
  it("still shows the marketplace's mark, whatever the shape of the picture", async () => {
    for (const [width, height] of shapes) {
      const rgba = await drawWatermark(DEFAULT_WATERMARK, width, height);
      expect(survivesCrops(rgba, width, height)).toBe(true);
      // The same seen from the picture: in every half some pixels are others than without it.
      const picture = grey(width, height, 90);
      await blendWatermark(picture);
      for (const half of halvesOf(width, height))
        expect(changedIn(picture, half, 90)).toBeGreaterThan(half.width * half.height * 0.004);
    }
  });

  it('does not show a mark that stands in one corner, and that is said', async () => {
    for (const [width, height] of shapes) {
      const rgba = await drawWatermark(draft({ layout: 'anchored', size: 8 }), width, height);
      expect(survivesCrops(rgba, width, height)).toBe(false);
    }
  });

  it('shows a mark across the middle only where it reaches all halves', async () => {
    const small = await drawWatermark(draft({ layout: 'anchored', anchor: 'centre', size: 3 }), 900, 600);
    expect(survivesCrops(small, 900, 600)).toBe(false);
  });
});

describe('light and dark by what lies under the mark', () => {
  it('darkens a bright picture, lightens a dark one, and both sides of an edge', async () => {
    for (const [level, direction] of [
      [235, -1],
      [25, 1],
    ] as const) {
      const picture = grey(300, 200, level);
      await blendWatermark(picture, draft({ tone: 'auto' }));
      const changed = [...picture.bytes].filter((value) => value !== level);
      expect(changed.length).toBeGreaterThan(1000);
      expect(changed.every((value) => Math.sign(value - level) === direction)).toBe(true);
    }
    const halves = grey(300, 200, 25);
    for (let y = 0; y < 200; y += 1) halves.bytes.fill(235, (y * 300 + 150) * 3, (y * 300 + 300) * 3);
    await blendWatermark(halves, draft({ tone: 'auto' }));
    expect(Math.max(...halves.bytes.subarray(0, 140 * 3))).toBeGreaterThan(60);
    expect(halves.bytes.some((value) => value > 100 && value < 200)).toBe(true);
  });

  it('leaves a picture that is too small for it alone', async () => {
    const picture = grey(20, 20, 100);
    await blendWatermark(picture);
    expect(picture.bytes.every((value) => value === 100)).toBe(true);
  });
});

describe('a text', () => {
  it('has every letter of French, of West African languages, Arabic and NKo, and says what is missing', async () => {
    for (const text of [
      'Œuvre à l’été — ÇÉÈÊËÎÏÔÙÛÜŸ œ æ « © 2026 »',
      'Ɛɛ Ɔɔ Ŋŋ Ɲɲ Ɓɓ Ɗɗ Ƴƴ',
      'صور محمد ١٢٣',
      'ߒߞߏ ߖߌ߬ߦߊ ߁߂߃',
    ])
      expect(await outlineOf(text)).toMatchObject({ missing: [] });
    expect(await outlineOf('A 写 😀 A')).toMatchObject({ missing: ['写', '😀'] });
  });

  it('joins Arabic letters: kept apart by a non-joiner, they are drawn otherwise', async () => {
    const [joined, apart] = [await outlineOf('محمد'), await outlineOf('م\u200cح\u200cم\u200cد')];
    expect(joined.missing).toEqual([]);
    expect(apart.missing).toEqual([]);
    expect(joined.svg).not.toBe(apart.svg);
  });

  it('stands in the order in which it is read', () => {
    expect(visualRuns('Photo محمد')).toEqual([
      { text: 'Photo ', direction: 'ltr' },
      { text: 'محمد', direction: 'rtl' },
    ]);
    expect(visualRuns('صورة 2026 Aya').map(({ text }) => text)).toEqual(['Aya', ' ', '2026', 'صورة ']);
    expect(visualRuns('محمد ٢٠٢٦')[0]).toEqual({ text: '٢٠٢٦', direction: 'ltr' });
    expect(visualRuns('abc 12')).toEqual([{ text: 'abc 12', direction: 'ltr' }]);
  });
});

describe('a logo from outside', () => {
  it('is brought to a PNG of bounded size without its transparent margins', async () => {
    const logo = await drawLogo(svg('<rect x="10" y="5" width="20" height="10" fill="#c00"/>'));
    expect(logo).not.toBeNull();
    expect(Math.max(logo?.width ?? 0, logo?.height ?? 0)).toBeLessThanOrEqual(LOGO_SIDE);
    expect((logo?.width ?? 0) / (logo?.height ?? 1)).toBeCloseTo(2, 1);
    const png = await sharp({ create: { width: 3000, height: 1500, channels: 4, background: '#0a0' } })
      .png()
      .toBuffer();
    expect(await drawLogo(png)).toMatchObject({ width: 1024, height: 512 });
  });

  it('is refused where it reaches for anything else: files, addresses, scripts, entities, styles, or is none', async () => {
    const refused = [
      svg('<image href="file:///etc/passwd" width="10" height="10"/>'),
      svg('<image xlink:href="http://127.0.0.1/x.png" width="10" height="10"/>'),
      svg('<use href="other.svg#a"/>'),
      svg('<script>1</script><rect width="9" height="9"/>'),
      svg('<foreignObject><p/></foreignObject><rect width="9" height="9"/>'),
      svg('<style>@import "x.css";</style><rect width="9" height="9"/>'),
      svg('<rect width="9" height="9" fill="url(http://127.0.0.1/a.svg#b)"/>'),
      svg('<image href="data:image/svg+xml;base64,AAAA" width="9" height="9"/>'),
      Buffer.from(
        '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&a;</text></svg>',
      ),
      Buffer.from(
        '<?xml version="1.0" encoding="UTF-16"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      ),
      Buffer.from('GIF89a'),
      Buffer.alloc(6_000_000, 32),
      Buffer.alloc(0),
      svg('<rect width="9" height="9"/>', 'width="0" height="0"'),
    ];
    for (const content of refused) expect(await drawLogo(content), content.toString('utf8', 0, 120)).toBeNull();
  });

  it('is drawn in its own colours or as a silhouette', async () => {
    const logo = await drawLogo(svg('<circle cx="20" cy="10" r="9" fill="#c00"/>'));
    if (!logo) throw new Error('not drawn');
    const base = { layout: 'anchored', anchor: 'centre', size: 50, opacity: 100, angle: 0 } as const;
    const design = (tone: WatermarkDesign['tone']) =>
      draft({ ...base, tone, content: { kind: 'logo', logo: MARKED } }, logo.png);
    const middle = (picture: { bytes: Buffer }) => [
      ...picture.bytes.subarray((50 * 100 + 50) * 3, (50 * 100 + 50) * 3 + 3),
    ];
    const own = grey(100, 100, 90);
    await blendWatermark(own, design('own'));
    expect(middle(own)).toEqual([204, 0, 0]);
    const light = grey(100, 100, 90);
    await blendWatermark(light, design('light'));
    expect(middle(light)).toEqual([255, 255, 255]);
    expect([...light.bytes.subarray(0, 3)]).toEqual([90, 90, 90]);
  });
});

const MARKED = sha256.parse('a'.repeat(64));

function halvesOf(width: number, height: number) {
  const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)];
  return [
    { left: 0, top: 0, width: w, height },
    { left: width - w, top: 0, width: w, height },
    { left: Math.floor(w / 2), top: 0, width: w, height },
    { left: 0, top: 0, width, height: h },
    { left: 0, top: height - h, width, height: h },
    { left: 0, top: Math.floor(h / 2), width, height: h },
  ];
}

function changedIn(
  picture: { bytes: Buffer; width: number },
  half: { left: number; top: number; width: number; height: number },
  level: number,
) {
  let changed = 0;
  for (let y = half.top; y < half.top + half.height; y += 1)
    for (let x = half.left; x < half.left + half.width; x += 1)
      if (picture.bytes[(y * picture.width + x) * 3] !== level) changed += 1;
  return changed;
}
