import { isPhotoName, isSidecarName } from '../../../shared/domain/photo-names.ts';

/** A content that the page holds: dropped, pasted or chosen in a browser, which does not tell where it lies. */
export interface PageFile {
  /** Folders it was dropped with, and its name. */
  readonly path: string;
  readonly file: File;
}

/** Photographs and what belongs to them, by name: the studio looks at the content. */
export function photosAmong(files: readonly PageFile[]): PageFile[] {
  return files.filter(({ path }) => {
    const name = path.split('/').at(-1) ?? '';
    return isPhotoName(name) || isSidecarName(name);
  });
}

/** Everything dropped, folders walked through. Must be called while the drop is being handled: entries are gone afterwards. */
export async function droppedFiles(transfer: DataTransfer): Promise<PageFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return [...transfer.files].map((file) => ({ path: file.name, file }));
  const found: PageFile[] = [];
  for (const entry of entries) await walk(entry, '', found);
  return found;
}

async function walk(entry: FileSystemEntry, folder: string, found: PageFile[]): Promise<void> {
  if (entry.name.startsWith('.')) return;
  const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
  if (isFile(entry)) {
    // A file that vanished or may not be read is missing from what was dropped, not a reason to lose the rest.
    const file = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)));
    if (file) found.push({ path, file });
    return;
  }
  if (!isFolder(entry)) return;
  const reader = entry.createReader();
  // A browser gives a hundred entries at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return;
    for (const child of some) await walk(child, path, found);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** A picture from the clipboard is called `image.png` each time: the moment tells them apart. */
export function pastedFiles(transfer: DataTransfer, now: Date): PageFile[] {
  const moment = `${now.toISOString().slice(0, 10)}_${now.toTimeString().slice(0, 8).replaceAll(':', '')}`;
  return [...transfer.files].map((file, index) => ({
    path: file.name === 'image.png' ? `collage_${moment}${index > 0 ? `-${index}` : ''}.png` : file.name,
    file,
  }));
}
