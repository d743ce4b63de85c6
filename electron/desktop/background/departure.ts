import type { HostBridge } from '../../../shared/host-bridge.ts';
import type { DesktopApp, DesktopWindow } from '../electron.ts';
import type { PageLine } from '../page-line.ts';
import type { Leaving } from './leaving.ts';

export interface DepartureParts {
  readonly app: Pick<DesktopApp, 'on' | 'quit'>;
  readonly platform: HostBridge['platform'];
  readonly page: PageLine;
  readonly isSending: () => boolean;
  /** What leaving means now; asks her where it has to. */
  readonly ask: () => Promise<Leaving>;
  /** Ends the studio cleanly; null while there is none, and nothing to wait for. */
  readonly endStudio: () => Promise<void> | null;
}

export type Departure = ReturnType<typeof createDeparture>;

/**
 * How the application ends: a window that closes, « Quitter », a system that goes down. The studio is closed first and given
 * two seconds; while photos are on their way she is asked, and the window may go without the application.
 */
export function createDeparture({ app, platform, page, isSending, ask, endStudio }: DepartureParts) {
  let quitting: 'no' | 'asking' | 'closing' | 'closed' = 'no';
  /** The system goes down, or a new version is installed: no questions. */
  let mustGo = false;
  /** She let the window go while photos are being sent: its end is not the application's. */
  let inBackground = false;

  function goToBackground(): void {
    inBackground = true;
    page.window?.close();
  }

  function quitNow(ending = endStudio() ?? Promise.resolve()): void {
    quitting = 'closing';
    void ending.then(() => {
      quitting = 'closed';
      app.quit();
    });
  }

  function follow(answer: Leaving): void {
    // Meanwhile the system may have gone down.
    if (quitting === 'closing' || quitting === 'closed') return;
    quitting = 'no';
    if (answer === 'background') goToBackground();
    else if (answer === 'quit') quitNow();
  }

  app.on('window-all-closed', () => {
    if (platform !== 'darwin' && !inBackground) app.quit();
  });
  app.on('before-quit', (event) => {
    if (quitting === 'closed') return;
    if (quitting !== 'closing' && (mustGo || !isSending())) {
      const ending = endStudio();
      if (ending === null) return;
      event.preventDefault();
      quitNow(ending);
      return;
    }
    event.preventDefault();
    if (quitting !== 'no') return;
    quitting = 'asking';
    void ask().then(follow);
  });

  return {
    watch(window: DesktopWindow): void {
      window.on('session-end', () => {
        mustGo = true;
      });
      window.on('close', (event) => {
        // macOS: closing a window never ends the application.
        if (platform === 'darwin' || quitting !== 'no' || mustGo || inBackground || !isSending()) return;
        event.preventDefault();
        void ask().then(follow);
      });
    },
    /** Without a window from now on: a start at login. */
    startInBackground(): void {
      inBackground = true;
    },
    windowIsBack(): void {
      inBackground = false;
    },
    /** The system goes down: nobody is asked. */
    goNow(): void {
      mustGo = true;
      app.quit();
    },
    /** Ends the studio and leaves the application's end to the caller (a new version, a failure). */
    async closeStudio(): Promise<void> {
      mustGo = true;
      quitting = 'closing';
      await endStudio();
      quitting = 'closed';
    },
    /** The studio is gone for good; ending is all that is left. */
    studioIsGone(): void {
      quitting = 'closed';
    },
  };
}
