export { isPhotoName } from '../../../../shared/domain/photo-names.ts';

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

export function isSystemFolder(name: string): boolean {
  const lower = name.toLowerCase();
  return name.startsWith('.') || SYSTEM_FOLDERS.has(lower) || PACKAGES.some((ending) => lower.endsWith(ending));
}
