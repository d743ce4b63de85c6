import { create } from 'zustand';

export const SECTIONS = ['library', 'uploads', 'sales', 'statements'] as const;
/** What the window shows: a section of the bar, or a screen reached from one. */
export type Section = (typeof SECTIONS)[number] | 'duplicates';

/** Dialogs that any part of the page may open; one at a time. */
export type DialogName =
  | 'commands'
  | 'keys'
  | 'settings'
  | 'watermark'
  | 'export'
  | 'doctor'
  | 'logs'
  | 'licences'
  | 'add-folder'
  | 'import'
  | 'imports'
  | 'drop'
  | 'send'
  | 'sign-in'
  | 'profile'
  | 'quarantine'
  | 'write-originals'
  | 'wording'
  | 'to-fix';

interface ShellState {
  readonly section: Section;
  readonly dialog: DialogName | null;
}

export const useShell = create<ShellState>(() => ({ section: 'library', dialog: null }));

export function openSection(section: Section): void {
  useShell.setState({ section });
}

export function openDialog(dialog: DialogName): void {
  useShell.setState({ dialog });
}

export function closeDialog(): void {
  useShell.setState({ dialog: null });
}
