import { FolderDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { bridge } from '../../host/studio.ts';
import { useSay } from '../../i18n/i18n.ts';
import { toast } from '../../ui/toasts.tsx';
import { addFolders } from '../onboarding/add-folders.ts';
import { openDialog } from './shell.store.ts';

/** Folders dropped on the window are watched; of a dropped photo, its folder. A browser may not tell paths, and says so. */
export function DropZone() {
  const say = useSay();
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    function enter(event: DragEvent): void {
      if (!carriesFiles(event)) return;
      depth += 1;
      setOver(true);
    }
    function leave(event: DragEvent): void {
      if (!carriesFiles(event)) return;
      depth -= 1;
      if (depth <= 0) setOver(false);
    }
    function hover(event: DragEvent): void {
      if (carriesFiles(event)) event.preventDefault();
    }
    function drop(event: DragEvent): void {
      depth = 0;
      setOver(false);
      if (!event.dataTransfer || !carriesFiles(event)) return;
      event.preventDefault();
      const pathOf = bridge.pathForFile;
      if (!pathOf) {
        toast({
          tone: 'plain',
          text: say('drop.browser'),
          action: { label: say('folder.add'), run: () => openDialog('add-folder') },
        });
        return;
      }
      const folders = new Set<string>();
      for (const item of event.dataTransfer.items) {
        const file = item.getAsFile();
        const path = file ? pathOf(file) : '';
        if (path !== '') folders.add(item.webkitGetAsEntry()?.isDirectory ? path : path.replace(/[\\/][^\\/]+$/, ''));
      }
      void addFolders([...folders]);
    }
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', hover);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', hover);
      window.removeEventListener('drop', drop);
    };
  }, [say]);
  if (!over) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center bg-scrim">
      <div className="flex flex-col items-center gap-3 rounded-lg border-2 border-accent border-dashed bg-panel px-12 py-8">
        <FolderDown size={32} strokeWidth={1.5} className="text-accent" />
        <p className="font-semibold text-lg">{say('drop.here')}</p>
      </div>
    </div>
  );
}
