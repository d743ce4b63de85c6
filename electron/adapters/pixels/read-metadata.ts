import exifr from 'exifr';
import { z } from 'zod';
import { tidyKeywords } from '../../../shared/domain/description.ts';
import { orientation } from '../../../shared/domain/photo.ts';
import type { FileMetadata } from '../../core/ports/images.ts';
import { repairUtf8, tidyText, unescapeXml } from './text.ts';

const block = z.record(z.string(), z.unknown()).catch({}).default({});
/** What exifr answers: one object a block, every value to be doubted. */
const parsed = z
  .object({
    ifd0: block,
    exif: block,
    gps: block,
    iptc: block,
    xmp: block,
    dc: block,
    photoshop: block,
    Iptc4xmpCore: block,
    icc: block,
  })
  .catch({ ifd0: {}, exif: {}, gps: {}, iptc: {}, xmp: {}, dc: {}, photoshop: {}, Iptc4xmpCore: {}, icc: {} });

const OPTIONS = {
  tiff: true,
  ifd0: {},
  exif: true,
  gps: true,
  iptc: true,
  xmp: true,
  icc: true,
  mergeOutput: false,
  translateValues: false,
  reviveValues: false,
};

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
  let answer: unknown;
  try {
    answer = await exifr.parse(content, OPTIONS);
  } catch {
    return NO_METADATA; // damaged metadata does not make a photograph unreadable
  }
  const { ifd0, exif, gps, iptc, xmp, dc, photoshop, Iptc4xmpCore: iptcCore, icc } = parsed.parse(answer ?? {});
  const upright = orientation.safeParse(ifd0.Orientation);
  const position = readPosition(gps);
  const rating = Number(first(xmp.Rating));
  return {
    captureDate: readDate(exif.DateTimeOriginal) ?? readDate(exif.CreateDate ?? exif.DateTimeDigitized),
    captureOffset: readOffset(exif.OffsetTimeOriginal),
    camera: cameraName(tidyText(ifd0.Make, 100), tidyText(ifd0.Model, 100)),
    lens: tidyText(exif.LensModel, 100) || null,
    exposureTime: positive(exif.ExposureTime, 1e6),
    fNumber: positive(exif.FNumber, 1000),
    iso: positive(first(exif.ISO), 1e8),
    focalLength: positive(exif.FocalLength, 1e5),
    orientation: upright.success ? upright.data : 1,
    latitude: position?.latitude ?? null,
    longitude: position?.longitude ?? null,
    iccProfile: tidyText(icc.ProfileDescription, 200) || null,
    title: said(500, 'one', dc.title, iptc.ObjectName, photoshop.Headline, iptc.Headline),
    caption: said(5000, 'many', dc.description, iptc.Caption, meaningful(ifd0.ImageDescription)),
    keywords: readKeywords(dc.subject, iptc.Keywords),
    place: readPlace(iptcCore, photoshop, iptc),
    rating: Number.isFinite(rating) ? Math.min(5, Math.max(0, Math.round(rating))) : 0,
  };
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

/** `YYYY:MM:DD HH:MM:SS` (CIPA DC-008, 4.6.5) as a wall clock; null for dates that no calendar has. */
export function readDate(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const match = /^\s*(\d{4})[:\-/](\d{2})[:\-/](\d{2})[ T](\d{2}):(\d{2}):(\d{2})/.exec(value);
  if (!match) return null;
  const [, year, month, day, hour, minute, second] = match;
  const wallClock = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = new Date(`${wallClock}Z`);
  // A date that JavaScript had to move (30 February) is not the one that was written; before 1826 there were no photographs.
  if (Number.isNaN(time.getTime()) || time.toISOString().slice(0, 19) !== wallClock || Number(year) < 1826) return null;
  return wallClock;
}

function readOffset(value: unknown): string | null {
  return typeof value === 'string' && /^[+-](?:0\d|1[0-4]):[0-5]\d$/.test(value.trim()) ? value.trim() : null;
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
