import type { Label } from '../../../shared/domain/photo.ts';
import type { RightsField } from '../../../shared/domain/photo-rights.ts';
import type { WordsToWrite } from '../../core/ports/metadata.ts';
import { cleanText, fitBytes } from './exiftool-text.ts';
import { assign, assignList, IPTC_BYTES, iptc, rights, unlessUnset } from './sent-tags.ts';

/** As Lightroom and Bridge name the colours in English; readers of other languages know these as well. */
const LABELS: Readonly<Record<Label, string>> = {
  red: 'Red',
  yellow: 'Yellow',
  green: 'Green',
  blue: 'Blue',
  purple: 'Purple',
};

/** Where a sidecar holds each of the rights. */
const RIGHTS_TAGS: Readonly<Record<RightsField, readonly string[]>> = {
  creator: ['XMP-dc:Creator'],
  copyright: ['XMP-dc:Rights', 'XMP-xmpRights:Marked'],
  credit: ['XMP-photoshop:Credit'],
  usageTerms: ['XMP-xmpRights:UsageTerms'],
  dataMining: ['XMP-plus:DataMining'],
  modelRelease: ['XMP-plus:ModelReleaseStatus'],
  propertyRelease: ['XMP-plus:PropertyReleaseStatus'],
};

/**
 * Arguments that write her words into a file of hers and leave all else in it as it is: develop settings, regions, keywords of
 * hierarchies, the camera's notes, GPS. A sidecar holds XMP alone.
 */
export function keptArguments(words: WordsToWrite, into: 'sidecar' | 'picture'): string[] {
  const title = cleanText(words.title);
  const caption = cleanText(words.caption);
  const keywords = words.keywords.map(cleanText).filter((keyword) => keyword !== '');
  const place = cleanText(words.place);
  const creator = cleanText(words.creator ?? '');
  const stars = words.rejected ? -1 : words.rating;
  const both = [
    assign('XMP-dc:Title', title),
    assign('XMP-dc:Description', caption),
    ...assignList('XMP-dc:Subject', keywords),
    assign('XMP-iptcCore:Location', place),
    // The parts of the place are in hers.
    ...['City', 'Country'].map((tag) => `-XMP-photoshop:${tag}=`),
    stars === 0 ? '-XMP-xmp:Rating=' : `-XMP-xmp:Rating=${stars}`,
    ...(words.label === undefined ? [] : [assign('XMP-xmp:Label', words.label === null ? '' : LABELS[words.label])]),
    ...(words.rightsTakenBack ?? []).flatMap((field) => RIGHTS_TAGS[field].map((tag) => `-${tag}=`)),
    ...unlessUnset(creator, (name) => [assign('XMP-dc:Creator', name)]),
  ];
  const { copyright = '', ...rest } = words;
  const owned = rights({ ...rest, copyright });
  if (into === 'sidecar') return [...both, ...owned.filter((argument) => argument.startsWith('-XMP'))];
  return [
    '-TagsFromFile',
    '@',
    '-IPTC:all',
    '--IPTC:Keywords',
    ...(creator === '' ? [] : ['--IPTC:By-line']),
    '-IPTC:CodedCharacterSet=UTF8',
    ...both,
    iptc('ObjectName', title),
    assign('IFD0:XPTitle', title),
    iptc('Caption-Abstract', caption),
    assign('IFD0:ImageDescription', caption),
    ...assignList(
      'IPTC:Keywords',
      keywords.map((keyword) => fitBytes(keyword, IPTC_BYTES.Keywords)),
    ),
    assign('IFD0:XPKeywords', keywords.join(';')),
    iptc('Sub-location', place),
    ...['City', 'Country-PrimaryLocationName'].map((tag) => `-IPTC:${tag}=`),
    ...unlessUnset(creator, (name) => [iptc('By-line', name), assign('IFD0:Artist', name)]),
    ...owned,
    '-Photoshop:IPTCDigest=new',
  ];
}
