import { basename, dirname, extname } from 'node:path';
import { isPhotoName, isSidecarName } from '../../../../shared/domain/photo-names.ts';

/** A file of a source. */
export interface SourceFile {
  readonly path: string;
  readonly size: number;
  /** ms since the epoch. */
  readonly modifiedAt: number;
}

export interface ShotFiles {
  /** Pictures and raws of one base name; the one to look at first. */
  readonly photos: readonly SourceFile[];
  readonly sidecars: readonly SourceFile[];
}

export { isSidecarName };

/** Without the dot; '' where there is none. */
export function extensionOf(name: string): string {
  return extname(name).slice(1);
}

/** `IMG_1.CR3` → `IMG_1`; `IMG_1.CR3.xmp` → `IMG_1` as well: some programs name sidecars after the whole file name. */
export function baseOf(name: string): string {
  const base = basename(name, extname(name));
  return isSidecarName(name) && isPhotoName(base) ? basename(base, extname(base)) : base;
}

/** What follows the base name: `.CR3`, `.CR3.xmp`. */
export function endingOf(name: string): string {
  return basename(name).slice(baseOf(name).length);
}

/** Files into photographs: those of one folder and one base name belong together, whatever the case of their letters. */
export function groupShots(files: readonly SourceFile[]): { shots: ShotFiles[]; lonely: number } {
  const groups = new Map<string, { photos: SourceFile[]; sidecars: SourceFile[] }>();
  for (const file of files) {
    const key = `${dirname(file.path)}\n${baseOf(basename(file.path)).toLowerCase()}`;
    const group = groups.get(key) ?? { photos: [], sidecars: [] };
    groups.set(key, group);
    (isSidecarName(basename(file.path)) ? group.sidecars : group.photos).push(file);
  }
  const shots: ShotFiles[] = [];
  let lonely = 0;
  for (const { photos, sidecars } of groups.values()) {
    if (photos.length === 0) lonely += sidecars.length;
    else shots.push({ photos: photos.sort(byFace), sidecars });
  }
  return { shots, lonely };
}

const FACES = ['jpg', 'jpeg', 'heic', 'heif', 'hif', 'png', 'webp', 'tif', 'tiff'];

/** What shows itself fastest comes first: the camera's JPEG before its raw. */
function byFace(one: SourceFile, other: SourceFile): number {
  const rank = (file: SourceFile) => {
    const at = FACES.indexOf(extensionOf(file.path).toLowerCase());
    return at === -1 ? FACES.length : at;
  };
  return rank(one) - rank(other) || (one.path < other.path ? -1 : 1);
}
