import { FolderPlus, Images, MemoryStick, TriangleAlert } from 'lucide-react';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { DuplicatesLine } from '../duplicates/duplicates-line.tsx';
import { FolderLine } from '../folders/folder-line.tsx';
import { FolderRulesDialog } from '../folders/folder-rules-dialog.tsx';
import { RelocateDialog } from '../folders/relocate-dialog.tsx';
import { openImport } from '../import/import.store.ts';
import { askForFolders } from '../onboarding/add-folders.ts';
import { openDialog } from '../shell/shell.store.ts';
import { ToFixLine } from '../wording/to-fix-line.tsx';
import { CollectionsList } from './collections-list.tsx';
import { library, useLibrary } from './library.store.ts';
import { useAllCounts, useFolders, useQuarantine } from './queries.ts';
import { SidebarLine } from './sidebar-line.tsx';

/** Where the photos come from, and what she made of them. */
export function Sidebar() {
  const say = useSay();
  const language = useLanguage();
  const folders = useFolders().data ?? [];
  const total = useAllCounts().data?.total ?? 0;
  const setAside = useQuarantine().data?.length ?? 0;
  const chosen = useLibrary((state) => state.added.folderId);
  const directory = useLibrary((state) => state.added.directory);
  const collection = useLibrary((state) => state.added.collectionId);
  return (
    <nav
      aria-label={say('sidebar.name')}
      className="flex h-full flex-col overflow-y-auto border-r border-line bg-panel py-2"
    >
      <div className="px-2">
        <SidebarLine
          icon={<Images size={15} />}
          name={say('sidebar.all')}
          count={formatNumber(total, language)}
          active={chosen === undefined && directory === undefined && collection === undefined}
          onPress={() => library.leavePlaces()}
        />
        <DuplicatesLine />
        <ToFixLine />
      </div>
      <div className="mt-3 flex items-center justify-between pr-2 pl-4">
        <h2 className="text-muted text-xs">{say('sidebar.folders')}</h2>
        <span className="flex">
          <IconButton small label={say('import.card')} onClick={() => openImport()}>
            <MemoryStick size={15} />
          </IconButton>
          <IconButton small label={say('folder.add')} onClick={() => void askForFolders()}>
            <FolderPlus size={15} />
          </IconButton>
        </span>
      </div>
      <ul className="px-2" data-tree>
        {folders.map((folder) => (
          <li key={folder.id}>
            <FolderLine
              folder={folder}
              active={chosen === folder.id}
              shared={folders.some((other) => other.id !== folder.id && other.name === folder.name)}
            />
          </li>
        ))}
      </ul>
      {folders.length === 0 && (
        <div className="px-4 py-2">
          <p className="mb-2 text-muted text-sm">{say('sidebar.noFolder')}</p>
          <Button size="small" icon={<FolderPlus size={14} />} onClick={() => void askForFolders()}>
            {say('folder.add')}
          </Button>
        </div>
      )}
      <FolderRulesDialog />
      <RelocateDialog />
      <CollectionsList />
      {setAside > 0 && (
        <div className="mt-auto px-2 pt-3">
          <SidebarLine
            icon={<TriangleAlert size={15} className="text-warn" />}
            name={say('sidebar.quarantine')}
            count={formatNumber(setAside, language)}
            active={false}
            onPress={() => openDialog('quarantine')}
          />
        </div>
      )}
    </nav>
  );
}
