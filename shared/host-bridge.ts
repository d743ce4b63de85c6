import type { DesktopChange, UpdateOrder } from './desktop-state.ts';

/**
 * What the page finds in `window.pouire` when a desktop window holds it; undefined in a browser. The preload script
 * implements it, the page uses it: nothing else of Electron reaches the page.
 */
export interface HostBridge {
  readonly platform: 'win32' | 'darwin' | 'linux';
  /**
   * Asks for a line to the studio. A MessagePort cannot pass through Electron's context bridge, so it arrives as a window
   * message `{ type: 'pouire-port', request }` from this very window, the port being its only transferred object.
   */
  connect(request: string): void;
  /** Called with true when the studio is (again) there to connect to, with false when its process was lost. Returns its undoing. */
  onStudio(listener: (available: boolean) => void): () => void;
  /** The real path of a file dropped on the page; '' when it has none (an image dragged out of another page). */
  pathForFile(file: File): string;
  /** The system's folder dialog; empty when cancelled. */
  chooseFolders(): Promise<readonly string[]>;
  /** The system's dialog for photographs; empty when cancelled. */
  choosePhotos(): Promise<readonly string[]>;
  /** Called when a menu command concerns the page. Returns its undoing. */
  onCommand(listener: (command: MenuCommand) => void): () => void;
  /** What was opened with the application since it was last asked: a list of `opened` (shared/desktop-state.ts). */
  takeOpened(): Promise<unknown>;
  /** Called when there is something to take. Returns its undoing. */
  onOpened(listener: () => void): () => void;
  /** Photos are dragged out of the window: the system takes over with their own files. */
  dragOut(photos: readonly number[]): void;
  /** The window's choices, after a change if one is given: `desktopState` (shared/desktop-state.ts). */
  desktop(change?: DesktopChange): Promise<unknown>;
  /** Called with the same when it changed by itself. Returns its undoing. */
  onDesktop(listener: (state: unknown) => void): () => void;
  update(order: UpdateOrder): void;
  /** Shows a folder of the studio in the system's file manager. */
  openFolder(which: 'logs' | 'data'): void;
}

/** Menu items whose work is done in the page. */
export const MENU_COMMANDS = [
  'add-folders',
  'add-photos',
  'import-card',
  'search',
  'commands',
  'undo',
  'redo',
  'settings',
  'keys',
  'select-all',
  'check-updates',
  'licences',
  'logs',
] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

/** Type of the window message that carries the port. */
export const PORT_MESSAGE = 'pouire-port';

/** Address of a derived image in a desktop window; the web host has the same path below `/media/`. */
export const MEDIA_ORIGIN = 'studio://media';
/** Origin of the page in a desktop window. */
export const PAGE_ORIGIN = 'studio://app';
