import { create } from 'zustand';
import { openDialog } from '../shell/shell.store.ts';
import type { PageFile } from './page-files.ts';

/** What the import window is about: paths the studio can read itself, contents that only the page has, or nothing yet. */
export type ImportSubject =
  | { readonly kind: 'choose' }
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'files'; readonly files: readonly PageFile[] };

interface ImportStore {
  readonly subject: ImportSubject;
  /** Folders to be watched where « Ajouter sur place » is chosen. */
  readonly inPlace: readonly string[];
}

export const useImportSubject = create<ImportStore>(() => ({ subject: { kind: 'choose' }, inPlace: [] }));

/** Opens the import window. */
export function openImport(subject: ImportSubject = { kind: 'choose' }): void {
  useImportSubject.setState({ subject });
  openDialog('import');
}

/** Asks what to do with paths that were dropped, pasted or chosen: add them where they are, or copy them. */
export function askWhatToDo(paths: readonly string[], inPlace: readonly string[]): void {
  if (paths.length === 0) return;
  useImportSubject.setState({ subject: { kind: 'paths', paths }, inPlace });
  openDialog('drop');
}
