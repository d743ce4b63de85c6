import { FolderDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { bridge } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { folderOf } from '../import/add-photos.ts';
import { askWhatToDo, openImport } from '../import/import.store.ts';
import { droppedFiles, type PageFile, pastedFiles, photosAmong } from '../import/page-files.ts';
import { useShell } from './shell.store.ts';

/**
 * Files and folders dropped anywhere on the window, or pasted. Where the host tells paths, she is asked whether to add them in
 * place or to copy them; a browser has contents only, which are copied.
 */
export function DropZone() {
  const say = useSay();
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const carriesFiles = (transfer: DataTransfer | null) => transfer?.types.includes('Files') ?? false;
    const busy = () => useShell.getState().dialog !== null;
    function enter(event: DragEvent): void {
      if (!carriesFiles(event.dataTransfer)) return;
      depth += 1;
      setOver(true);
    }
    function leave(event: DragEvent): void {
      if (!carriesFiles(event.dataTransfer)) return;
      depth -= 1;
      if (depth <= 0) setOver(false);
    }
    function hover(event: DragEvent): void {
      if (carriesFiles(event.dataTransfer)) event.preventDefault();
    }
    function drop(event: DragEvent): void {
      depth = 0;
      setOver(false);
      const { dataTransfer } = event;
      if (!dataTransfer || !carriesFiles(dataTransfer)) return;
      event.preventDefault();
      if (busy()) return;
      const { paths, folders, rest } = pathsIn(dataTransfer);
      if (paths.length > 0) askWhatToDo(paths, folders);
      else if (bridge.pathForFile) openWith(rest);
      else void droppedFiles(dataTransfer).then(openWith);
    }
    function paste(event: ClipboardEvent): void {
      const { clipboardData, target } = event;
      if (!clipboardData || !carriesFiles(clipboardData) || busy()) return;
      if (target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]')) return;
      event.preventDefault();
      const { paths, folders } = pathsIn(clipboardData);
      if (paths.length > 0) askWhatToDo(paths, folders);
      else openWith(pastedFiles(clipboardData, new Date()));
    }
    function openWith(all: readonly PageFile[]): void {
      const files = photosAmong(all);
      if (files.length > 0) openImport({ kind: 'files', files });
      else toast({ tone: 'plain', text: say('drop.nothing') });
    }
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', hover);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', hover);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, [say]);
  if (!over) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center bg-scrim">
      <div className="flex flex-col items-center gap-3 rounded-lg border-2 border-accent border-dashed bg-panel px-12 py-8">
        <FolderDown size={32} strokeWidth={1.5} className="text-accent" />
        <p className="font-semibold text-lg">{say(bridge.pathForFile ? 'drop.here' : 'drop.here.copy')}</p>
        <p className="text-muted">{say(bridge.pathForFile ? 'drop.here.text' : 'drop.here.copyText')}</p>
      </div>
    </div>
  );
}

/** What lies where, as far as the host tells; of a single file, its folder is what would be watched. */
function pathsIn(transfer: DataTransfer): { paths: string[]; folders: string[]; rest: PageFile[] } {
  const pathOf = bridge.pathForFile;
  const paths: string[] = [];
  const rest: PageFile[] = [];
  const folders = new Set<string>();
  if (!pathOf) return { paths, folders: [], rest };
  for (const item of transfer.items) {
    const file = item.getAsFile();
    if (!file) continue;
    const path = pathOf(file);
    if (path === '') rest.push({ path: file.name, file });
    else {
      paths.push(path);
      folders.add(item.webkitGetAsEntry()?.isDirectory ? path : folderOf(path));
    }
  }
  return { paths, folders: [...folders], rest };
}
