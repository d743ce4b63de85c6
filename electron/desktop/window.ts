import { PAGE_ORIGIN } from '../../shared/host-bridge.ts';
import type { DesktopElectron, DesktopWindow } from './electron.ts';
import { securePreferences } from './security/web-preferences.ts';
import { keepPlace, openingPlace, readPlace, SMALLEST } from './window-place.ts';

/** interface.md, token canvas, dark: what shows before the page has drawn. */
const CANVAS = '#161616';

/** Opens the studio's window where it was last time. */
export function openWindow(
  electron: DesktopElectron,
  options: { preload: string; placeFile: string; icon: string | null },
): DesktopWindow {
  const areas = electron.screen.getAllDisplays().map((display) => display.workArea);
  const place = openingPlace(readPlace(options.placeFile), areas);
  const window = new electron.BrowserWindow({
    x: place.x,
    y: place.y,
    width: place.width,
    height: place.height,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    backgroundColor: CANVAS,
    title: 'Pouire Studio',
    ...(options.icon && { icon: options.icon }),
    webPreferences: securePreferences(options.preload, !electron.app.isPackaged),
  });
  if (place.maximized) window.maximize();
  const keep = () => {
    if (!window.isDestroyed() && !window.isMinimized()) {
      keepPlace(options.placeFile, { ...window.getNormalBounds(), maximized: window.isMaximized() });
    }
  };
  window.once('ready-to-show', () => window.show());
  window.on('close', keep);
  void window.loadURL(`${PAGE_ORIGIN}/index.html`);
  return window;
}

/** Brings the window to the person who started the application a second time. */
export function bringForward(window: DesktopWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
