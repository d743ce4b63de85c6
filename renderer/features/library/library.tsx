import { FolderPlus, FolderSearch, ImageOff, LoaderCircle, SearchX } from 'lucide-react';
import { useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { openImport } from '../import/import.store.ts';
import { Compare } from '../loupe/compare.tsx';
import { Loupe } from '../loupe/loupe.tsx';
import { askForFolders } from '../onboarding/add-folders.ts';
import { Unreadable } from '../shell/unreadable.tsx';
import { Grid } from './grid.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { library, useLibrary } from './library.store.ts';
import { useAllCounts, useFolders, useIngest, useShownPhotos } from './queries.ts';
import { SidePanel, UnderPanel } from './side-panel.tsx';
import { Sidebar } from './sidebar.tsx';
import { Toolbar } from './toolbar.tsx';

/** The light table: folders, photos, inspector. */
export function Library() {
  const say = useSay();
  const shown = useShownPhotos();
  const mode = useLibrary((state) => state.mode);
  return (
    <div className="relative grid h-full grid-cols-[208px_minmax(0,1fr)_304px] max-[1000px]:grid-cols-[minmax(0,1fr)_304px] max-[760px]:grid-cols-[minmax(0,1fr)] min-[1700px]:grid-cols-[248px_minmax(0,1fr)_352px]">
      <SidePanel name="folders">
        <Sidebar />
      </SidePanel>
      <main aria-label={say('section.library')} className="flex min-h-0 min-w-0 flex-col">
        <h1 className="sr-only">{say('section.library')}</h1>
        <Toolbar />
        <div className="min-h-0 flex-1">
          {shown.data === undefined ? (
            shown.error && <Unreadable error={shown.error} onRetry={() => void shown.refetch()} />
          ) : shown.data.length === 0 ? (
            <Nothing />
          ) : mode === 'loupe' ? (
            <Loupe />
          ) : mode === 'compare' ? (
            <Compare />
          ) : (
            <Grid />
          )}
        </div>
      </main>
      <UnderPanel />
      <SidePanel name="inspector">
        <Inspector />
      </SidePanel>
    </div>
  );
}

/** Why there is nothing to see, and what to do about it. */
function Nothing() {
  const say = useSay();
  const folders = useFolders().data;
  const total = useAllCounts().data?.total;
  const ingest = useIngest().data;
  const view = useLibrary((state) => state.view);
  const added = useLibrary((state) => state.added);
  if (!folders || total === undefined) return null;
  if (folders.length === 0 && total === 0) {
    return (
      <EmptyState
        icon={<FolderPlus size={28} strokeWidth={1.5} />}
        title={say('empty.noFolder')}
        text={say('empty.noFolder.text')}
        action={
          <>
            <Button variant="primary" onClick={() => void askForFolders()}>
              {say('folder.add')}
            </Button>
            <Button onClick={() => openImport()}>{say('import.card')}</Button>
          </>
        }
      />
    );
  }
  if (total === 0) {
    const reading = ingest && ingest.state !== 'idle';
    return reading ? (
      <EmptyState
        icon={<LoaderCircle size={28} strokeWidth={1.5} className="animate-spin" />}
        title={say('empty.reading')}
        text={say('empty.reading.text', { found: ingest.found })}
      />
    ) : (
      <EmptyState
        icon={<FolderSearch size={28} strokeWidth={1.5} />}
        title={say('empty.noPhoto')}
        text={say('empty.noPhoto.text')}
        action={<Button onClick={() => void askForFolders()}>{say('folder.addAnother')}</Button>}
      />
    );
  }
  const filtered = Object.keys(added).length > 0;
  return (
    <EmptyState
      icon={filtered ? <SearchX size={28} strokeWidth={1.5} /> : <ImageOff size={28} strokeWidth={1.5} />}
      title={say(filtered ? 'empty.filtered' : `empty.${view}`)}
      text={say(filtered ? 'empty.filtered.text' : `empty.${view}.text`)}
      action={<Button onClick={() => library.showEverything()}>{say('empty.showAll')}</Button>}
    />
  );
}
