import type { DesktopWindow } from './electron.ts';

/** The window there is now, and what is said to the page in it. Words to a window that is gone are lost: a new page asks. */
export function createPageLine() {
  let window: DesktopWindow | null = null;
  return {
    get window(): DesktopWindow | null {
      return window && !window.isDestroyed() ? window : null;
    },
    set window(opened: DesktopWindow | null) {
      window = opened;
    },
    tell(channel: string, ...facts: unknown[]): void {
      if (window && !window.isDestroyed()) window.webContents.send(channel, ...facts);
    },
  };
}
export type PageLine = ReturnType<typeof createPageLine>;
