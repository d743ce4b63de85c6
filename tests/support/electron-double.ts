import { EventEmitter } from 'node:events';
import type {
  BrowserWindowConstructorOptions,
  CustomScheme,
  MenuItemConstructorOptions,
  MessagePortMain,
} from 'electron';
import type {
  ChildProcess,
  DesktopElectron,
  DesktopWindow,
  GuardedContents,
  NavigationAttempt,
  SenderEvent,
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

/** A page's contents under guard: `attempt` tries what an attacker would. */
export class ContentsDouble extends EventEmitter implements GuardedContents {
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
  };
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
      }
    },
    dialog: strict('dialog', {
      showErrorBox: (title: string, message: string) => void errors.push({ title, message }),
      showOpenDialog: async () => state.dialogAnswer,
    }),
    ipcMain: strict('ipcMain', {
      on: (channel: string, listener: IpcListener) => handlers.set(channel, listener),
      handle: (channel: string, listener: IpcListener) => void handlers.set(channel, listener),
    }),
    menu: strict('Menu', { set: (template: MenuItemConstructorOptions[]) => void menus.push(template) }),
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
      }),
    shell: strict('shell', { openExternal: async (url: string) => void opened.push(url) }),
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
    permissions,
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
