import { join } from 'node:path';
import { LINK_SCHEME } from '../../shared/domain/app-link.ts';
import type { HostBridge } from '../../shared/host-bridge.ts';
import { showAttention } from './background/attention.ts';
import { createDeparture } from './background/departure.ts';
import { createLeaving } from './background/leaving.ts';
import { HIDDEN, loginItem } from './background/login-item.ts';
import { createNotices } from './background/notices.ts';
import { watchPower } from './background/power.ts';
import { proxyFor } from './background/proxy.ts';
import { isSending, NOTHING_SENT, type Sending } from './background/sending.ts';
import { createTray } from './background/tray.ts';
import { CHANNELS } from './channels.ts';
import { openChoices } from './choices.ts';
import { asksForDoctor, runDesktopDoctor } from './doctor.ts';
import type { DesktopElectron } from './electron.ts';
import { keepCrashDumps } from './health/crash-dumps.ts';
import { logUncaught, openDesktopLog } from './health/desktop-log.ts';
import { keepPageAlive } from './health/page-process.ts';
import { menuTemplate } from './menu.ts';
import { hearOpening } from './opening/hear-opening.ts';
import { createOpened } from './opening/opened.ts';
import { createPageLine } from './page-line.ts';
import { answerPage } from './page-requests.ts';
import { declareScheme, serveScheme } from './protocol.ts';
import { guardNavigation } from './security/navigation.ts';
import { refuseNetwork } from './security/network.ts';
import { refusePermissions } from './security/permissions.ts';
import { refuseWebviews } from './security/webview.ts';
import { guardWindowOpen } from './security/window-open.ts';
import { type StudioProcess, startStudioProcess } from './studio-process.ts';
import { checkSpelling, offerTextMenu } from './text-menu.ts';
import type { Updater } from './updates/updater.ts';
import { createUpdates } from './updates/updates.ts';
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
  /** This start's command line, the program first, and the folder it was written in. */
  readonly argv?: readonly string[];
  readonly workingDirectory?: string;
  /** A picture for the tray, and under the pointer while photos are dragged out. */
  readonly trayIcon?: string;
  /** Linux: where programs lie that start with the session, and what starts this one. */
  readonly autostartDir?: string;
  readonly executable?: string;
  /** Whose errors that nobody caught are written down: this process. */
  readonly uncaught?: Parameters<typeof logUncaught>[1];
  /** null: this installation is not updated by itself. */
  readonly updater?: (() => Promise<Updater>) | null;
  /** One line to the terminal that started this; done when it is written. */
  readonly print?: (line: string) => Promise<void>;
}

/** The core gets this long to close; with Electron's own second the application is gone within three. */
const CLOSING_PATIENCE_MS = 2_000;
const USER_MODEL_ID = 'com.pouire.studio';
/** Whose proxy is asked for when no server was given. */
const USUAL_SERVER = 'https://pouire.com';

/** The desktop application: one instance, its window, the core's process, and what is said between them. */
export async function startDesktop(electron: DesktopElectron, options: DesktopOptions): Promise<void> {
  const { app } = electron;
  if (asksForDoctor(options.argv ?? [], app.isPackaged)) return await runDesktopDoctor(electron, options);
  // A second catalogue is a second application: its own lock, its own window place.
  if (options.dataDir) app.setPath('userData', join(options.dataDir, 'desktop'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const userData = app.getPath('userData');
  const log = openDesktopLog(join(userData, 'logs', 'desktop.log'));
  if (options.uncaught) logUncaught(log, options.uncaught);
  keepCrashDumps(electron);
  app.enableSandbox();
  app.setAppUserModelId(USER_MODEL_ID);
  declareScheme(electron.protocol);

  const page = createPageLine();
  const choices = openChoices(join(userData, 'choices.json'));
  const mayLeave = createLeaving(electron, choices);
  const iconFile = options.trayIcon ?? options.icon ?? '';
  let studio: StudioProcess | null = null;
  let language: Language = 'fr';
  let queue: Sending = NOTHING_SENT;
  let isReady = false;
  const departure = createDeparture({
    app,
    platform: options.platform,
    page,
    isSending: () => isSending(queue),
    ask: () => mayLeave(queue, language),
    endStudio: () => studio?.end(CLOSING_PATIENCE_MS) ?? null,
  });

  app.on('web-contents-created', (_event, contents) => {
    guardNavigation(contents);
    refuseWebviews(contents);
    guardWindowOpen(contents, electron.shell);
    offerTextMenu(electron, contents, () => language);
    keepPageAlive(electron, contents, { language: () => language, log, onFailed: electron.dialog.showErrorBox });
  });

  const showWindow = () => {
    if (!isReady) return;
    departure.windowIsBack();
    if (page.window) {
      bringForward(page.window);
      return;
    }
    const window = openWindow(electron, {
      preload: join(options.distDir, 'preload', 'preload.cjs'),
      placeFile: join(userData, 'window.json'),
      icon: options.icon,
    });
    page.window = window;
    window.on('closed', () => {
      page.window = null;
    });
    departure.watch(window);
    showAttention(app, window, queue);
  };
  const opened = createOpened(() => page.tell(CHANNELS.opened), log);
  const opening = hearOpening(app, opened, showWindow);
  app.on('activate', showWindow);
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    if (reason !== 'clean-exit') log('process gone', { type, reason, exitCode, name });
  });

  const updates = createUpdates({
    updater: options.updater ?? null,
    choices: choices.get,
    isSending: () => isSending(queue),
    beforeInstall: departure.closeStudio,
    onChange: () => requests.tellState(),
    log,
  });
  const requests = answerPage({
    electron,
    page,
    studio: () => studio,
    language: () => language,
    opened,
    choices,
    login: loginItem(app, options.platform, {
      autostartDir: options.autostartDir ?? '',
      executable: options.executable ?? '',
    }),
    updates,
    dragIcon: iconFile,
  });

  await app.whenReady();
  isReady = true;
  language = languageOf(app.getLocale());
  const session = electron.session();
  refusePermissions(session);
  refuseNetwork(session, !app.isPackaged);
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);

  const tray = createTray(electron, iconFile, {
    open: showWindow,
    pause: () => studio?.tell({ type: 'queue', order: 'pause' }),
    resume: () => studio?.tell({ type: 'queue', order: 'resume' }),
    quit: () => app.quit(),
  });
  const speak = () => {
    electron.menu.set(menuTemplate(options.platform, language, (command) => page.tell(CHANNELS.command, command)));
    checkSpelling(session, language);
    tray.show(queue, language);
  };
  const notices = createNotices(electron, (id, action, opens) => {
    opened.link(opens);
    showWindow();
    studio?.tell({ type: 'notice-chosen', id, action });
  });
  const tellProxy = () =>
    void proxyFor(session, options.server ?? USUAL_SERVER).then((address) => {
      if (address === 'unusable') log('no proxy that can be used', {});
      else studio?.tell({ type: 'proxy', address });
    });
  const power = watchPower(electron, (message) => message.type === 'surroundings' && studio?.tell(message), {
    onShutdown: departure.goNow,
    onResume: tellProxy,
  });

  studio = startStudioProcess({
    electron,
    program: (name) => join(options.distDir, 'node', `${name}.js`),
    args: [
      ...['--version', app.getVersion(), '--locale', app.getLocale()],
      ...['--desktop', userData, '--dumps', app.getPath('crashDumps')],
      ...(options.dataDir ? ['--data', options.dataDir] : []),
      ...(options.server ? ['--server', options.server] : []),
    ],
    onAvailable: (available) => {
      page.tell(CHANNELS.studio, available);
      if (!available) return;
      power.tell();
      tellProxy();
      requests.studioIsThere();
    },
    onLanguage: (chosen) => {
      language = chosen;
      speak();
    },
    onSending: (now) => {
      queue = now;
      tray.show(queue, language);
      showAttention(app, page.window, queue);
      void updates.queueChanged();
    },
    onNotice: notices.show,
    onWithdrawnNotice: notices.withdraw,
    log,
    onFailed: (title, message) => {
      electron.dialog.showErrorBox(title || WORDS[language].stoppedTitle, message || WORDS[language].stopped);
      departure.studioIsGone();
      app.exit(1);
    },
  });
  serveScheme(electron.protocol, {
    pageDir: join(options.distDir, 'page'),
    derivedDir: () => studio?.derivedDir ?? null,
    picture: (photoId, kind, signal) => studio?.picture(photoId, kind, signal) ?? Promise.resolve(null),
  });
  speak();
  updates.start();
  const argv = options.argv ?? [];
  opening.takeArguments(argv, options.workingDirectory ?? '/');
  if (startsHidden(app, options.platform, argv)) departure.startInBackground();
  else showWindow();
}

/** Whether this is a start at login, which shows no window. */
function startsHidden(
  app: Pick<DesktopElectron['app'], 'getLoginItemSettings'>,
  platform: HostBridge['platform'],
  argv: readonly string[],
): boolean {
  return argv.includes(HIDDEN) || (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);
}
