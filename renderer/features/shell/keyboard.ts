import { useEffect } from 'react';
import { focusField } from '../library/inspector/focus-field.ts';
import { commandOfKey, type KeyCommand } from '../library/keymap.ts';
import { library, useLibrary } from '../library/library.store.ts';
import { decide, redo, toggleLabel, undo } from '../library/review.ts';
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

/** Rows on a screen of the grid. */
function page(): number {
  return useLibrary.getState().rowsPerPage;
}

function count(): number {
  return useLibrary.getState().order.length;
}

function isLoupe(): boolean {
  return useLibrary.getState().mode === 'loupe';
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
  left: () => library.move(-1, false),
  right: () => library.move(1, false),
  up: () => library.moveRows(-1, false),
  down: () => library.moveRows(1, false),
  'extend-left': () => library.move(-1, true),
  'extend-right': () => library.move(1, true),
  'extend-up': () => library.moveRows(-1, true),
  'extend-down': () => library.moveRows(1, true),
  first: () => library.move(-count(), false),
  last: () => library.move(count(), false),
  'page-up': () => library.moveRows(-page(), false),
  'page-down': () => library.moveRows(page(), false),
  'toggle-loupe': () => library.setMode(isLoupe() ? 'grid' : 'loupe'),
  'open-loupe': () => library.setMode('loupe'),
  grid: () => library.setMode('grid'),
  'actual-size': () => {
    if (isLoupe()) library.toggleActualSize();
  },
  back: () => {
    if (isLoupe()) library.setMode('grid');
    else library.deselect();
  },
  'edit-title': () => focusField('title'),
  'edit-keywords': () => focusField('keywords'),
  'select-all': () => library.selectAll(),
  undo: () => void undo(),
  redo: () => void redo(),
  commands: () => openDialog('commands'),
  keys: () => openDialog('keys'),
  search: () => {
    openSection('library');
    focusSearch();
  },
  send: () => openDialog('send'),
};

/** Runs a command: for the keyboard, the palette and the window's menu alike. */
export function runCommand(command: KeyCommand): void {
  ACTIONS[command]();
}
