import { create } from 'zustand';

/** What lies beside the photos, and over them where the window is too narrow for both. */
export type PanelName = 'folders' | 'inspector';

interface PanelsState {
  /** The one that lies over the photos of a narrow window; a wide one shows both and doesn't ask. */
  readonly over: PanelName | null;
}

export const usePanels = create<PanelsState>(() => ({ over: null }));

export function layOver(panel: PanelName): void {
  usePanels.setState({ over: panel });
}

export function togglePanel(panel: PanelName): void {
  usePanels.setState(({ over }) => ({ over: over === panel ? null : panel }));
}

export function clearPanels(): void {
  usePanels.setState({ over: null });
}
