import { FileX, FolderSearch } from 'lucide-react';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { studio } from '../../host/studio.ts';
import { say as sayNow, useSay } from '../../i18n/i18n.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { toast } from '../../ui/toasts.tsx';
import { useLibrary } from '../library/library.store.ts';
import { currentSubject, undo } from '../library/review.ts';
import { keptSummaries } from '../library/summaries.ts';
import { sayProblem } from '../shell/attempt.ts';
import { openDialog } from '../shell/shell.store.ts';

/** What can be done about photos whose files are gone; nothing where there are none. */
export function useMissingMenu(): readonly MenuEntry[] {
  const say = useSay();
  const { focus, ids } = useLibrary((state) => state.selection);
  const isChosen = (id: PhotoId) => (ids.size > 0 ? ids.has(id) : id === focus);
  // What is kept is looked through, not what is chosen: that may be the whole library.
  const photos = keptSummaries().filter((photo) => photo.missing && isChosen(photo.id)).length;
  if (photos === 0) return [];
  return [
    { kind: 'line' },
    {
      kind: 'item',
      // Wherever they lie, they are known again by their content.
      label: say('missing.locate'),
      icon: <FolderSearch size={14} />,
      onSelect: () => openDialog('add-folder'),
    },
    {
      kind: 'item',
      label: say('missing.forget', { photos }),
      icon: <FileX size={14} />,
      onSelect: () => void forgetMissing(),
    },
  ];
}

async function forgetMissing(): Promise<void> {
  const subject = currentSubject();
  if (!subject) return;
  try {
    const { forgotten } = await studio.missing.forget({ selection: subject });
    toast(
      forgotten === 0
        ? { tone: 'plain', text: sayNow('missing.none') }
        : {
            tone: 'plain',
            text: sayNow('missing.forgotten', { photos: forgotten }),
            action: { label: sayNow('action.undo'), run: () => void undo() },
          },
    );
  } catch (error) {
    sayProblem(error);
  }
}
