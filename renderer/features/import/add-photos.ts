import { bridge } from '../../host/studio.ts';
import { say } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { askWhatToDo, openImport } from './import.store.ts';
import { type PageFile, photosAmong } from './page-files.ts';

const NAMES = '.jpg,.jpeg,.png,.tif,.tiff,.webp,.heic,.heif,.cr2,.cr3,.nef,.arw,.dng,.raf,.orf,.rw2,.pef,.srw,.xmp';

/** « Ajouter des photos… »: the system's file dialog, by the window where it tells paths, by the browser elsewhere. */
export async function askForPhotos(): Promise<void> {
  if (bridge.choosePhotos) {
    const paths = await bridge.choosePhotos();
    askWhatToDo(paths, [...new Set(paths.map(folderOf))]);
    return;
  }
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = `image/*,${NAMES}`;
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])].map((file): PageFile => ({ path: file.name, file }));
    const photos = photosAmong(files);
    if (photos.length > 0) openImport({ kind: 'files', files: photos });
    else if (files.length > 0) toast({ tone: 'plain', text: say('drop.nothing') });
  });
  input.click();
}

/** The folder a file lies in, by its path in this system's writing. */
export function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]+$/, '') || '/';
}
