import { useEffect, useEffectEvent } from 'react';
import { useShell } from '../shell/shell.store.ts';

export interface ChoiceKeys {
  readonly move: (step: number) => void;
  readonly keep: () => void;
  readonly reject: () => void;
  readonly dismiss: () => void;
  readonly go: (step: number) => void;
  readonly leave: () => void;
}

/** The keyboard of the duplicates screen. Keys that mean the same everywhere are the shell's (shell/keyboard.ts). */
export function useChoiceKeys(keys: ChoiceKeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (useShell.getState().dialog !== null || document.querySelector('dialog[open], [role=menu]')) return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (target?.closest('input, textarea, select, [contenteditable]')) return;
    // Enter belongs to the button that has the focus, unless that is the photograph itself; arrows to a row of choices.
    if (event.key === 'Enter' && target?.closest('button, a') && !target.closest('[data-card]')) return;
    if (event.key.startsWith('Arrow') && target?.closest('[role=group], [role=radiogroup]')) return;
    const action = actionOf(event.key, keys);
    if (!action) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

function actionOf(key: string, keys: ChoiceKeys): (() => void) | null {
  switch (key.toLowerCase()) {
    case 'arrowleft':
      return () => keys.move(-1);
    case 'arrowright':
      return () => keys.move(1);
    case 'arrowup':
    case 'pageup':
      return () => keys.go(-1);
    case 'arrowdown':
    case 'pagedown':
      return () => keys.go(1);
    case 'enter':
      return keys.keep;
    case 'x':
      return keys.reject;
    case 'n':
      return keys.dismiss;
    case 'escape':
      return keys.leave;
    default:
      return null;
  }
}
