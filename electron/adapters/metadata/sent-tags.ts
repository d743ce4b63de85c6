import type { DataMining, ReleaseState } from '../../../shared/domain/photo-rights.ts';
import type { SentMetadata } from '../../core/ports/metadata.ts';
import { asEntities, cleanText, fitBytes } from './exiftool-text.ts';

/** Most bytes of a dataset (IPTC-IIM 4.2, chapter 6). EXIF and XMP carry the same words whole. */
export const IPTC_BYTES = {
  ObjectName: 64,
  'Caption-Abstract': 2000,
  Keywords: 64,
  'By-line': 32,
  CopyrightNotice: 128,
  'Sub-location': 32,
  Headline: 256,
  Credit: 32,
} as const;

export function assign(tag: string, value: string): string {
  return `-${tag}=${asEntities(value)}`;
}

/** Replaces a whole list: the values that were there go, even when there are no new ones. */
export function assignList(tag: string, values: readonly string[]): string[] {
  return values.length === 0 ? [`-${tag}=`] : values.map((value) => assign(tag, value));
}

export function iptc(tag: keyof typeof IPTC_BYTES, value: string): string {
  return assign(`IPTC:${tag}`, fitBytes(value, IPTC_BYTES[tag]));
}

/**
 * XMP that says what the picture is, where it comes from and who may do what. Of everything else in a packet nobody can know
 * whether it holds a second picture (GImage, GDepth), names of faces, paths of her disk or keywords that she took back: only
 * these go along.
 */
const KEPT_XMP = [
  'dc',
  'photoshop',
  'iptcCore',
  'iptcExt',
  'xmpRights',
  'plus',
  'cc',
  'tiff',
  'exif',
  'exifEX',
  'aux',
  'xmp',
];

/**
 * What a sent copy never carries. Maker notes go as a whole: they hold serial numbers, owner names and places in forms that
 * no tool can take out one by one. Trailers hold second pictures (phones' motion video, previews, MPF), and so do the
 * application segments of JPEGs that are no standard of photographs: JFXX, FlashPix, JUMBF.
 */
const PRIVATE = [
  '-MakerNotes:all=',
  '-CIFF:all=', // maker notes of the first Canons, in a segment of their own
  '-Meta:all=', // and Kodak's
  // Each by its name: a pattern would be held against all of ExifTool's tags, 10 ms a photo for each of them.
  ...['SerialNumber', 'LensSerialNumber', 'CameraSerialNumber', 'OwnerName'].map((tag) => `-EXIF:${tag}=`),
  '-ExifIFD:UserComment=', // phones and older cameras put anything there
  ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15].map((number) => `-APP${number}:all=`),
  '-FlashPix:all=',
  '-JUMBF:all=',
  '-File:Comment=',
  '-IFD1:all=',
  '-MPF:all=',
  '-trailer:all=',
  '-PreviewImage=',
  // Her own choosing is nobody's business.
  ...['IFD0:Rating', 'IFD0:RatingPercent', 'IPTC:Urgency', 'IPTC:OwnerID'].map((tag) => `-${tag}=`),
  // Other words of other programs beside hers.
  ...['PNG:Title', 'PNG:Author', 'PNG:Description', 'PNG:Copyright', 'PNG:Comment', 'PNG:Source', 'PNG:Disclaimer'].map(
    (tag) => `-${tag}=`,
  ),
  ...['XPComment', 'XPSubject', 'XPAuthor'].map((tag) => `-IFD0:${tag}=`),
];

/**
 * What does not come along of the XMP that does, each by its name: patterns cost ExifTool 5 ms a photo from the second on. A
 * structure goes whole, since one of its fields can't be left behind.
 */
const NOT_COPIED = [
  ...['SerialNumber', 'LensSerialNumber', 'OwnerName'].flatMap((tag) => [`XMP-aux:${tag}`, `XMP-exifEX:${tag}`]),
  'XMP-iptcExt:RecDevice',
  'XMP-xmp:Thumbnails',
  'XMP-xmp:Rating',
  'XMP-xmp:Label',
  'XMP-photoshop:Urgency',
  // As PLACE_IN_PARTS_IPTC.
  ...['City', 'State', 'Country'].map((tag) => `XMP-photoshop:${tag}`),
  'XMP-iptcCore:CountryCode',
];
const PLACES_NOT_COPIED = [
  'XMP:*GPS*',
  ...['LocationCreated', 'LocationShown', 'Rating'].map((tag) => `XMP-iptcExt:${tag}`),
];

/** Town, region and country as another program filled them in: her words for the place may say something else by now. */
const PLACE_IN_PARTS_IPTC = [
  'City',
  'Province-State',
  'Country-PrimaryLocationName',
  'Country-PrimaryLocationCode',
].map((tag) => `-IPTC:${tag}=`);

/** How the picture is to be seen, said in one place (MWG Guidelines 2.0: EXIF's is the one that counts). */
function turnedTo(orientation: number): string[] {
  return [`-IFD0:Orientation#=${orientation}`, '-XMP-tiff:Orientation='];
}

/** In all three standards; nothing where she has not set it: what the camera wrote stays then. */
export function unlessUnset(value: string, write: (value: string) => string[]): string[] {
  return value === '' ? [] : write(value);
}

/** Terms of PLUS's vocabularies. */
export const DATA_MINING: Readonly<Record<DataMining, string>> = {
  allowed: 'DMI-ALLOWED',
  'no-ai-training': 'DMI-PROHIBITED-AIMLTRAINING',
  prohibited: 'DMI-PROHIBITED',
};
export const MODEL_RELEASE: Readonly<Record<ReleaseState, string>> = {
  none: 'MR-NON',
  'not-applicable': 'MR-NAP',
  limited: 'MR-LMR',
  unlimited: 'MR-UMR',
};
export const PROPERTY_RELEASE: Readonly<Record<ReleaseState, string>> = {
  none: 'PR-NON',
  'not-applicable': 'PR-NAP',
  limited: 'PR-LPR',
  unlimited: 'PR-UPR',
};

/** Rights beyond the notice, which only XMP has words for (PLUS Licence Data Format 2.0.1; XMP Specification Part 1, 8.4). */
export function rights({
  copyright,
  usageTerms = '',
  credit = '',
  noAiTraining,
  dataMining = noAiTraining ? 'no-ai-training' : undefined,
  modelRelease,
  propertyRelease,
}: Pick<
  SentMetadata,
  'copyright' | 'usageTerms' | 'credit' | 'noAiTraining' | 'dataMining' | 'modelRelease' | 'propertyRelease'
>): string[] {
  return [
    ...unlessUnset(cleanText(copyright), (notice) => [
      assign('XMP-dc:Rights', notice),
      iptc('CopyrightNotice', notice),
      assign('IFD0:Copyright', notice),
      '-XMP-xmpRights:Marked=True',
    ]),
    ...unlessUnset(cleanText(usageTerms), (terms) => [assign('XMP-xmpRights:UsageTerms', terms)]),
    ...unlessUnset(cleanText(credit), (line) => [assign('XMP-photoshop:Credit', line), iptc('Credit', line)]),
    ...(dataMining === undefined ? [] : [`-XMP-plus:DataMining#=${DATA_MINING[dataMining]}`]),
    ...(modelRelease === undefined ? [] : [`-XMP-plus:ModelReleaseStatus#=${MODEL_RELEASE[modelRelease]}`]),
    ...(propertyRelease === undefined ? [] : [`-XMP-plus:PropertyReleaseStatus#=${PROPERTY_RELEASE[propertyRelease]}`]),
  ];
}

/** What is not copied over, because she says it: a list would be added to, and other languages would say something else. */
function said({ creator, copyright, usageTerms = '' }: SentMetadata): string[] {
  return [
    'XMP-dc:Title',
    'XMP-dc:Description',
    'XMP-dc:Subject',
    'IPTC:Keywords',
    ...(cleanText(creator) === '' ? [] : ['XMP-dc:Creator', 'IPTC:By-line']),
    ...(cleanText(copyright) === '' ? [] : ['XMP-dc:Rights']),
    ...(cleanText(usageTerms) === '' ? [] : ['XMP-xmpRights:UsageTerms']),
  ];
}

/**
 * ExifTool's arguments for a sent copy, in the order that matters: what is there is recoded first (old IPTC may be Latin-1),
 * then what is private goes, then her words are written into EXIF, IPTC and XMP alike (MWG Guidelines 2.0, 5.3 to 5.9), and
 * the digest that tells readers that IPTC and XMP agree (3.4.1).
 * Creator and copyright that she has not set stay as the camera wrote them.
 */
export function sentArguments(metadata: SentMetadata): string[] {
  const title = cleanText(metadata.title);
  const caption = cleanText(metadata.caption);
  const keywords = metadata.keywords.map(cleanText).filter((keyword) => keyword !== '');
  const place = cleanText(metadata.place);
  const creator = cleanText(metadata.creator);
  return [
    '-XMP:all=',
    '-Photoshop:all=',
    '-JFIF:all=',
    '-TagsFromFile',
    '@',
    '-IPTC:all',
    '-JFIF:all',
    ...KEPT_XMP.map((namespace) => `-XMP-${namespace}:all`),
    ...[...said(metadata), ...NOT_COPIED, ...(metadata.keepGps ? [] : PLACES_NOT_COPIED)].map((tag) => `--${tag}`),
    // Written out, so that a second writing finds them where it would put them.
    '-IPTC:EnvelopeRecordVersion=4',
    '-IPTC:CodedCharacterSet=UTF8',
    '-IPTC:ApplicationRecordVersion=4',
    ...PRIVATE,
    ...(metadata.keepGps ? [] : ['-GPS:all=']),
    ...PLACE_IN_PARTS_IPTC,
    ...(metadata.orientation === undefined ? [] : turnedTo(metadata.orientation)),
    assign('XMP-dc:Title', title),
    iptc('ObjectName', title),
    assign('IFD0:XPTitle', title),
    assign('XMP-photoshop:Headline', title),
    iptc('Headline', title),
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
    ...unlessUnset(creator, (name) => [
      assign('XMP-dc:Creator', name),
      iptc('By-line', name),
      assign('IFD0:Artist', name),
    ]),
    ...rights(metadata),
    '-Photoshop:IPTCDigest=new',
  ];
}

/** What goes from an original into the picture that was made of it: everything but how its own pixels lay and were coded. */
export function convertedArguments(original: string): string[] {
  return [
    '-TagsFromFile',
    original,
    '-all:all',
    ...['ICC_Profile', 'MakerNotes', 'IFD1', 'MPF', 'InteropIFD', 'JFIF', 'Adobe', 'PNG'].map(
      (group) => `--${group}:all`,
    ),
    ...['ExifImageWidth', 'ExifImageHeight', 'Gamma'].map((tag) => `--ExifIFD:${tag}`),
    '-IFD0:Orientation#=1',
    '-ExifIFD:ColorSpace#=1',
  ];
}
