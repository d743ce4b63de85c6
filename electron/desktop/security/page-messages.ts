import type { DesktopIpc, PageContents } from '../electron.ts';
import { isFromPage } from './senders.ts';

/**
 * Rule: the only way to listen to the page (checklist 17). Every message passes the sender check before its listener; an
 * answer to a stranger is `refused`. Nothing else in the host touches ipcMain: a test reads the sources for it.
 */
export function listenToPage(ipc: DesktopIpc, page: () => Pick<PageContents, 'id'> | null) {
  return {
    on(channel: string, listener: (...facts: unknown[]) => void): void {
      ipc.on(channel, (event, ...facts) => {
        if (isFromPage(event, page())) listener(...facts);
      });
    },
    answer<T>(channel: string, refused: T, listener: (...facts: unknown[]) => T | Promise<T>): void {
      ipc.handle(channel, (event, ...facts) => (isFromPage(event, page()) ? listener(...facts) : refused));
    },
  };
}
