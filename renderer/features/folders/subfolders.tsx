import { useQuery } from '@tanstack/react-query';
import { Folder as FolderIcon } from 'lucide-react';
import { useState } from 'react';
import type { Subfolder } from '../../../shared/contract/library.contract.ts';
import type { FolderId } from '../../../shared/domain/ids.ts';
import { keys } from '../../host/keys.ts';
import { studio } from '../../host/studio.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ContextMenu } from '../../ui/menu.tsx';
import { library, useLibrary } from '../library/library.store.ts';
import { SidebarLine } from '../library/sidebar-line.tsx';
import { toggleFolder, useOpenFolders } from './folder-tree.store.ts';

/** Lines shown at a time: a folder may hold thousands. */
const LINES = 200;

interface SubfoldersProps {
  readonly folder: FolderId;
  /** Null: the watched folder itself. */
  readonly path: string | null;
  readonly depth: number;
}

/** The folders directly in an opened one, asked for when it is opened and as the catalogue changes. */
export function Subfolders({ folder, path, depth }: SubfoldersProps) {
  const say = useSay();
  const [shown, setShown] = useState(LINES);
  const { data: subfolders = [] } = useQuery({
    queryKey: keys.subfolders(folder, path),
    queryFn: () => studio.folders.tree({ id: folder, path }),
  });
  return (
    <ul>
      {subfolders.slice(0, shown).map((subfolder) => (
        <li key={subfolder.path}>
          <SubfolderLine folder={folder} subfolder={subfolder} depth={depth} />
        </li>
      ))}
      {subfolders.length > shown && (
        <li className="py-1 text-center">
          <Button variant="ghost" size="small" onClick={() => setShown(shown + LINES)}>
            {say('folder.moreSubfolders', { count: subfolders.length - shown })}
          </Button>
        </li>
      )}
    </ul>
  );
}

interface SubfolderLineProps {
  readonly folder: FolderId;
  readonly subfolder: Subfolder;
  readonly depth: number;
}

function SubfolderLine({ folder, subfolder, depth }: SubfolderLineProps) {
  const say = useSay();
  const language = useLanguage();
  const { path, name, photoCount, hasSubfolders } = subfolder;
  const active = useLibrary((state) => state.added.directory === path);
  const open = useOpenFolders((state) => state.open.has(path)) && hasSubfolders;
  const toggle = () => toggleFolder(path);
  return (
    <>
      <ContextMenu
        entries={[
          {
            kind: 'item',
            label: say('folder.showPhotos'),
            icon: <FolderIcon size={14} />,
            onSelect: () => library.showPlace({ directory: path }),
          },
          ...(hasSubfolders
            ? ([{ kind: 'item', label: say(open ? 'folder.fold' : 'folder.unfold'), onSelect: toggle }] as const)
            : []),
        ]}
        trigger={
          <div>
            <SidebarLine
              icon={<FolderIcon size={15} />}
              name={name}
              title={path}
              count={formatNumber(photoCount, language)}
              active={active}
              branch={{ depth, expanded: hasSubfolders ? open : null, onToggle: toggle }}
              onPress={() => library.showPlace(active ? null : { directory: path })}
            />
          </div>
        }
      />
      {open && <Subfolders folder={folder} path={path} depth={depth + 1} />}
    </>
  );
}
