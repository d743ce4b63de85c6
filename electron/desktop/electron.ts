import type {
  App,
  BrowserWindowConstructorOptions,
  CustomScheme,
  Dialog,
  Display,
  Event,
  ForkOptions,
  HandlerDetails,
  IpcMainEvent,
  IpcMainInvokeEvent,
  MenuItemConstructorOptions,
  MessagePortMain,
  OpenDialogOptions,
  OpenDialogReturnValue,
  Rectangle,
  Session,
  Shell,
  WebContents,
  WebFrameMain,
  WindowOpenHandlerResponse,
} from 'electron';

// What the desktop host uses of Electron, and nothing more. main.ts hands the real modules over, so the compiler checks this
// page against electron.d.ts; tests hand over one double that knows exactly these calls (tests/support/electron-double.ts).

export interface DesktopApp
  extends Pick<
    App,
    | 'enableSandbox'
    | 'exit'
    | 'getLocale'
    | 'getPath'
    | 'getVersion'
    | 'isPackaged'
    | 'quit'
    | 'requestSingleInstanceLock'
    | 'setPath'
    | 'whenReady'
  > {
  on(event: 'second-instance', listener: (event: Event, argv: string[]) => void): unknown;
  on(event: 'activate' | 'window-all-closed', listener: () => void): unknown;
  on(event: 'before-quit', listener: (event: Event) => void): unknown;
  on(event: 'web-contents-created', listener: (event: Event, contents: WebContents) => void): unknown;
}

export interface GuardedContents {
  on(event: 'will-attach-webview', listener: (event: Event) => void): unknown;
  on(
    event: 'will-navigate' | 'will-redirect' | 'will-frame-navigate',
    listener: (event: NavigationAttempt) => void,
  ): unknown;
  setWindowOpenHandler(handler: (details: Pick<HandlerDetails, 'url'>) => WindowOpenHandlerResponse): void;
}

export type NavigationAttempt = Pick<Event<{ url: string }>, 'preventDefault' | 'url'>;

export interface PageContents {
  readonly id: number;
  readonly mainFrame: Pick<WebFrameMain, 'url'> | null;
  isDestroyed(): boolean;
  send(channel: string, ...facts: unknown[]): void;
  postMessage(channel: string, message: unknown, transfer?: MessagePortMain[]): void;
}

export interface DesktopWindow {
  readonly webContents: PageContents;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  restore(): void;
  maximize(): void;
  isMinimized(): boolean;
  isMaximized(): boolean;
  isDestroyed(): boolean;
  getNormalBounds(): Rectangle;
  on(event: 'resize' | 'move' | 'closed' | 'close', listener: () => void): unknown;
  once(event: 'ready-to-show', listener: () => void): unknown;
}

/** The part of a message's event that a sender check needs. */
export interface SenderEvent {
  readonly sender: { readonly id: number };
  readonly senderFrame: Pick<WebFrameMain, 'parent' | 'url'> | null;
}

export interface DesktopIpc {
  on(channel: string, listener: (event: IpcMainEvent, ...facts: unknown[]) => void): unknown;
  handle(channel: string, listener: (event: IpcMainInvokeEvent, ...facts: unknown[]) => unknown): void;
}

/** A process of ours, started by Electron. */
export interface ChildProcess {
  readonly pid: number | undefined;
  readonly stdout: { on(event: 'data', listener: (text: unknown) => void): unknown } | null;
  on(event: 'exit', listener: (code: number) => void): unknown;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'spawn', listener: () => void): unknown;
  postMessage(message: unknown, transfer?: MessagePortMain[]): void;
  kill(): boolean;
}

export interface DesktopElectron {
  readonly app: DesktopApp;
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => DesktopWindow;
  readonly dialog: Pick<Dialog, 'showErrorBox'> & {
    showOpenDialog(options: OpenDialogOptions): Promise<OpenDialogReturnValue>;
  };
  readonly ipcMain: DesktopIpc;
  readonly menu: {
    /** Builds and shows the application's menu. */
    set(template: MenuItemConstructorOptions[]): void;
  };
  readonly MessageChannelMain: new () => { readonly port1: MessagePortMain; readonly port2: MessagePortMain };
  readonly protocol: {
    registerSchemesAsPrivileged(schemes: CustomScheme[]): void;
    handle(scheme: string, handler: (request: Request) => Promise<Response>): void;
  };
  readonly screen: { getAllDisplays(): Pick<Display, 'workArea'>[] };
  readonly session: () => Pick<
    Session,
    'setDevicePermissionHandler' | 'setPermissionCheckHandler' | 'setPermissionRequestHandler'
  >;
  readonly shell: Pick<Shell, 'openExternal'>;
  readonly utilityProcess: { fork(module: string, args?: string[], options?: ForkOptions): ChildProcess };
}
