import { BookmarkPlus, FolderHeart, Plus, Search, Trash2 } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import type { Collection } from '../../../shared/contract/library.contract.ts';
import { collectionId } from '../../../shared/domain/ids.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useLanguage, useSay } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { TextInput } from '../../ui/field.tsx';
import { ContextMenu, type MenuEntry } from '../../ui/menu.tsx';
import {
  addSelection,
  createCollection,
  keepSearch,
  moveCollection,
  removeCollection,
  renameCollection,
  takeOutSelection,
  useCollections,
  useNaming,
} from './collections.ts';
import { DRAGGED_COLLECTION, DRAGGED_PHOTOS } from './drag-photos.ts';
import { library, shownFilter, useLibrary } from './library.store.ts';
import { SidebarLine } from './sidebar-line.tsx';
import { sameFilter } from './views.ts';

/** What she put together by hand, and the searches she keeps. */
export function CollectionsList() {
  const say = useSay();
  const collections = useCollections().data ?? [];
  const naming = useNaming((state) => state.naming);
  const setNaming = (asked: 'collection' | 'search' | null) => useNaming.setState({ naming: asked });
  const nothingToKeep = useLibrary((state) => Object.keys(shownFilter(state)).length === 0);
  const listed = (kind: Collection['kind']) => collections.filter((collection) => collection.kind === kind);
  const named = (make: (name: string) => Promise<void>) => (name: string | null) => {
    setNaming(null);
    if (name !== null) void make(name);
  };
  return (
    <>
      <div className="mt-3 flex items-center justify-between pr-2 pl-4">
        <h2 className="text-muted text-xs">{say('sidebar.collections')}</h2>
        <IconButton small label={say('collection.create')} onClick={() => setNaming('collection')}>
          <Plus size={15} />
        </IconButton>
      </div>
      {naming === 'collection' && <NameField label={say('collection.name')} onDone={named(createCollection)} />}
      <Lines collections={listed('collection')} label={say('sidebar.collections')} />
      <div className="mt-3 flex items-center justify-between pr-2 pl-4">
        <h2 className="text-muted text-xs">{say('sidebar.searches')}</h2>
        <IconButton
          small
          label={say(nothingToKeep ? 'search.keep.nothing' : 'search.keep')}
          disabled={nothingToKeep}
          onClick={() => setNaming('search')}
        >
          <BookmarkPlus size={15} />
        </IconButton>
      </div>
      {naming === 'search' && <NameField label={say('search.keepName')} onDone={named(keepSearch)} />}
      <Lines collections={listed('search')} label={say('sidebar.searches')} />
    </>
  );
}

function Lines({ collections, label }: { readonly collections: readonly Collection[]; readonly label: string }) {
  if (collections.length === 0) return null;
  return (
    <ul aria-label={label} className="px-2">
      {collections.map((collection) => (
        <li key={collection.id}>
          <CollectionLine collection={collection} all={collections} />
        </li>
      ))}
    </ul>
  );
}

interface CollectionLineProps {
  readonly collection: Collection;
  /** The list it stands in. */
  readonly all: readonly Collection[];
}

function CollectionLine({ collection, all }: CollectionLineProps) {
  const say = useSay();
  const language = useLanguage();
  const [renaming, setRenaming] = useState(false);
  const [over, setOver] = useState<'photos' | 'collection' | null>(null);
  const { id, name, kind, filter } = collection;
  const active = useLibrary((state) =>
    filter === null ? state.added.collectionId === id : sameFilter(shownFilter(state), filter),
  );
  const entries: readonly MenuEntry[] = [
    ...(kind === 'collection'
      ? ([
          { kind: 'item', label: say('collection.add'), onSelect: () => void addSelection(collection) },
          { kind: 'item', label: say('collection.takeOut'), onSelect: () => void takeOutSelection(collection) },
          { kind: 'line' },
        ] as const)
      : []),
    // Once the menu has given the keyboard back.
    { kind: 'item', label: say('collection.rename'), onSelect: () => setTimeout(() => setRenaming(true), 50) },
    {
      kind: 'item',
      label: say('collection.remove'),
      icon: <Trash2 size={14} />,
      onSelect: () => void removeCollection(collection),
    },
  ];
  // Photos can be added by their menu as well.
  const drag: ComponentProps<typeof SidebarLine>['drag'] = {
    draggable: true,
    className: classes(
      over === 'photos' && 'bg-hover ring-2 ring-accent ring-inset',
      over === 'collection' && 'shadow-[inset_0_2px_0_var(--color-accent)]',
    ),
    onDragStart(event) {
      event.dataTransfer.setData(DRAGGED_COLLECTION, String(id));
      event.dataTransfer.effectAllowed = 'move';
    },
    onDragOver(event) {
      const what = whatIsDragged(event.dataTransfer.types, kind);
      if (what === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = what === 'photos' ? 'copy' : 'move';
      setOver(what);
    },
    onDragLeave: () => setOver(null),
    onDrop(event) {
      setOver(null);
      event.preventDefault();
      if (whatIsDragged(event.dataTransfer.types, kind) === 'photos') {
        void addSelection(collection);
        return;
      }
      const moved = collectionId.safeParse(Number(event.dataTransfer.getData(DRAGGED_COLLECTION)));
      if (moved.success) void moveCollection(all, moved.data, id);
    },
  };
  if (renaming) {
    return (
      <NameField
        label={say('collection.rename')}
        name={name}
        onDone={(given) => {
          setRenaming(false);
          if (given !== null && given !== name) void renameCollection(collection, given);
        }}
      />
    );
  }
  return (
    <ContextMenu
      entries={entries}
      trigger={
        <div>
          <SidebarLine
            icon={kind === 'search' ? <Search size={15} /> : <FolderHeart size={15} />}
            name={name}
            title={name}
            count={formatNumber(collection.photoCount, language)}
            active={active}
            drag={drag}
            onPress={() => {
              if (active) library.showEverything();
              else if (filter === null) library.showCollection(id);
              else library.showFilter(filter);
            }}
          />
        </div>
      }
    />
  );
}

/** Photos are let go on collections alone; collections anywhere among their own. */
function whatIsDragged(types: readonly string[], kind: Collection['kind']): 'photos' | 'collection' | null {
  if (types.includes(DRAGGED_COLLECTION)) return 'collection';
  return kind === 'collection' && types.includes(DRAGGED_PHOTOS) ? 'photos' : null;
}

interface NameFieldProps {
  readonly label: string;
  readonly name?: string;
  /** The name given; null when she thought better of it. */
  readonly onDone: (name: string | null) => void;
}

/** A name in its place in the list: Enter keeps it, Escape and leaving it don't. */
function NameField({ label, name = '', onDone }: NameFieldProps) {
  const [typed, setTyped] = useState(name);
  return (
    <form
      className="px-2 py-0.5"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(typed.trim() || null);
      }}
    >
      <TextInput
        ref={(field) => field?.focus()}
        aria-label={label}
        placeholder={label}
        maxLength={100}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => onDone(null)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') onDone(null);
        }}
      />
    </form>
  );
}
