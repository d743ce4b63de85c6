import { tidyKeywords } from '../../../shared/domain/description.ts';
import { orientation } from '../../../shared/domain/photo.ts';
import type { FileMetadata } from '../../core/ports/images.ts';
import { decisionsIn, leavesOf } from '../metadata/said-words.ts';
import { captureTime } from './capture-time.ts';
import { type MetadataBlocks, readBlocks } from './metadata-blocks.ts';
import { repairUtf8, tidyText, unescapeXml } from './text.ts';
import { ADOBE_RGB, saysAdobeRgb } from './untagged-colour.ts';

export const NO_METADATA: FileMetadata = {
  captureDate: null,
  captureOffset: null,
  camera: null,
  lens: null,
  exposureTime: null,
  fNumber: null,
  iso: null,
  focalLength: null,
  orientation: 1,
  latitude: null,
  longitude: null,
  iccProfile: null,
  title: '',
  caption: '',
  keywords: [],
  place: '',
  rating: 0,
};

/**
 * EXIF, IPTC-IIM and XMP of a content as far as the catalogue keeps them. Never fails: what can't be read is not there.
 * Where blocks disagree, XMP wins over IPTC, IPTC over EXIF (Metadata Working Group Guidelines 2.0, 5).
 */
export async function readMetadata(content: Buffer): Promise<FileMetadata> {
  const blocks = await readBlocks(content);
  const { ifd0, exif, gps, iptc, dc, photoshop, Iptc4xmpCore: iptcCore, icc, aux, interop } = blocks;
  // Adobe called the namespace xap before it called it xmp, and the reader goes by the prefix.
  const xmp = { ...blocks.xap, ...blocks.xmp };
  const upright = orientation.safeParse(ifd0.Orientation);
  const position = readPosition(gps);
  const decisions = decisionsIn({
    rating: first(xmp.Rating),
    ratingPercent: first(blocks.MicrosoftPhoto.Rating),
    label: first(xmp.Label),
    colorClass: first(blocks.photomechanic.ColorClass),
    colorLabels: blocks.darktable.colorlabels,
    digikamColour: first(blocks.digiKam.ColorLabel),
    digikamPick: first(blocks.digiKam.PickLabel),
    pick: first(blocks.xmpDM.pick),
  });
  const profile = tidyText(icc.ProfileDescription, 200);
  return {
    ...captureTime({ ...blocks, xmp }),
    camera:
      cameraName(tidyText(ifd0.Make, 100), tidyText(ifd0.Model, 100)) ??
      (tidyText(ifd0.UniqueCameraModel, 100) || null),
    lens: tidyText(exif.LensModel, 100) || tidyText(first(aux.Lens), 100) || lensOf(exif.LensInfo ?? ifd0.LensInfo),
    exposureTime: positive(exif.ExposureTime, 1e6),
    fNumber: positive(exif.FNumber, 1000),
    iso: readIso(exif),
    focalLength: positive(exif.FocalLength, 1e5),
    orientation: upright.success ? upright.data : 1,
    latitude: position?.latitude ?? null,
    longitude: position?.longitude ?? null,
    iccProfile: profile || (saysAdobeRgb(interop.InteropIndex, exif.ColorSpace) ? ADOBE_RGB : null),
    title: said(500, 'one', dc.title, iptc.ObjectName, photoshop.Headline, iptc.Headline),
    caption: said(5000, 'many', dc.description, iptc.Caption, meaningful(ifd0.ImageDescription)),
    keywords: readKeywords(
      dc.subject,
      iptc.Keywords,
      leavesOf(blocks.lr.hierarchicalSubject, '|'),
      leavesOf(blocks.digiKam.TagsList, '/'),
    ),
    place: readPlace(iptcCore, photoshop, iptc),
    ...decisions,
    rating: decisions.rating ?? 0,
  };
}

/** EXIF says 65,535 where the number is larger (Exif 2.3, 4.6.5, ISOSpeedRatings), and keeps it elsewhere. */
function readIso(exif: MetadataBlocks['exif']): number | null {
  const iso = positive(first(exif.ISO ?? exif.ISOSpeedRatings), 1e8);
  return (iso === 65_535 ? positive(exif.RecommendedExposureIndex, 1e8) : null) ?? iso;
}

/** Shortest and longest focal length, and the aperture at each: « 24-70mm f/2.8 » (CIPA DC-008, 4.6.5, LensSpecification). */
function lensOf(specification: unknown): string | null {
  if (!Array.isArray(specification)) return null;
  const [short, long, wide, narrow] = specification.map((value) => positive(Number(value), 1e5));
  if (!short || !long) return null;
  const range = (from: number, to: number) => (from === to ? `${from}` : `${from}-${to}`);
  const focal = `${range(round(short), round(long))}mm`;
  return wide ? `${focal} f/${range(round(wide), round(narrow ?? wide))}` : focal;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Firmware that fills the caption of every picture with its own name says nothing about the picture. */
const FIRMWARE_CAPTION =
  /^(?:OLYMPUS DIGITAL CAMERA|SONY DSC|MINOLTA DIGITAL CAMERA|KONICA MINOLTA DIGITAL CAMERA|SAMSUNG|PENTAX IMAGE|DCF\d+|DIGITAL CAMERA|Exif_JPEG_PICTURE|<?(?:Digimax.*|KENOX.*)>?)$/i;

function meaningful(description: unknown): unknown {
  return typeof description === 'string' && FIRMWARE_CAPTION.test(description.trim()) ? '' : description;
}

/** XMP's language alternatives, lists and plain values alike: the default language first. */
function first(value: unknown): unknown {
  if (Array.isArray(value)) {
    const standard = value.find((item) => isRecord(item) && item.lang === 'x-default');
    return first(standard ?? value[0]);
  }
  if (isRecord(value) && 'value' in value) return value.value;
  return value;
}

function said(limit: number, lines: 'one' | 'many', ...candidates: unknown[]): string {
  for (const candidate of candidates) {
    const text = textOf(candidate, limit, lines);
    if (text !== '') return text;
  }
  return '';
}

function textOf(value: unknown, limit: number, lines: 'one' | 'many'): string {
  const single = first(value);
  return tidyText(typeof single === 'string' ? unescapeXml(repairUtf8(single)) : single, limit, lines);
}

function readKeywords(...sources: unknown[]): string[] {
  for (const source of sources) {
    const list = Array.isArray(source) ? source : source === undefined ? [] : [source];
    const keywords = tidyKeywords(list.slice(0, 1000).map((keyword) => textOf(keyword, 100, 'one'))).slice(0, 200);
    if (keywords.length > 0) return keywords;
  }
  return [];
}

function readPlace(
  iptcCore: Record<string, unknown>,
  photoshop: Record<string, unknown>,
  iptc: Record<string, unknown>,
): string {
  const parts = [
    said(100, 'one', iptcCore.Location, iptc.Sublocation),
    said(100, 'one', photoshop.City, iptc.City),
    said(90, 'one', photoshop.Country, iptc.Country),
  ];
  return [...new Set(parts.filter((part) => part !== ''))].join(', ');
}

function readPosition(gps: Record<string, unknown>): { latitude: number; longitude: number } | null {
  const { latitude, longitude } = gps;
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null;
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null;
  // Receivers without a fix write 0, 0.
  return latitude === 0 && longitude === 0 ? null : { latitude, longitude };
}

/** "Canon" + "Canon EOS R5" is "Canon EOS R5"; "NIKON CORPORATION" + "NIKON D70" is "NIKON D70". */
function cameraName(make: string, model: string): string | null {
  if (model === '') return make || null;
  const brand = make.split(' ')[0] ?? '';
  return brand === '' || model.toLowerCase().startsWith(brand.toLowerCase()) ? model : `${make} ${model}`.slice(0, 150);
}

function positive(value: unknown, limit: number): number | null {
  return typeof value === 'number' && value > 0 && value < limit ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
