import { useEffect } from 'react';
import { focusField } from '../library/inspector/focus-field.ts';
import { commandOfKey, type KeyCommand } from '../library/keymap.ts';
import { library, useLibrary } from '../library/library.store.ts';
import { decide, redo, toggleLabel, undo } from '../library/review.ts';
import { focusSearch } from './focus-search.ts';
import { openDialog, openSection, useShell } from './shell.store.ts';

/** Keys that mean the same everywhere, a field or the library. */
const EVERYWHERE: ReadonlySet<KeyCommand> = new Set(['commands', 'search']);
/** Keys of the shell, whatever the section. */
const ANY_SECTION: ReadonlySet<KeyCommand> = new Set(['commands', 'search', 'keys', 'undo', 'redo', 'send']);

/** The whole keyboard, in one place. */
export function useKeyboard(): void {
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      const command = commandOfKey(event);
      if (command === null || event.defaultPrevented) return;
      const { section, dialog } = useShell.getState();
      if (dialog !== null || document.querySelector('dialog[open]')) return;
      const target = event.target instanceof HTMLElement ? event.target : null;
      const typing = target?.closest('input:not([type=checkbox]), textarea, select, [contenteditable]');
      if (typing && !EVERYWHERE.has(command)) return;
      // Space and Enter belong to the button that has the focus.
      if ((event.key === ' ' || event.key === 'Enter') && target?.closest('button, a, summary') && !event.ctrlKey)
        return;
      // Arrows belong to sliders, radio groups and tabs.
      if (event.key.startsWith('Arrow') && target?.closest('[role=slider], [role=radiogroup], [role=menu]')) return;
      if (section !== 'library' && !ANY_SECTION.has(command)) return;
      event.preventDefault();
      run(command);
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

function run(command: KeyCommand): void {
  const { columns, rowsPerPage, mode, order, selection } = useLibrary.getState();
  const row = mode === 'loupe' ? 1 : columns;
  switch (command) {
    case 'approve':
      return decide({ review: 'approved' });
    case 'reject':
      return decide({ review: 'rejected' });
    case 'clear-review':
      return decide({ review: 'unreviewed' });
    case 'rate-0':
    case 'rate-1':
    case 'rate-2':
    case 'rate-3':
    case 'rate-4':
    case 'rate-5':
      return decide({ rating: Number(command.slice(-1)) });
    case 'label-red':
      return toggleLabel('red');
    case 'label-yellow':
      return toggleLabel('yellow');
    case 'label-green':
      return toggleLabel('green');
    case 'label-blue':
      return toggleLabel('blue');
    case 'left':
      return library.move(-1, false);
    case 'right':
      return library.move(1, false);
    case 'up':
      return library.move(-row, false);
    case 'down':
      return library.move(row, false);
    case 'extend-left':
      return library.move(-1, true);
    case 'extend-right':
      return library.move(1, true);
    case 'extend-up':
      return library.move(-row, true);
    case 'extend-down':
      return library.move(row, true);
    case 'first':
      return library.move(-order.length, false);
    case 'last':
      return library.move(order.length, false);
    case 'page-up':
      return library.move(-row * rowsPerPage, false);
    case 'page-down':
      return library.move(row * rowsPerPage, false);
    case 'toggle-loupe':
      return library.setMode(mode === 'loupe' ? 'grid' : 'loupe');
    case 'open-loupe':
      return library.setMode('loupe');
    case 'grid':
      return library.setMode('grid');
    case 'actual-size':
      if (mode === 'loupe') library.toggleActualSize();
      return;
    case 'back':
      if (mode === 'loupe') return library.setMode('grid');
      if (selection.ids.size > 0) library.deselect();
      return;
    case 'edit-title':
      return focusField('title');
    case 'edit-keywords':
      return focusField('keywords');
    case 'select-all':
      return library.selectAll();
    case 'undo':
      return void undo();
    case 'redo':
      return void redo();
    case 'commands':
      return openDialog('commands');
    case 'keys':
      return openDialog('keys');
    case 'search':
      openSection('library');
      return focusSearch();
    case 'send':
      return openDialog('send');
  }
}

/** Runs a command from elsewhere than the keyboard: the palette, the window's menu. */
export const runCommand = run;
