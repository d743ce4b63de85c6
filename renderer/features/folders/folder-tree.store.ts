import { create } from 'zustand';

/** Paths of the folders whose subfolders show. Lives as long as the window. */
export const useOpenFolders = create<{ readonly open: ReadonlySet<string> }>(() => ({ open: new Set() }));

export function toggleFolder(path: string): void {
  useOpenFolders.setState(({ open }) => {
    const next = new Set(open);
    if (!next.delete(path)) next.add(path);
    return { open: next };
  });
}
