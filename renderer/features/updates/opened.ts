import { useEffect } from 'react';
import { z } from 'zod';
import { type Opened, opened } from '../../../shared/desktop-state.ts';
import type { AppLink } from '../../../shared/domain/app-link.ts';
import { photoId } from '../../../shared/domain/ids.ts';
import { bridge } from '../../host/studio.ts';
import { askWhatToDo } from '../import/import.store.ts';
import { library } from '../library/library.store.ts';
import { selectOnly } from '../library/selection.ts';
import { openSection, useShell } from '../shell/shell.store.ts';

/** Takes what was opened with the application — files, folders, links — as soon as the page can show it. */
export function useOpened(): void {
  useEffect(() => {
    const { desktop } = bridge;
    if (!desktop) return;
    const look = async () => {
      const things = z.array(opened).safeParse(await desktop.takeOpened());
      if (things.success) for (const thing of things.data) show(thing);
    };
    void look();
    return desktop.onOpened(() => void look());
  }, []);
}

function show(thing: Opened): void {
  if (thing.kind === 'link') follow(thing.link);
  // A dialog that is open is something she is in the middle of: the files are asked about when it is closed.
  else whenFree(() => askWhatToDo(thing.paths, thing.folders));
}

/** Where a link, or a notification, leads. */
function follow(link: AppLink): void {
  if (link.to === 'section') openSection(link.section);
  if (link.to !== 'photo') return;
  const id = photoId.safeParse(link.photo);
  if (!id.success) return;
  openSection('library');
  library.showView('all');
  library.select(selectOnly(id.data));
}

function whenFree(act: () => void): void {
  if (useShell.getState().dialog === null) {
    act();
    return;
  }
  const stop = useShell.subscribe((state) => {
    if (state.dialog !== null) return;
    stop();
    act();
  });
}
