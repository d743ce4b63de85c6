import { useEffect } from 'react';
import { focusField } from '../library/inspector/focus-field.ts';
import { commandOfKey, type KeyCommand } from '../library/keymap.ts';
import { library, useLibrary } from '../library/library.store.ts';
import { decide, redo, toggleLabel, undo } from '../library/review.ts';
import { openCompare } from '../loupe/comparing.ts';
import {
  actualSize,
  arrow,
  enter,
  goBack,
  goToSharpest,
  page,
  toggleClipping,
  toggleHistogram,
  toggleImmersed,
  toggleLinked,
  toggleLoupe,
} from '../loupe/looking-keys.ts';
import { chooseFace, stackSelection, toggleStack, unstackSelection } from '../stacks/stacking.ts';
import { turnSelection } from '../stacks/turning.ts';
import { copyWords, openWording, pasteWords } from '../wording/wording.store.ts';
import { focusSearch } from './focus-search.ts';
import { openDialog, openSection, useShell } from './shell.store.ts';

/** Keys that mean the same in a field. */
const EVERYWHERE: ReadonlySet<KeyCommand> = new Set(['commands', 'search']);
/** Keys of the shell, whatever the section. */
const ANY_SECTION: ReadonlySet<KeyCommand> = new Set(['commands', 'search', 'keys', 'undo', 'redo', 'send']);

/** The whole keyboard, in one place. */
export function useKeyboard(): void {
  useEffect(() => {
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

function press(event: KeyboardEvent): void {
  const command = commandOfKey(event);
  if (command === null || event.defaultPrevented) return;
  const { section, dialog } = useShell.getState();
  if (dialog !== null || document.querySelector('dialog[open]')) return;
  const target = event.target instanceof HTMLElement ? event.target : null;
  const typing = target?.closest('input:not([type=checkbox]), textarea, select, [contenteditable]');
  // « / » is a character there; the search keys proper are Ctrl F and Ctrl K.
  if (typing && (!EVERYWHERE.has(command) || !(event.ctrlKey || event.metaKey))) return;
  // Space and Enter belong to the button that has the focus.
  if ((event.key === ' ' || event.key === 'Enter') && target?.closest('button, a, summary') && !event.ctrlKey) return;
  // Arrows belong to sliders, radio groups and menus.
  if (event.key.startsWith('Arrow') && target?.closest('[role=slider], [role=radiogroup], [role=menu]')) return;
  if (section !== 'library' && !ANY_SECTION.has(command)) return;
  event.preventDefault();
  runCommand(command);
}

function count(): number {
  return useLibrary.getState().order.length;
}

const ACTIONS: Readonly<Record<KeyCommand, () => void>> = {
  approve: () => decide({ review: 'approved' }),
  reject: () => decide({ review: 'rejected' }),
  'clear-review': () => decide({ review: 'unreviewed' }),
  'rate-0': () => decide({ rating: 0 }),
  'rate-1': () => decide({ rating: 1 }),
  'rate-2': () => decide({ rating: 2 }),
  'rate-3': () => decide({ rating: 3 }),
  'rate-4': () => decide({ rating: 4 }),
  'rate-5': () => decide({ rating: 5 }),
  'label-red': () => toggleLabel('red'),
  'label-yellow': () => toggleLabel('yellow'),
  'label-green': () => toggleLabel('green'),
  'label-blue': () => toggleLabel('blue'),
  left: () => arrow(-1, 0, false),
  right: () => arrow(1, 0, false),
  up: () => arrow(0, -1, false),
  down: () => arrow(0, 1, false),
  'extend-left': () => arrow(-1, 0, true),
  'extend-right': () => arrow(1, 0, true),
  'extend-up': () => arrow(0, -1, true),
  'extend-down': () => arrow(0, 1, true),
  first: () => library.move(-count(), false),
  last: () => library.move(count(), false),
  'page-up': () => page(-1),
  'page-down': () => page(1),
  'toggle-loupe': toggleLoupe,
  'open-loupe': enter,
  grid: () => library.setMode('grid'),
  'actual-size': actualSize,
  sharpest: () => void goToSharpest(),
  compare: openCompare,
  clipping: toggleClipping,
  histogram: toggleHistogram,
  'full-screen': toggleImmersed,
  'link-views': toggleLinked,
  back: goBack,
  'toggle-stack': toggleStack,
  'choose-face': () => void chooseFace(),
  stack: () => void stackSelection(),
  unstack: () => void unstackSelection(),
  'turn-left': () => void turnSelection(270),
  'turn-right': () => void turnSelection(90),
  'edit-title': () => focusField('title'),
  'edit-keywords': () => focusField('keywords'),
  'replace-words': () => openWording('replace'),
  'copy-words': () => void copyWords(),
  'paste-words': pasteWords,
  'select-all': () => library.selectAll(),
  undo: () => void undo(),
  redo: () => void redo(),
  commands: () => openDialog('commands'),
  keys: () => openDialog('keys'),
  search: () => {
    openSection('library');
    focusSearch();
  },
  export: () => openDialog('export'),
  send: () => openDialog('send'),
};

/** Runs a command: for the keyboard, the palette and the window's menu alike. */
export function runCommand(command: KeyCommand): void {
  ACTIONS[command]();
}
