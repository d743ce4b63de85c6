import {
  Check,
  ClipboardCopy,
  ClipboardPaste,
  Columns2,
  FolderHeart,
  FolderOutput,
  FolderPlus,
  Maximize2,
  Pencil,
  Replace,
  RotateCcw,
  RotateCcwSquare,
  RotateCwSquare,
  Send,
  Tag,
  X,
} from 'lucide-react';
import { label } from '../../../shared/domain/photo.ts';
import { useSay } from '../../i18n/i18n.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { openCompare } from '../loupe/comparing.ts';
import { useMissingMenu } from '../missing/missing-menu.tsx';
import { openDialog } from '../shell/shell.store.ts';
import { useStackMenu } from '../stacks/stack-menu.tsx';
import { turnSelection } from '../stacks/turning.ts';
import { copyWords, openWording, pasteWords } from '../wording/wording.store.ts';
import { useWritingMenu } from '../writing/writing-menu.tsx';
import { arrangeSelection } from './arranging.ts';
import { addSelection, askForCollectionName, useCollections } from './collections.ts';
import { focusField } from './inspector/focus-field.ts';
import { arrangedCollection, library, useLibrary } from './library.store.ts';
import { decide } from './review.ts';
import { LABEL_COLOURS } from './states.tsx';

/** In a collection that shows its own order: the two places that a drag reaches last. */
function useArrangeMenu(): readonly MenuEntry[] {
  const say = useSay();
  const arranged = useLibrary((state) => arrangedCollection(state) !== null);
  const first = useLibrary((state) => state.order[0] ?? null);
  if (!arranged) return [];
  return [
    { kind: 'line' },
    { kind: 'item', label: say('arrange.first'), onSelect: () => void arrangeSelection(first) },
    { kind: 'item', label: say('arrange.last'), onSelect: () => void arrangeSelection(null) },
  ];
}

/** What can be done with the photos under the pointer. */
export function usePhotoMenu(): readonly MenuEntry[] {
  const say = useSay();
  const stackEntries = useStackMenu();
  const writingEntry = useWritingMenu();
  const missingEntries = useMissingMenu();
  const arrangeEntries = useArrangeMenu();
  const collections = useCollections().data ?? [];
  return [
    {
      kind: 'item',
      label: say('action.approve'),
      keys: 'P',
      icon: <Check size={14} />,
      onSelect: () => decide({ review: 'approved' }),
    },
    {
      kind: 'item',
      label: say('action.reject'),
      keys: 'X',
      icon: <X size={14} />,
      onSelect: () => decide({ review: 'rejected' }),
    },
    {
      kind: 'item',
      label: say('action.clearReview'),
      keys: 'U',
      icon: <RotateCcw size={14} />,
      onSelect: () => decide({ review: 'unreviewed' }),
    },
    {
      kind: 'more',
      label: say('field.label'),
      icon: <Tag size={14} />,
      entries: [
        ...label.options.map((colour, index) => ({
          kind: 'item' as const,
          label: say(`label.${colour}`),
          ...(index < 4 ? { keys: String(index + 6) } : {}),
          icon: <span className="size-2.5 rounded-full" style={{ background: LABEL_COLOURS[colour] }} />,
          onSelect: () => decide({ label: colour }),
        })),
        { kind: 'line' },
        { kind: 'item', label: say('label.none'), onSelect: () => decide({ label: null }) },
      ],
    },
    { kind: 'line' },
    {
      kind: 'item',
      label: say('action.openLoupe'),
      keys: say('key.space'),
      icon: <Maximize2 size={14} />,
      onSelect: () => library.setMode('loupe'),
    },
    {
      kind: 'item',
      label: say('action.compare'),
      keys: 'C',
      icon: <Columns2 size={14} />,
      onSelect: openCompare,
    },
    {
      kind: 'item',
      label: say('turn.left'),
      keys: '[',
      icon: <RotateCcwSquare size={14} />,
      onSelect: () => void turnSelection(270),
    },
    {
      kind: 'item',
      label: say('turn.right'),
      keys: ']',
      icon: <RotateCwSquare size={14} />,
      onSelect: () => void turnSelection(90),
    },
    ...stackEntries,
    ...arrangeEntries,
    { kind: 'line' },
    {
      kind: 'item',
      label: say('action.describe'),
      keys: 'E',
      icon: <Pencil size={14} />,
      onSelect: () => setTimeout(() => focusField('title'), 50),
    },
    {
      kind: 'item',
      label: say('wording.replace.more'),
      keys: `${say('key.ctrl')} H`,
      icon: <Replace size={14} />,
      onSelect: () => setTimeout(() => openWording('replace'), 50),
    },
    {
      kind: 'item',
      label: say('wording.copy'),
      keys: `${say('key.ctrl')} ${say('key.shift')} C`,
      icon: <ClipboardCopy size={14} />,
      onSelect: () => void copyWords(),
    },
    {
      kind: 'item',
      label: say('wording.paste.more'),
      keys: `${say('key.ctrl')} ${say('key.shift')} V`,
      icon: <ClipboardPaste size={14} />,
      onSelect: () => setTimeout(pasteWords, 50),
    },
    {
      kind: 'more',
      label: say('collection.addTo'),
      icon: <FolderHeart size={14} />,
      entries: [
        ...collections
          .filter((collection) => collection.kind === 'collection')
          .map((collection) => ({
            kind: 'item' as const,
            label: collection.name,
            onSelect: () => void addSelection(collection),
          })),
        ...(collections.some((collection) => collection.kind === 'collection') ? [{ kind: 'line' as const }] : []),
        {
          kind: 'item',
          label: say('collection.new'),
          icon: <FolderPlus size={14} />,
          // Once the menu has given the keyboard back.
          onSelect: () => setTimeout(askForCollectionName, 50),
        },
      ],
    },
    { kind: 'item', label: say('action.sendMore'), icon: <Send size={14} />, onSelect: () => openDialog('send') },
    { kind: 'item', label: say('export.open'), icon: <FolderOutput size={14} />, onSelect: () => openDialog('export') },
    writingEntry,
    ...missingEntries,
  ];
}
