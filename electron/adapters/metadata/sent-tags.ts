import type { SentMetadata } from '../../core/ports/metadata.ts';
import { asEntities, cleanText, fitBytes } from './exiftool-text.ts';

/** Most bytes of a dataset (IPTC-IIM 4.2, chapter 6). EXIF and XMP carry the same words whole. */
const IPTC_BYTES = {
  ObjectName: 64,
  'Caption-Abstract': 2000,
  Keywords: 64,
  'By-line': 32,
  CopyrightNotice: 128,
  'Sub-location': 32,
} as const;

function assign(tag: string, value: string): string {
  return `-${tag}=${asEntities(value)}`;
}

/** Replaces a whole list: the values that were there go, even when there are no new ones. */
function assignList(tag: string, values: readonly string[]): string[] {
  return values.length === 0 ? [`-${tag}=`] : values.map((value) => assign(tag, value));
}

function iptc(tag: keyof typeof IPTC_BYTES, value: string): string {
  return assign(`IPTC:${tag}`, fitBytes(value, IPTC_BYTES[tag]));
}

/**
 * What a sent copy never carries. Maker notes go as a whole: they hold serial numbers, owner names and places in forms that
 * no tool can take out one by one. Trailers hold second pictures (phones' motion video, previews, MPF).
 */
const PRIVATE = [
  '-MakerNotes:all=',
  '-*SerialNumber*=',
  '-*OwnerName*=',
  '-*CameraOwner*=',
  '-APP12:all=', // cameras of the 1990s keep a serial number there
  '-IFD1:all=',
  '-MPF:all=',
  '-trailer:all=',
  '-Photoshop:PhotoshopThumbnail=',
  '-XMP-xmp:Thumbnails=',
  '-XMP:ThumbnailImage=',
  '-PreviewImage=',
];

/** Every way a position is written: EXIF's GPS directory, XMP's copies of it, IPTC Extension's structures. */
const PLACE_ON_EARTH = [
  '-GPS:all=',
  '-XMP:*GPS*=',
  '-XMP-iptcExt:LocationCreated=',
  '-XMP-iptcExt:LocationShown=',
  '-XMP-exif:GPS*=',
];

/** How the picture is to be seen, said in one place (MWG Guidelines 2.0: EXIF's is the one that counts). */
function turnedTo(orientation: number): string[] {
  return [`-IFD0:Orientation#=${orientation}`, '-XMP-tiff:Orientation='];
}

/**
 * ExifTool's arguments for a sent copy, in the order that matters: what is there is recoded first (old IPTC may be Latin-1),
 * then what is private goes, then her words are written into EXIF, IPTC and XMP alike (MWG Guidelines 2.0, 5.3 to 5.9).
 * Creator and copyright that she has not set stay as the camera wrote them.
 */
export function sentArguments(metadata: SentMetadata): string[] {
  const title = cleanText(metadata.title);
  const caption = cleanText(metadata.caption);
  const keywords = metadata.keywords.map(cleanText).filter((keyword) => keyword !== '');
  const place = cleanText(metadata.place);
  const creator = cleanText(metadata.creator);
  const copyright = cleanText(metadata.copyright);
  return [
    '-TagsFromFile',
    '@',
    '-IPTC:all',
    '--IPTC:Keywords', // assigning to a list adds to what was copied into it
    '-IPTC:CodedCharacterSet=UTF8',
    ...PRIVATE,
    ...(metadata.keepGps ? [] : PLACE_ON_EARTH),
    ...(metadata.orientation === undefined ? [] : turnedTo(metadata.orientation)),
    assign('XMP-dc:Title', title),
    iptc('ObjectName', title),
    assign('IFD0:XPTitle', title),
    assign('XMP-dc:Description', caption),
    iptc('Caption-Abstract', caption),
    assign('IFD0:ImageDescription', caption),
    ...assignList('XMP-dc:Subject', keywords),
    ...assignList(
      'IPTC:Keywords',
      keywords.map((keyword) => fitBytes(keyword, IPTC_BYTES.Keywords)),
    ),
    assign('IFD0:XPKeywords', keywords.join(';')),
    assign('XMP-iptcCore:Location', place),
    iptc('Sub-location', place),
    ...(creator === ''
      ? []
      : [assign('XMP-dc:Creator', creator), iptc('By-line', creator), assign('IFD0:Artist', creator)]),
    ...(copyright === ''
      ? []
      : [assign('XMP-dc:Rights', copyright), iptc('CopyrightNotice', copyright), assign('IFD0:Copyright', copyright)]),
  ];
}
