import { tidyKeywords } from '../../../shared/domain/description.ts';
import { type PhotoRights, photoRights } from '../../../shared/domain/photo-rights.ts';
import type { SaidWords } from '../../core/ports/metadata.ts';
import { decisionsIn, leavesOf } from './said-words.ts';
import { DATA_MINING, MODEL_RELEASE, PROPERTY_RELEASE } from './sent-tags.ts';

/** What is asked of a sidecar: `-n` so that numbers stay numbers. */
export const SIDECAR_QUESTION = ['-n', '-G1', '-struct', '-XMP:all'];

/** ExifTool's answer about a sidecar as words. Limits are those of the catalogue. */
export function sidecarWords(tags: Readonly<Record<string, unknown>>): SaidWords {
  const text = (limit: number, ...names: string[]): string => {
    for (const name of names) {
      const value = tags[name];
      const one: unknown = Array.isArray(value) ? value[0] : value;
      const said = typeof one === 'string' || typeof one === 'number' ? tidy(String(one), limit) : '';
      if (said !== '') return said;
    }
    return '';
  };
  const title = oneLine(text(500, 'XMP-dc:Title', 'XMP-photoshop:Headline'));
  const caption = text(5000, 'XMP-dc:Description');
  const place = [
    ...new Set(
      [text(100, 'XMP-iptcCore:Location'), text(100, 'XMP-photoshop:City'), text(90, 'XMP-photoshop:Country')].flatMap(
        (part) => (part === '' ? [] : [oneLine(part)]),
      ),
    ),
  ].join(', ');
  const keywords = keywordsOf(tags);
  const rights = rightsIn(tags, text);
  return {
    ...(title === '' ? {} : { title }),
    ...(caption === '' ? {} : { caption }),
    ...(keywords.length === 0 ? {} : { keywords }),
    ...(place === '' ? {} : { place }),
    ...decisionsIn({
      rating: tags['XMP-xmp:Rating'],
      ratingPercent: tags['XMP-microsoft:RatingPercent'],
      label: tags['XMP-xmp:Label'],
      colorClass: tags['XMP-photomech:ColorClass'],
      colorLabels: tags['XMP-darktable:Colorlabels'],
      digikamColour: tags['XMP-digiKam:ColorLabel'],
      digikamPick: tags['XMP-digiKam:PickLabel'],
      pick: tags['XMP-xmpDM:Pick'],
    }),
    ...(Object.keys(rights).length === 0 ? {} : { rights }),
  };
}

/** Rights in the terms of the catalogue; a term of PLUS that it has no word for is as if unsaid. */
function rightsIn(
  tags: Readonly<Record<string, unknown>>,
  text: (limit: number, ...names: string[]) => string,
): PhotoRights {
  const said: Record<keyof PhotoRights, string | undefined> = {
    creator: text(200, 'XMP-dc:Creator'),
    copyright: text(500, 'XMP-dc:Rights'),
    credit: text(200, 'XMP-photoshop:Credit'),
    usageTerms: text(1000, 'XMP-xmpRights:UsageTerms'),
    dataMining: wordFor(DATA_MINING, tags['XMP-plus:DataMining']),
    modelRelease: wordFor(MODEL_RELEASE, tags['XMP-plus:ModelReleaseStatus']),
    propertyRelease: wordFor(PROPERTY_RELEASE, tags['XMP-plus:PropertyReleaseStatus']),
  };
  return photoRights.parse(Object.fromEntries(Object.entries(said).filter(([, value]) => value)));
}

function wordFor(terms: Readonly<Record<string, string>>, term: unknown): string | undefined {
  return Object.entries(terms).find(([, written]) => written === term)?.[0];
}

function keywordsOf(tags: Readonly<Record<string, unknown>>): string[] {
  const flat = tags['XMP-dc:Subject'];
  const list = flat === undefined ? [] : Array.isArray(flat) ? flat : [flat];
  const plain = tidyKeywords(list.slice(0, 1000).map((keyword) => oneLine(tidy(String(keyword), 100))));
  if (plain.length > 0) return plain.slice(0, 200);
  const leaves = leavesOf(tags['XMP-lr:HierarchicalSubject'], '|');
  return (leaves.length > 0 ? leaves : leavesOf(tags['XMP-digiKam:TagsList'], '/'))
    .map((leaf) => oneLine(tidy(leaf, 100)))
    .slice(0, 200);
}

function tidy(text: string, limit: number): string {
  const clean = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/gu, ' ')
    .trim();
  return clean.slice(0, limit).toWellFormed().trimEnd();
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
