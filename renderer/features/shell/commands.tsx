import {
  ArrowUpToLine,
  BookmarkPlus,
  Braces,
  ChartArea,
  ChartColumn,
  Check,
  ClipboardCopy,
  ClipboardPaste,
  Columns2,
  Copy,
  Eraser,
  FileText,
  Focus,
  FolderOutput,
  FolderPlus,
  HardDriveDownload,
  ImagePlus,
  Images,
  Keyboard,
  Layers,
  ListChecks,
  LogIn,
  Maximize,
  Maximize2,
  MemoryStick,
  Moon,
  Pencil,
  Redo2,
  RefreshCw,
  Replace,
  RotateCcwSquare,
  RotateCwSquare,
  Scale,
  ScrollText,
  Send,
  Settings,
  SquareCheck,
  Stamp,
  Star,
  Stethoscope,
  Sun,
  SunDim,
  SunMoon,
  Tags,
  Undo2,
  X,
  ZoomIn,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useSay } from '../../i18n/i18n.ts';
import { askForPhotos } from '../import/add-photos.ts';
import { openImport } from '../import/import.store.ts';
import { library, useLibrary } from '../library/library.store.ts';
import { VIEWS } from '../library/views.ts';
import { askForFolders } from '../onboarding/add-folders.ts';
import { syncNow } from '../profile/account.ts';
import { changeSettings } from '../settings/settings.ts';
import { rebuildImages } from '../settings/storage.ts';
import { useHistory } from '../stacks/history.ts';
import { openWording } from '../wording/wording.store.ts';
import { runCommand } from './keyboard.ts';
import { openDialog, openSection } from './shell.store.ts';

export interface Command {
  readonly label: string;
  readonly icon?: ReactNode;
  /** As printed on the keyboard, if it has a key. */
  readonly keys?: string;
  readonly run: () => void;
}

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

/** Everything the page can be told to do, by name. */
export function useCommands(): readonly CommandGroup[] {
  const say = useSay();
  const control = say('key.ctrl');
  const history = useHistory();
  return [
    {
      title: say('commands.photos'),
      commands: [
        { label: say('action.approve'), keys: 'P', icon: <Check size={14} />, run: () => runCommand('approve') },
        { label: say('action.reject'), keys: 'X', icon: <X size={14} />, run: () => runCommand('reject') },
        {
          label: say('action.clearReview'),
          keys: 'U',
          icon: <Eraser size={14} />,
          run: () => runCommand('clear-review'),
        },
        {
          label: say('action.openLoupe'),
          keys: say('key.space'),
          icon: <Maximize2 size={14} />,
          run: () => runCommand('toggle-loupe'),
        },
        { label: say('action.compare'), keys: 'C', icon: <Columns2 size={14} />, run: () => runCommand('compare') },
        {
          label: say('keys.actualSize'),
          keys: 'Z',
          icon: <ZoomIn size={14} />,
          run: () => runCommand('actual-size'),
        },
        {
          label: say('loupe.sharpest'),
          keys: `${say('key.shift')} Z`,
          icon: <Focus size={14} />,
          run: () => runCommand('sharpest'),
        },
        {
          label: say('look.histogram'),
          keys: 'H',
          icon: <ChartArea size={14} />,
          run: () => runCommand('histogram'),
        },
        { label: say('look.clipping'), keys: 'J', icon: <SunDim size={14} />, run: () => runCommand('clipping') },
        {
          label: say('look.immersed'),
          keys: 'F',
          icon: <Maximize size={14} />,
          run: () => runCommand('full-screen'),
        },
        { label: say('action.editTitle'), keys: 'E', icon: <Pencil size={14} />, run: () => runCommand('edit-title') },
        {
          label: say('action.editKeywords'),
          keys: 'T',
          icon: <Tags size={14} />,
          run: () => runCommand('edit-keywords'),
        },
        {
          label: say('wording.replace'),
          keys: `${control} H`,
          icon: <Replace size={14} />,
          run: () => runCommand('replace-words'),
        },
        { label: say('wording.fill'), icon: <Braces size={14} />, run: () => openWording('fill') },
        { label: say('toFix.title'), icon: <ListChecks size={14} />, run: () => openDialog('to-fix') },
        { label: say('wording.templates'), icon: <BookmarkPlus size={14} />, run: () => openWording('templates') },
        { label: say('wording.keywords'), icon: <Tags size={14} />, run: () => openWording('keywords') },
        {
          label: say('wording.copy'),
          keys: `${control} ${say('key.shift')} C`,
          icon: <ClipboardCopy size={14} />,
          run: () => runCommand('copy-words'),
        },
        {
          label: say('wording.paste'),
          keys: `${control} ${say('key.shift')} V`,
          icon: <ClipboardPaste size={14} />,
          run: () => runCommand('paste-words'),
        },
        { label: say('turn.left'), keys: '[', icon: <RotateCcwSquare size={14} />, run: () => runCommand('turn-left') },
        {
          label: say('turn.right'),
          keys: ']',
          icon: <RotateCwSquare size={14} />,
          run: () => runCommand('turn-right'),
        },
        { label: say('stack.toggle'), keys: 'S', icon: <Layers size={14} />, run: () => runCommand('toggle-stack') },
        {
          label: say('stack.choose'),
          keys: `${say('key.shift')} S`,
          icon: <Layers size={14} />,
          run: () => runCommand('choose-face'),
        },
        { label: say('stack.stack'), keys: `${control} G`, icon: <Layers size={14} />, run: () => runCommand('stack') },
        {
          label: say('stack.unstack'),
          keys: `${control} ${say('key.shift')} G`,
          icon: <Layers size={14} />,
          run: () => runCommand('unstack'),
        },
        {
          label: say('action.selectAll'),
          keys: `${control} A`,
          icon: <SquareCheck size={14} />,
          run: () => runCommand('select-all'),
        },
        { label: history.undo, keys: `${control} Z`, icon: <Undo2 size={14} />, run: () => runCommand('undo') },
        {
          label: history.redo,
          keys: `${control} ${say('key.shift')} Z`,
          icon: <Redo2 size={14} />,
          run: () => runCommand('redo'),
        },
        {
          label: say('action.sendMore'),
          keys: `${control} ${say('key.enter')}`,
          icon: <Send size={14} />,
          run: () => openDialog('send'),
        },
        {
          label: say('export.open'),
          keys: `${control} ${say('key.shift')} E`,
          icon: <FolderOutput size={14} />,
          run: () => openDialog('export'),
        },
      ],
    },
    {
      title: say('commands.go'),
      commands: [
        { label: say('section.library'), icon: <Images size={14} />, run: () => openSection('library') },
        { label: say('duplicates.title'), icon: <Copy size={14} />, run: () => openSection('duplicates') },
        { label: say('section.uploads'), icon: <ArrowUpToLine size={14} />, run: () => openSection('uploads') },
        { label: say('section.sales'), icon: <ChartColumn size={14} />, run: () => openSection('sales') },
        { label: say('section.statements'), icon: <FileText size={14} />, run: () => openSection('statements') },
        ...VIEWS.map((view) => ({
          label: say('commands.view', { view: say(`view.${view}`) }),
          icon: <Star size={14} />,
          run: () => {
            openSection('library');
            library.showView(view);
          },
        })),
      ],
    },
    {
      title: say('commands.studio'),
      commands: [
        { label: say('folder.add'), icon: <FolderPlus size={14} />, run: () => void askForFolders() },
        { label: say('import.photos'), icon: <ImagePlus size={14} />, run: () => void askForPhotos() },
        { label: say('import.card'), icon: <MemoryStick size={14} />, run: () => openImport() },
        { label: say('imports.title'), icon: <HardDriveDownload size={14} />, run: () => openDialog('imports') },
        { label: say('account.sync'), icon: <RefreshCw size={14} />, run: () => void syncNow() },
        { label: say('account.signIn'), icon: <LogIn size={14} />, run: () => openDialog('sign-in') },
        {
          label: say('commands.theme', { theme: say('theme.dark') }),
          icon: <Moon size={14} />,
          run: () => void changeSettings({ theme: 'dark' }),
        },
        {
          label: say('commands.theme', { theme: say('theme.light') }),
          icon: <Sun size={14} />,
          run: () => void changeSettings({ theme: 'light' }),
        },
        {
          label: say('commands.theme', { theme: say('theme.system') }),
          icon: <SunMoon size={14} />,
          run: () => void changeSettings({ theme: 'system' }),
        },
        {
          label: say('storage.rebuild.selection'),
          icon: <RefreshCw size={14} />,
          run: () => {
            const { ids } = useLibrary.getState().selection;
            if (ids.size > 0) void rebuildImages({ ids: [...ids] });
            else openDialog('settings');
          },
        },
        { label: say('settings.title'), icon: <Settings size={14} />, run: () => openDialog('settings') },
        { label: say('watermark.open'), icon: <Stamp size={14} />, run: () => openDialog('watermark') },
        { label: say('doctor.title'), icon: <Stethoscope size={14} />, run: () => openDialog('doctor') },
        { label: say('logs.open'), icon: <ScrollText size={14} />, run: () => openDialog('logs') },
        { label: say('licences.open'), icon: <Scale size={14} />, run: () => openDialog('licences') },
        { label: say('keys.title'), keys: '?', icon: <Keyboard size={14} />, run: () => openDialog('keys') },
      ],
    },
  ];
}
