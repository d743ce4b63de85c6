import { EventEmitter } from 'node:events';
import type {
  BrowserWindowConstructorOptions,
  CrashReporterStartOptions,
  CustomScheme,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  MessagePortMain,
  NotificationConstructorOptions,
  ProgressBarOptions,
} from 'electron';
import type {
  ChildProcess,
  DesktopElectron,
  DesktopNotification,
  DesktopTray,
  DesktopWindow,
  GuardedContents,
  NavigationAttempt,
  PageProcess,
  SenderEvent,
  WritingContents,
} from '../../electron/desktop/electron.ts';
import { PAGE_ORIGIN } from '../../shared/host-bridge.ts';

// THE double of Electron, typed as the host's own view of electron.d.ts. Everything is recorded; a call that the double does
// not know throws, so that no test passes on a call that does nothing.

/** Throws on whatever the object does not have. */
function strict<T extends object>(name: string, known: T): T {
  const refuse = (key: string | symbol): never => {
    throw new Error(`Electron's double does not know ${name}.${String(key)}`);
  };
  return new Proxy(known, {
    get: (target, key, receiver) =>
      key in target || key === 'then' ? Reflect.get(target, key, receiver) : refuse(key),
    set: (target, key, value, receiver) => (key in target ? Reflect.set(target, key, value, receiver) : refuse(key)),
  });
}

export class PortDouble extends EventEmitter {
  other: PortDouble | null = null;
  readonly received: unknown[] = [];
  postMessage(message: unknown): void {
    this.other?.received.push(message);
    this.other?.emit('message', { data: message, ports: [] });
  }
  start(): void {}
  close(): void {
    this.other?.emit('close');
  }
}

export class ChildDouble extends EventEmitter implements ChildProcess {
  readonly pid = 4321;
  readonly stdout = new EventEmitter();
  readonly sent: { message: unknown; ports: readonly unknown[] }[] = [];
  killed = false;
  readonly module: string;
  readonly args: readonly string[];
  constructor(module: string, args: readonly string[]) {
    super();
    this.module = module;
    this.args = args;
  }
  postMessage(message: unknown, transfer: MessagePortMain[] = []): void {
    this.sent.push({ message, ports: transfer });
  }
  kill(): boolean {
    if (this.killed) return false;
    this.killed = true;
    this.emit('exit', 15);
    return true;
  }
  /** The process says something. */
  say(message: unknown): void {
    this.emit('message', message);
  }
  /** Messages of one type that main sent to it. */
  heard(type: string): unknown[] {
    return this.sent.filter(({ message }) => hasType(message, type)).map(({ message }) => message);
  }
}

function hasType(message: unknown, type: string): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === type;
}

export class WindowDouble extends EventEmitter implements DesktopWindow {
  readonly options: BrowserWindowConstructorOptions;
  readonly calls: string[] = [];
  readonly sent: { channel: string; facts: unknown[] }[] = [];
  readonly ports: { channel: string; message: unknown; transfer: readonly unknown[] }[] = [];
  readonly drags: { file: string; files?: string[]; icon: string }[] = [];
  readonly progress: { value: number; mode: string | undefined }[] = [];
  minimized = false;
  maximized = false;
  destroyed = false;
  readonly webContents: DesktopWindow['webContents'];
  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    this.webContents = strict('webContents', {
      id: 7,
      mainFrame: { url: `${PAGE_ORIGIN}/index.html` },
      isDestroyed: () => this.destroyed,
      send: (channel: string, ...facts: unknown[]) => void this.sent.push({ channel, facts }),
      postMessage: (channel: string, message: unknown, transfer: MessagePortMain[] = []) =>
        void this.ports.push({ channel, message, transfer }),
      startDrag: (item: { file: string; files?: string[]; icon: string }) => void this.drags.push(item),
    });
  }
  async loadURL(url: string): Promise<void> {
    this.calls.push(`loadURL ${url}`);
  }
  show(): void {
    this.calls.push('show');
  }
  focus(): void {
    this.calls.push('focus');
  }
  restore(): void {
    this.calls.push('restore');
  }
  /** As a person closes it, or the host: it may be refused, and the last one to go is told to the application. */
  close(): void {
    let prevented = false;
    this.emit('close', {
      preventDefault: () => {
        prevented = true;
      },
    });
    if (prevented) return;
    this.destroyed = true;
    this.emit('closed');
    this.onGone();
  }
  onGone: () => void = () => {};
  setProgressBar(value: number, options?: ProgressBarOptions): void {
    this.progress.push({ value, mode: options?.mode });
  }
  maximize(): void {
    this.maximized = true;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  getNormalBounds() {
    const { x = 0, y = 0, width = 0, height = 0 } = this.options;
    return { x, y, width, height };
  }
}

/** An icon beside the clock. */
export class TrayDouble extends EventEmitter implements DesktopTray {
  readonly icon: string;
  tip = '';
  menu: MenuItemConstructorOptions[] = [];
  destroyed = false;
  constructor(icon: string) {
    super();
    this.icon = icon;
  }
  setToolTip(text: string): void {
    this.tip = text;
  }
  setMenu(template: MenuItemConstructorOptions[]): void {
    this.menu = template;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

export class NotificationDouble extends EventEmitter implements DesktopNotification {
  readonly options: NotificationConstructorOptions;
  shown = false;
  constructor(options: NotificationConstructorOptions) {
    super();
    this.options = options;
  }
  show(): void {
    this.shown = true;
  }
  close(): void {
    this.emit('close');
  }
}

/** A page's contents under guard: `attempt` tries what an attacker would. */
export class ContentsDouble extends EventEmitter implements GuardedContents, WritingContents, PageProcess {
  readonly calls: string[] = [];
  destroyed = false;
  replaceMisspelling(text: string): void {
    this.calls.push(`replaceMisspelling ${text}`);
  }
  /** What it does in Electron: the page's process ends. */
  forcefullyCrashRenderer(): void {
    this.calls.push('forcefullyCrashRenderer');
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  reload(): void {
    this.calls.push('reload');
  }
  #openHandler: Parameters<GuardedContents['setWindowOpenHandler']>[0] | null = null;
  setWindowOpenHandler(handler: Parameters<GuardedContents['setWindowOpenHandler']>[0]): void {
    this.#openHandler = handler;
  }
  /** Whether the navigation went through. */
  attempt(
    event: 'will-navigate' | 'will-redirect' | 'will-frame-navigate' | 'will-attach-webview',
    url: string,
  ): boolean {
    let prevented = false;
    const details: NavigationAttempt = {
      url,
      preventDefault: () => {
        prevented = true;
      },
    };
    this.emit(event, details);
    return !prevented;
  }
  open(url: string) {
    if (!this.#openHandler) throw new Error('no window-open handler was set');
    return this.#openHandler({ url });
  }
}

/** A message's event as from our own page; parts can be replaced by an attacker's. */
export function senderEvent(parts: Partial<SenderEvent> = {}): SenderEvent {
  return { sender: { id: 7 }, senderFrame: { parent: null, url: `${PAGE_ORIGIN}/index.html` }, ...parts };
}

type IpcListener = (event: never, ...facts: unknown[]) => unknown;
type PermissionRequest = Parameters<ReturnType<DesktopElectron['session']>['setPermissionRequestHandler']>[0];
type PermissionCheck = Parameters<ReturnType<DesktopElectron['session']>['setPermissionCheckHandler']>[0];
type NetworkRule = Parameters<ReturnType<DesktopElectron['session']>['webRequest']['onBeforeRequest']>[0];
type DeviceCheck = Parameters<ReturnType<DesktopElectron['session']>['setDevicePermissionHandler']>[0];

export function createElectronDouble(options: {
  userData: string;
  locale?: string;
  firstInstance?: boolean;
  packaged?: boolean;
}) {
  const children: ChildDouble[] = [];
  const windows: WindowDouble[] = [];
  const schemes: CustomScheme[] = [];
  const opened: string[] = [];
  const errors: { title: string; message: string }[] = [];
  const menus: MenuItemConstructorOptions[][] = [];
  const popups: MenuItemConstructorOptions[][] = [];
  const questions: MessageBoxOptions[] = [];
  const trays: TrayDouble[] = [];
  const notifications: NotificationDouble[] = [];
  const crashReports: CrashReporterStartOptions[] = [];
  const shownFolders: string[] = [];
  const badges: number[] = [];
  const loginItems: { openAtLogin?: boolean; args?: string[] }[] = [];
  const handlers = new Map<string, IpcListener>();
  const permissions: { request: PermissionRequest; check: PermissionCheck; device: DeviceCheck } = {
    request: null,
    check: null,
    device: null,
  };
  const state = {
    quits: 0,
    exitCode: null as number | null,
    sandboxed: false,
    userData: options.userData,
    dialogAnswer: { canceled: false, filePaths: ['/photos'] },
    questionAnswer: { response: 0, checkboxChecked: false },
    online: true,
    onBattery: false,
    proxy: 'DIRECT',
    opensAtLogin: false,
    wasOpenedAtLogin: false,
    notifications: true,
    tray: true,
    linkScheme: null as string | null,
    spelling: [] as string[],
    learned: [] as string[],
  };
  const power = new EventEmitter();
  let networkRule: NetworkRule | null = null;
  let serve: ((request: Request) => Promise<Response>) | null = null;

  const appEvents = new EventEmitter();
  const app: DesktopElectron['app'] = strict('app', {
    on: (event: string, listener: (...facts: never[]) => void) =>
      appEvents.on(event, (...facts) => Reflect.apply(listener, undefined, facts)),
    enableSandbox: () => {
      state.sandboxed = true;
    },
    exit: (code?: number) => {
      state.exitCode = code ?? 0;
    },
    quit: () => {
      state.quits += 1;
      let prevented = false;
      appEvents.emit('before-quit', {
        preventDefault: () => {
          prevented = true;
        },
      });
      if (!prevented) state.exitCode = 0;
    },
    getLoginItemSettings: () => ({
      openAtLogin: state.opensAtLogin,
      wasOpenedAtLogin: state.wasOpenedAtLogin,
      openAsHidden: false,
      wasOpenedAsHidden: false,
      restoreState: false,
      status: 'enabled',
      executableWillLaunchAtLogin: state.opensAtLogin,
      launchItems: [],
    }),
    setLoginItemSettings: (settings: { openAtLogin?: boolean; args?: string[] }) => {
      loginItems.push(settings);
      state.opensAtLogin = settings.openAtLogin ?? false;
    },
    setAppUserModelId: () => {},
    setAsDefaultProtocolClient: (scheme: string) => {
      state.linkScheme = scheme;
      return true;
    },
    setBadgeCount: (count = 0) => {
      badges.push(count);
      return true;
    },
    getLocale: () => options.locale ?? 'fr-BF',
    getPath: () => state.userData,
    setPath: (_name: string, path: string) => {
      state.userData = path;
    },
    getVersion: () => '9.9.9',
    isPackaged: options.packaged ?? true,
    requestSingleInstanceLock: () => options.firstInstance ?? true,
    whenReady: async () => {},
  });

  const double: DesktopElectron = strict('electron', {
    app,
    BrowserWindow: class extends WindowDouble {
      constructor(windowOptions: BrowserWindowConstructorOptions) {
        super(windowOptions);
        windows.push(this);
        this.onGone = () => {
          if (windows.every((window) => window.destroyed)) appEvents.emit('window-all-closed');
        };
      }
    },
    dialog: strict('dialog', {
      showErrorBox: (title: string, message: string) => void errors.push({ title, message }),
      showOpenDialog: async () => state.dialogAnswer,
      showMessageBox: async (question: MessageBoxOptions) => {
        questions.push(question);
        return state.questionAnswer;
      },
    }),
    crashReporter: strict('crashReporter', {
      start: (how: CrashReporterStartOptions) => void crashReports.push(how),
    }),
    net: strict('net', { isOnline: () => state.online }),
    Notification: class extends NotificationDouble {
      static isSupported(): boolean {
        return state.notifications;
      }
      constructor(how: NotificationConstructorOptions) {
        super(how);
        notifications.push(this);
      }
    },
    powerMonitor: strict('powerMonitor', {
      on: (event: string, listener: () => void) => power.on(event, listener),
      isOnBatteryPower: () => state.onBattery,
    }),
    tray: (icon: string) => {
      if (!state.tray) throw new Error('this system has no tray');
      const tray = new TrayDouble(icon);
      trays.push(tray);
      return tray;
    },
    ipcMain: strict('ipcMain', {
      on: (channel: string, listener: IpcListener) => handlers.set(channel, listener),
      handle: (channel: string, listener: IpcListener) => void handlers.set(channel, listener),
    }),
    menu: strict('Menu', {
      set: (template: MenuItemConstructorOptions[]) => void menus.push(template),
      popup: (template: MenuItemConstructorOptions[]) => void popups.push(template),
    }),
    MessageChannelMain: class {
      readonly port1 = new PortDouble();
      readonly port2 = new PortDouble();
      constructor() {
        this.port1.other = this.port2;
        this.port2.other = this.port1;
      }
    },
    protocol: strict('protocol', {
      registerSchemesAsPrivileged: (declared: CustomScheme[]) => void schemes.push(...declared),
      handle: (_scheme: string, handler: (request: Request) => Promise<Response>) => {
        serve = handler;
      },
    }),
    screen: strict('screen', { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] }),
    session: () =>
      strict('session', {
        setPermissionRequestHandler: (handler: PermissionRequest) => {
          permissions.request = handler;
        },
        setPermissionCheckHandler: (handler: PermissionCheck) => {
          permissions.check = handler;
        },
        setDevicePermissionHandler: (handler: DeviceCheck) => {
          permissions.device = handler;
        },
        resolveProxy: async () => state.proxy,
        availableSpellCheckerLanguages: ['de', 'en-GB', 'en-US', 'fr'],
        setSpellCheckerLanguages: (languages: string[]) => {
          state.spelling = languages;
        },
        addWordToSpellCheckerDictionary: (word: string) => state.learned.push(word) > 0,
        webRequest: strict('webRequest', {
          onBeforeRequest: (rule: NetworkRule) => {
            networkRule = rule;
          },
        }),
      }),
    shell: strict('shell', {
      openExternal: async (url: string) => void opened.push(url),
      openPath: async (path: string) => {
        shownFolders.push(path);
        return '';
      },
    }),
    utilityProcess: strict('utilityProcess', {
      fork: (module: string, args: string[] = []) => {
        const child = new ChildDouble(module, args);
        children.push(child);
        return child;
      },
    }),
  });

  return {
    electron: double,
    app: appEvents,
    state,
    children,
    windows,
    schemes,
    opened,
    errors,
    menus,
    popups,
    questions,
    trays,
    notifications,
    crashReports,
    shownFolders,
    badges,
    loginItems,
    power,
    permissions,
    /** Whether a page's request to the network goes through. */
    reaches(url: string): boolean {
      let cancelled = true;
      if (!networkRule) throw new Error('no rule was set for requests');
      networkRule({ url }, (response) => {
        cancelled = response.cancel ?? false;
      });
      return !cancelled;
    },
    /** Delivers a page's message to main. */
    message(channel: string, event: SenderEvent, ...facts: unknown[]): unknown {
      const handler = handlers.get(channel);
      if (!handler) throw new Error(`main does not listen to ${channel}`);
      return Reflect.apply(handler, undefined, [event, ...facts]);
    },
    fetch(url: string, init?: RequestInit): Promise<Response> {
      if (!serve) throw new Error('no protocol handler was set');
      return serve(new Request(url, init));
    },
  };
}
