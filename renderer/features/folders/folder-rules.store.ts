import { create } from 'zustand';
import type { FolderId } from '../../../shared/domain/ids.ts';

/** The folder whose settings are open. */
export const useFolderRules = create<{ readonly folder: FolderId | null }>(() => ({ folder: null }));

export function openFolderRules(folder: FolderId): void {
  useFolderRules.setState({ folder });
}

export function closeFolderRules(): void {
  useFolderRules.setState({ folder: null });
}
