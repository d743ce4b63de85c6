import { isPhotoName } from '../ingest/candidates.ts';

/** Formats that programs write metadata into; every other photograph is a raw, whose metadata lie beside it. */
const PICTURES: ReadonlySet<string> = new Set(
  'jpg jpeg jpe jfif png tif tiff webp gif heic heif hif avif jp2 jxl'.split(' '),
);

export function isXmpName(name: string): boolean {
  return !name.startsWith('.') && name.length > 4 && name.toLowerCase().endsWith('.xmp');
}

export function isRawName(name: string): boolean {
  return isPhotoName(name) && !PICTURES.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}

function stem(name: string): string {
  const dot = name.lastIndexOf('.');
  return (dot > 0 ? name.slice(0, dot) : name).toLowerCase();
}

/**
 * Which photographs of a folder a sidecar speaks of. `IMG.CR2.xmp` (darktable, digiKam) names its file; `IMG.xmp` (Lightroom,
 * Bridge, Photo Mechanic) is of every file of that base. What is said of a raw is said of the JPEG that its camera wrote beside it.
 */
export function photosOfSidecar(sidecar: string, photos: readonly string[]): string[] {
  const base = stem(sidecar);
  const exact = photos.filter((name) => name.toLowerCase() === base);
  const [named] = exact;
  if (named !== undefined) return isRawName(named) ? photos.filter((name) => stem(name) === stem(named)) : exact;
  const ofBase = photos.filter((name) => stem(name) === base);
  return [...ofBase.filter(isRawName), ...ofBase.filter((name) => !isRawName(name))];
}

/**
 * The sidecar to write for a photograph, given what lies in its folder. One that is there is written on, whosever it is.
 * Otherwise a name that nobody mistakes: as darktable where its sidecars lie, or where several pictures share the base; as
 * Lightroom everywhere else.
 */
export function sidecarFor(photo: string, names: readonly string[]): string {
  const there = (wanted: string) => names.find((name) => name.toLowerCase() === wanted.toLowerCase());
  const base = photo.slice(0, photo.lastIndexOf('.'));
  const full = there(`${photo}.xmp`);
  if (full !== undefined) return full;
  const photos = names.filter(isPhotoName);
  const rivals = photos.filter((name) => name !== photo && stem(name) === stem(photo));
  const owns = isRawName(photo) ? !rivals.some(isRawName) : rivals.length === 0;
  const short = there(`${base}.xmp`);
  if (short !== undefined && owns) return short;
  const likeDarktable = names.some((name) => isXmpName(name) && isPhotoName(name.slice(0, -4)));
  return likeDarktable || !owns ? `${photo}.xmp` : `${base}.xmp`;
}
