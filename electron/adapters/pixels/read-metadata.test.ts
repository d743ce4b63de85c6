import { describe, expect, it } from 'vitest';
import { makePhoto } from '../../../tests/support/photo-maker.ts';
import { readDate } from './capture-time.ts';
import { NO_METADATA, readMetadata } from './read-metadata.ts';
import { repairUtf8, tidyText, unescapeXml } from './text.ts';

describe('metadata', () => {
  it('is read from EXIF and XMP with exact accents', async () => {
    const photo = await makePhoto({
      width: 60,
      height: 40,
      make: 'NIKON CORPORATION',
      model: 'NIKON D850',
      lens: '24-70mm',
      captureDate: '2025:12:31 23:59:58',
      captureOffset: '+00:00',
      gps: { latitude: 12.35, longitude: -1.5166 },
      icc: 'p3',
      xmp: {
        title: 'Fête à Ouagadougou',
        caption: 'Cœur & <b>garçon</b>',
        keywords: ['fête', 'Fête', 'été'],
        city: 'Ouagadougou',
        rating: 5,
      },
    });
    const metadata = await readMetadata(photo);
    expect(metadata).toMatchObject({
      captureDate: '2025-12-31T23:59:58',
      captureOffset: '+00:00',
      camera: 'NIKON D850',
      lens: '24-70mm',
      fNumber: 2.8,
      iso: 400,
      focalLength: 85,
      exposureTime: 0.004,
      title: 'Fête à Ouagadougou',
      caption: 'Cœur & <b>garçon</b>',
      keywords: ['fête', 'été'],
      place: 'Ouagadougou',
      rating: 5,
    });
    expect(metadata.latitude).toBeCloseTo(12.35, 3);
    expect(metadata.longitude).toBeCloseTo(-1.5166, 3);
    expect(metadata.iccProfile).not.toBeNull();
  });

  it('that is broken or absent is no metadata, and no failure', async () => {
    expect(await readMetadata(Buffer.from('not an image at all'))).toEqual(NO_METADATA);
    expect(await readMetadata(Buffer.alloc(0))).toEqual(NO_METADATA);
  });

  it('takes only dates that a calendar has', () => {
    expect(readDate('2026:02:28 10:11:12')).toBe('2026-02-28T10:11:12');
    for (const date of [
      '0000:00:00 00:00:00',
      '2026:02:30 10:00:00',
      '2026:13:01 00:00:00',
      '    :  :     :  :  ',
      'yesterday',
      7,
    ])
      expect(readDate(date)).toBeNull();
  });
});

describe('text out of files', () => {
  it('is composed, without control characters or direction tricks, and limited without cutting a character', () => {
    expect(tidyText('e\u0301te\u0301\u0000\u0007', 100)).toBe('été');
    expect(tidyText('photo\u202Egpj.exe', 100)).toBe('photogpj.exe');
    expect(tidyText('deux\n lignes', 100)).toBe('deux lignes');
    expect(tidyText('deux\r\nlignes', 100, 'many')).toBe('deux\nlignes');
    expect(tidyText('🦁🦁', 3)).toBe('🦁');
  });

  it('is repaired where UTF-8 was taken for Latin-1, and only there', () => {
    expect(repairUtf8('MarchÃ© Ã  l’aube'.slice(0, 7))).toBe('Marché');
    expect(repairUtf8('Ã l’envers')).toBe('Ã l’envers');
    expect(repairUtf8('été')).toBe('été');
  });

  it('has its XML entities read once', () => {
    expect(unescapeXml('&lt;b&gt; &amp;amp; &#233; &#xE0;')).toBe('<b> &amp; é à');
  });
});
