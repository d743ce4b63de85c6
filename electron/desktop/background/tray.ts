import type { MenuItemConstructorOptions } from 'electron';
import type { DesktopElectron, DesktopTray } from '../electron.ts';
import { type Language, WORDS } from '../words.ts';
import { fractionSent, type Sending } from './sending.ts';

export interface TrayOrders {
  open(): void;
  pause(): void;
  resume(): void;
  quit(): void;
}

/** One line on the queue, for the tray's tip and menu. */
export function queueLine(queue: Sending, language: Language): string {
  const words = WORDS[language];
  const percent = new Intl.NumberFormat(language, { style: 'percent' }).format(fractionSent(queue));
  const photos = words.photosLeft(queue.left);
  if (queue.left === 0) return queue.failed > 0 ? words.photosFailed(queue.failed) : words.nothingToSend;
  return queue.paused ? words.pausedWith(photos) : words.sendingWith(photos, percent);
}

export function trayTemplate(queue: Sending, language: Language, orders: TrayOrders): MenuItemConstructorOptions[] {
  const words = WORDS[language];
  return [
    { label: queueLine(queue, language), enabled: false },
    { type: 'separator' },
    { label: words.openStudio, click: () => orders.open() },
    queue.paused
      ? { label: words.resumeSending, click: () => orders.resume() }
      : { label: words.pauseSending, enabled: queue.left > 0, click: () => orders.pause() },
    { type: 'separator' },
    { label: words.quit, click: () => orders.quit() },
  ];
}

/** The icon beside the clock: the queue's state, and the way back to the window. A system without a tray does without. */
export function createTray(electron: Pick<DesktopElectron, 'tray'>, iconFile: string, orders: TrayOrders) {
  let tray: DesktopTray | null = null;
  let shown = '';
  try {
    tray = electron.tray(iconFile);
    tray.on('click', () => orders.open());
  } catch {
    tray = null;
  }
  return {
    /** Drawn again only when it says something else: some systems close an open menu for it. */
    show(queue: Sending, language: Language): void {
      const now = `${language} ${queue.paused} ${queue.left > 0} ${queueLine(queue, language)}`;
      if (!tray || now === shown) return;
      shown = now;
      tray.setToolTip(`Pouire Studio — ${queueLine(queue, language)}`);
      tray.setMenu(trayTemplate(queue, language, orders));
    },
    end(): void {
      tray?.destroy();
      tray = null;
    },
  };
}
export type StudioTray = ReturnType<typeof createTray>;
