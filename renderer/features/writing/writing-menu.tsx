import { FileOutput, FilePen, FileText, Undo2 } from 'lucide-react';
import { useSay } from '../../i18n/i18n.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { openDialog } from '../shell/shell.store.ts';
import { restoreOriginals, writeSidecars } from './write-files.ts';

/** Her words into files: beside, which touches nothing of hers, or into the originals, which asks first. */
export function useWritingMenu(): MenuEntry {
  const say = useSay();
  return {
    kind: 'more',
    label: say('writing.menu'),
    icon: <FileOutput size={14} />,
    entries: [
      {
        kind: 'item',
        label: say('writing.sidecars'),
        icon: <FileText size={14} />,
        onSelect: () => void writeSidecars(),
      },
      {
        kind: 'item',
        label: say('writing.originals'),
        icon: <FilePen size={14} />,
        onSelect: () => setTimeout(() => openDialog('write-originals'), 50),
      },
      { kind: 'line' },
      {
        kind: 'item',
        label: say('writing.restore'),
        icon: <Undo2 size={14} />,
        onSelect: () => void restoreOriginals(),
      },
    ],
  };
}
