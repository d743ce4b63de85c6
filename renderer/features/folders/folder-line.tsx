import {
  CirclePause,
  CirclePlay,
  CloudOff,
  Folder as FolderIcon,
  FolderSearch,
  Lock,
  RefreshCw,
  SlidersHorizontal,
  Trash2,
} from 'lucide-react';
import type { Folder } from '../../../shared/contract/library.contract.ts';
import { studio } from '../../host/studio.ts';
import { formatNumber } from '../../i18n/format.ts';
import { type Say, useLanguage, useSay } from '../../i18n/i18n.ts';
import { ContextMenu } from '../../ui/menu.tsx';
import { library } from '../library/library.store.ts';
import { SidebarLine } from '../library/sidebar-line.tsx';
import { sayProblem } from '../shell/attempt.ts';
import { openFolderRules } from './folder-rules.store.ts';
import { toggleFolder, useOpenFolders } from './folder-tree.store.ts';
import { forgetFolder } from './forget-folder.ts';
import { pauseFolder } from './pause-folder.ts';
import { askWhereFolderIs } from './relocate-folder.ts';
import { Subfolders } from './subfolders.tsx';

interface FolderLineProps {
  readonly folder: Folder;
  readonly active: boolean;
  /** Another folder has the same name: the path tells them apart. */
  readonly shared: boolean;
}

/** A watched folder, what can be done with it, and the folders in it. */
export function FolderLine({ folder, active, shared }: FolderLineProps) {
  const say = useSay();
  const language = useLanguage();
  const detail = stateOf(folder, say) ?? (shared ? folder.path : null);
  const { paused } = folder.rules;
  const open = useOpenFolders((state) => state.open.has(folder.path)) && folder.hasSubfolders;
  const toggle = () => toggleFolder(folder.path);
  return (
    <>
      <ContextMenu
        entries={[
          {
            kind: 'item',
            label: say('folder.rescan'),
            icon: <RefreshCw size={14} />,
            disabled: paused,
            onSelect: () => void studio.folders.rescan({ id: folder.id }).catch(sayProblem),
          },
          {
            kind: 'item',
            label: say(paused ? 'folder.resume' : 'folder.pause'),
            icon: paused ? <CirclePlay size={14} /> : <CirclePause size={14} />,
            onSelect: () => void pauseFolder(folder, !paused),
          },
          {
            kind: 'item',
            label: say('folder.rules'),
            icon: <SlidersHorizontal size={14} />,
            onSelect: () => openFolderRules(folder.id),
          },
          ...(folder.state === 'offline'
            ? ([
                {
                  kind: 'item',
                  label: say('folder.relocate'),
                  icon: <FolderSearch size={14} />,
                  onSelect: () => void askWhereFolderIs(folder).catch(sayProblem),
                },
              ] as const)
            : []),
          { kind: 'line' },
          {
            kind: 'item',
            label: say('folder.forget'),
            icon: <Trash2 size={14} />,
            onSelect: () => void forgetFolder(folder),
          },
        ]}
        trigger={
          <div>
            <SidebarLine
              icon={<FolderStateIcon folder={folder} />}
              name={folder.name}
              title={folder.path}
              {...(detail === null ? {} : { detail })}
              count={formatNumber(folder.photoCount, language)}
              active={active}
              branch={{ depth: 0, expanded: folder.hasSubfolders ? open : null, onToggle: toggle }}
              onPress={() => library.showPlace(active ? null : { folderId: folder.id })}
            />
          </div>
        }
      />
      {open && <Subfolders folder={folder.id} path={null} depth={1} />}
    </>
  );
}

function FolderStateIcon({ folder }: { readonly folder: Folder }) {
  if (folder.state === 'offline') return <CloudOff size={15} />;
  if (folder.state === 'unreadable') return <Lock size={15} className="text-warn" />;
  return folder.rules.paused ? <CirclePause size={15} /> : <FolderIcon size={15} />;
}

/** What is not as usual with a folder; null: nothing. */
function stateOf(folder: Folder, say: Say): string | null {
  if (folder.state !== 'ok') return say(`folder.${folder.state}`);
  if (folder.rules.paused) return say('folder.paused');
  if (folder.rulesPending) return say('folder.rulesPending');
  return folder.watching === null || folder.watching === 'events' ? null : say('folder.polled');
}
