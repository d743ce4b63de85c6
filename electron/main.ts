import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  Notification,
  nativeImage,
  net,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
} from 'electron';
import { startDesktop } from './desktop/start.ts';

// Electron's entry. It hands the real modules to the host and ends here; everything it does is in desktop/, where tests
// reach it. Built to dist/node/main.js.

const distDir = join(import.meta.dirname, '..');
const picture = join(distDir, '..', 'resources', 'icons', '512x512.png');
/** Pixels of an icon beside the clock: the menu bar of macOS is higher. */
const TRAY_SIZE = process.platform === 'darwin' ? 18 : 16;

function tray(iconFile: string) {
  const icon = nativeImage.createFromPath(iconFile).resize({ width: TRAY_SIZE, height: TRAY_SIZE, quality: 'best' });
  const made = new Tray(icon);
  return {
    setToolTip: (text: string) => made.setToolTip(text),
    setMenu: (template: Electron.MenuItemConstructorOptions[]) => made.setContextMenu(Menu.buildFromTemplate(template)),
    on: (event: 'click', listener: () => void) => made.on(event, listener),
    destroy: () => made.destroy(),
  };
}

/** Packages that carry the address of their updates (electron-builder writes it) are updated; others by who installed them. */
const isUpdated = app.isPackaged && existsSync(join(process.resourcesPath, 'app-update.yml'));

void startDesktop(
  {
    app,
    BrowserWindow,
    crashReporter,
    dialog,
    ipcMain,
    menu: {
      set: (template) => Menu.setApplicationMenu(Menu.buildFromTemplate(template)),
      popup: (template) => Menu.buildFromTemplate(template).popup(),
    },
    MessageChannelMain,
    net,
    Notification,
    // Not to be touched before the application is ready, so it is looked up when it is used.
    get powerMonitor() {
      return powerMonitor;
    },
    protocol,
    // Electron refuses these two before the application is ready, so they are looked up when they are used.
    screen: { getAllDisplays: () => screen.getAllDisplays() },
    session: () => session.defaultSession,
    shell,
    tray,
    utilityProcess,
  },
  {
    platform: process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux',
    distDir,
    icon: process.platform === 'linux' ? picture : null,
    trayIcon: picture,
    argv: process.argv,
    print: (line) => new Promise((done) => void process.stdout.write(`${line}\n`, () => done())),
    uncaught: process,
    workingDirectory: process.cwd(),
    autostartDir: join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'autostart'),
    // An AppImage runs from a place that is gone tomorrow; the file itself is what starts again.
    executable: process.env.APPIMAGE ?? process.execPath,
    updater: isUpdated
      ? async () => {
          const { packageUpdater } = await import('./desktop/updates/package-updater.ts');
          const { autoUpdater } = await import('electron-updater');
          return packageUpdater(autoUpdater);
        }
      : null,
    dataDir: process.env.POUIRE_DATA ?? null,
    server: process.env.POUIRE_SERVER ?? null,
  },
);
