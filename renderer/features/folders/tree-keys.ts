import type { KeyboardEvent, SyntheticEvent } from 'react';

/** What a line of the tree is found by. */
const LINE = 'button[data-branch]';

/** Who clicks a folder goes on with the photos: the arrows are the tree's only for who came to it by the keyboard. */
const pointed = new WeakSet<EventTarget>();

export function pointAt(event: SyntheticEvent): void {
  pointed.add(event.currentTarget);
}

export function leaveLine(event: SyntheticEvent): void {
  pointed.delete(event.currentTarget);
}

/**
 * The arrows of a tree: → opens a folder, then goes into it; ← closes it, then goes to the one it is in; ↑ and ↓ go along
 * the lines that show. `expanded` is null for a folder without subfolders.
 */
export function walkTree(
  event: KeyboardEvent<HTMLButtonElement>,
  expanded: boolean | null,
  onToggle: () => void,
): void {
  const line = event.currentTarget;
  if (pointed.has(line) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const item = line.closest('li');
  const lines = [...(line.closest('[data-tree]')?.querySelectorAll<HTMLElement>(LINE) ?? [])];
  const next = (step: number) => lines[lines.indexOf(line) + step];
  switch (event.key) {
    case 'ArrowRight':
      if (expanded === false) onToggle();
      else item?.querySelector<HTMLElement>(`:scope ul ${LINE}`)?.focus();
      break;
    case 'ArrowLeft':
      if (expanded) onToggle();
      else item?.parentElement?.closest('li')?.querySelector<HTMLElement>(LINE)?.focus();
      break;
    case 'ArrowDown':
      next(1)?.focus();
      break;
    case 'ArrowUp':
      next(-1)?.focus();
      break;
    default:
      return;
  }
  event.preventDefault();
}
