/** Extensions of the formats the studio shows. By name only: a file without one of these is not opened at all. */
const PHOTO_EXTENSIONS: ReadonlySet<string> = new Set([
  ...['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'tif', 'tiff', 'webp', 'gif', 'heic', 'heif', 'hif', 'avif'],
  // camera raws: Canon, Nikon, Sony, Adobe and phones, Fujifilm, Olympus/OM, Panasonic, Pentax, Samsung, Hasselblad, Leica
  ...['cr2', 'cr3', 'nef', 'nrw', 'arw', 'sr2', 'dng', 'raf', 'orf', 'rw2', 'pef', 'srw', '3fr', 'rwl'],
  // … and Canon's first, Minolta, older Sony, Phase One, Hasselblad, Mamiya, Epson, Kodak, GoPro, Sigma
  ...['crw', 'mrw', 'srf', 'iiq', 'fff', 'mef', 'mos', 'erf', 'kdc', 'dcr', 'gpr', 'x3f'],
  // real images that can't be shown: said so, not passed over in silence
  ...['jp2', 'jxl'],
]);

/** Folders that systems and programs keep for themselves. What lies in them is nobody's photograph. */
const SYSTEM_FOLDERS: ReadonlySet<string> = new Set([
  '$recycle.bin',
  'system volume information',
  'lost+found',
  'found.000',
  '__macosx',
  // Synology and QNAP: thumbnails, bins, snapshots
  ...['@eadir', '@tmp', '@recycle', '@recently-snapshot', '#recycle', '#snapshot'],
  // what programmers' tools fetch for themselves; .git and the like are hidden
  'node_modules',
]);

/** Folders that a program shows as one document: Lightroom's previews and caches, libraries of Apple's Photos, iPhoto, Aperture. */
const PACKAGES: readonly string[] = [
  ...['.lrdata', '.lrcat-data', '.photoslibrary', '.photolibrary', '.migratedphotolibrary', '.aplibrary'],
];

/** True for a file that is read as a photograph. Hidden files are not: macOS writes `._photo.jpg` beside every `photo.jpg`. */
export function isPhotoName(name: string): boolean {
  if (name.startsWith('.')) return false;
  const dot = name.lastIndexOf('.');
  return dot > 0 && PHOTO_EXTENSIONS.has(name.slice(dot + 1).toLowerCase());
}

export function isSystemFolder(name: string): boolean {
  const lower = name.toLowerCase();
  return name.startsWith('.') || SYSTEM_FOLDERS.has(lower) || PACKAGES.some((ending) => lower.endsWith(ending));
}
