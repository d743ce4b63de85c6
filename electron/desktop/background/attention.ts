import type { DesktopApp, DesktopWindow } from '../electron.ts';
import { fractionSent, type Sending } from './sending.ts';

/** No bar (Electron: any value below zero). */
const NONE = -1;

/**
 * The queue on the taskbar or dock: how far it is on the window's button, how many photos are left on the icon. On Windows
 * the bar turns yellow while paused and red when something needs her.
 */
export function showAttention(
  app: Pick<DesktopApp, 'setBadgeCount'>,
  window: DesktopWindow | null,
  queue: Sending,
): void {
  app.setBadgeCount(queue.left);
  if (!window || window.isDestroyed()) return;
  if (queue.left === 0) window.setProgressBar(NONE);
  else
    window.setProgressBar(fractionSent(queue), {
      mode: queue.paused ? 'paused' : queue.failed > 0 ? 'error' : 'normal',
    });
}
