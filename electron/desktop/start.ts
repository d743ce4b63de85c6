import { join } from 'node:path';
import type { HostBridge } from '../../shared/host-bridge.ts';
import { CHANNELS } from './channels.ts';
import type { DesktopElectron, DesktopWindow } from './electron.ts';
import { menuTemplate } from './menu.ts';
import { declareScheme, serveScheme } from './protocol.ts';
import { guardNavigation } from './security/navigation.ts';
import { refusePermissions } from './security/permissions.ts';
import { isFromPage } from './security/senders.ts';
import { refuseWebviews } from './security/webview.ts';
import { guardWindowOpen } from './security/window-open.ts';
import { type StudioProcess, startStudioProcess } from './studio-process.ts';
import { bringForward, openWindow } from './window.ts';
import { type Language, languageOf, WORDS } from './words.ts';

export interface DesktopOptions {
  readonly platform: HostBridge['platform'];
  /** The built application: page/, node/ and preload/ lie in it. */
  readonly distDir: string;
  readonly icon: string | null;
  /** Where the catalogue lies; the studio's own default when null. */
  readonly dataDir: string | null;
  /** A marketplace to be used instead of the local one; handed on to the core. */
  readonly server: string | null;
}

/** The core gets this long to close; with Electron's own second the application is gone within three. */
const CLOSING_PATIENCE_MS = 2000;

/**
 * The desktop host: one instance, one window, the studio in a process of its own, and lines between them. It decides
 * nothing about photographs, accounts or money.
 */
export async function startDesktop(electron: DesktopElectron, options: DesktopOptions): Promise<void> {
  const { app } = electron;
  // A second catalogue is a second application: its own lock, its own window place.
  if (options.dataDir) app.setPath('userData', join(options.dataDir, 'desktop'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  declareScheme(electron.protocol);
  app.on('web-contents-created', (_event, contents) => {
    guardNavigation(contents);
    refuseWebviews(contents);
    guardWindowOpen(contents, electron.shell);
  });

  let window: DesktopWindow | null = null;
  let studio: StudioProcess | null = null;
  let language: Language = 'fr';
  let quitting: 'no' | 'closing' | 'closed' = 'no';

  const tellPage = (channel: string, ...facts: unknown[]) => {
    if (window && !window.isDestroyed()) window.webContents.send(channel, ...facts);
  };
  const showMenu = () =>
    electron.menu.set(menuTemplate(options.platform, language, (command) => tellPage(CHANNELS.command, command)));
  const showWindow = () => {
    if (window) {
      bringForward(window);
      return;
    }
    window = openWindow(electron, {
      preload: join(options.distDir, 'preload', 'preload.cjs'),
      placeFile: join(app.getPath('userData'), 'window.json'),
      icon: options.icon,
    });
    window.on('closed', () => {
      window = null;
    });
  };

  app.on('second-instance', showWindow);
  app.on('activate', showWindow);
  app.on('window-all-closed', () => {
    if (options.platform !== 'darwin') app.quit();
  });
  app.on('before-quit', (event) => {
    if (quitting === 'closed' || !studio) return;
    event.preventDefault();
    if (quitting === 'closing') return;
    quitting = 'closing';
    void studio.end(CLOSING_PATIENCE_MS).then(() => {
      quitting = 'closed';
      app.quit();
    });
  });

  // A page that asks while the studio is away gets its line as soon as there is one.
  let waiting: string | null = null;
  const giveLine = (request: string) => {
    const port = studio?.connect();
    if (!port) waiting = request;
    else if (window && !window.isDestroyed()) window.webContents.postMessage(CHANNELS.port, request, [port]);
  };
  electron.ipcMain.on(CHANNELS.connect, (event, request) => {
    if (!window || !isFromPage(event, window.webContents) || typeof request !== 'string') return;
    giveLine(request.slice(0, 100));
  });
  electron.ipcMain.handle(CHANNELS.chooseFolders, async (event) => {
    if (!window || !isFromPage(event, window.webContents)) return [];
    const answer = await electron.dialog.showOpenDialog({
      title: WORDS[language].chooseFolders,
      properties: ['openDirectory', 'multiSelections'],
    });
    return answer.canceled ? [] : answer.filePaths;
  });

  electron.ipcMain.handle(CHANNELS.choosePhotos, async (event) => {
    if (!window || !isFromPage(event, window.webContents)) return [];
    const answer = await electron.dialog.showOpenDialog({
      title: WORDS[language].choosePhotos,
      properties: ['openFile', 'multiSelections'],
    });
    return answer.canceled ? [] : answer.filePaths;
  });

  await app.whenReady();
  language = languageOf(app.getLocale());
  refusePermissions(electron.session());
  studio = startStudioProcess({
    electron,
    program: (name) => join(options.distDir, 'node', `${name}.js`),
    args: [
      ...['--version', app.getVersion(), '--locale', app.getLocale()],
      ...(options.dataDir ? ['--data', options.dataDir] : []),
      ...(options.server ? ['--server', options.server] : []),
    ],
    onAvailable: (available) => {
      tellPage(CHANNELS.studio, available);
      const request = waiting;
      waiting = null;
      if (available && request) giveLine(request);
    },
    onLanguage: (chosen) => {
      language = chosen;
      showMenu();
    },
    onFailed: (title, message) => {
      electron.dialog.showErrorBox(title || WORDS[language].stoppedTitle, message || WORDS[language].stopped);
      quitting = 'closed';
      app.exit(1);
    },
  });
  serveScheme(electron.protocol, {
    pageDir: join(options.distDir, 'page'),
    derivedDir: () => studio?.derivedDir ?? null,
    picture: (photoId, kind, signal) => studio?.picture(photoId, kind, signal) ?? Promise.resolve(null),
  });
  showMenu();
  showWindow();
}
