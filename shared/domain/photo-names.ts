/** Extensions of the formats the studio shows. By name only: a file without one of these is not opened at all. */
const PHOTO_EXTENSIONS: ReadonlySet<string> = new Set([
  ...['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'tif', 'tiff', 'webp', 'gif', 'heic', 'heif', 'hif', 'avif'],
  // camera raws: Canon, Nikon, Sony, Adobe and phones, Fujifilm, Olympus/OM, Panasonic, Pentax, Samsung, Hasselblad, Leica
  ...['cr2', 'cr3', 'nef', 'nrw', 'arw', 'sr2', 'dng', 'raf', 'orf', 'rw2', 'pef', 'srw', '3fr', 'rwl'],
  // … and Canon's first, Minolta, older Sony, Phase One, Hasselblad, Mamiya, Epson, Kodak, GoPro, Sigma
  ...['crw', 'mrw', 'srf', 'iiq', 'fff', 'mef', 'mos', 'erf', 'kdc', 'dcr', 'gpr', 'x3f'],
  // … and Panasonic's and Leica's before RW2, Olympus's of high resolution, Kodak's others, Pentax's before PEF
  ...['raw', 'ori', 'dcs', 'k25', 'kc2', 'ptx'],
  // real images that can't be shown: said so, not passed over in silence
  ...['jp2', 'jxl'],
]);

/**
 * What belongs to a photograph and means nothing without it: metadata of raw converters, the camera's own thumbnails, the
 * photographer's voice memos, Apple's edits.
 */
const SIDECARS: ReadonlySet<string> = new Set(['xmp', 'thm', 'wav', 'aae', 'dop', 'pp3', 'vrd', 'on1', 'acr']);

/** True for a file that is read as a photograph. Hidden files are not: macOS writes `._photo.jpg` beside every `photo.jpg`. */
export function isPhotoName(name: string): boolean {
  return PHOTO_EXTENSIONS.has(extensionOf(name));
}

/** True for a file that goes where its photograph goes. */
export function isSidecarName(name: string): boolean {
  return SIDECARS.has(extensionOf(name));
}

/** In small letters, without the dot; empty for hidden files and those without. */
function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 && !name.startsWith('.') ? name.slice(dot + 1).toLowerCase() : '';
}
