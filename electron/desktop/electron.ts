import type {
  App,
  BrowserWindowConstructorOptions,
  ContextMenuParams,
  CrashReporterStartOptions,
  CustomScheme,
  Details,
  Dialog,
  Display,
  Event,
  ForkOptions,
  HandlerDetails,
  IpcMainEvent,
  IpcMainInvokeEvent,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  MessageBoxReturnValue,
  MessagePortMain,
  NotificationConstructorOptions,
  OnBeforeRequestListenerDetails,
  OpenDialogOptions,
  OpenDialogReturnValue,
  ProgressBarOptions,
  Rectangle,
  RenderProcessGoneDetails,
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
    | 'getLoginItemSettings'
    | 'getPath'
    | 'getVersion'
    | 'isPackaged'
    | 'quit'
    | 'requestSingleInstanceLock'
    | 'setAppUserModelId'
    | 'setAsDefaultProtocolClient'
    | 'setBadgeCount'
    | 'setLoginItemSettings'
    | 'setPath'
    | 'whenReady'
  > {
  on(event: 'second-instance', listener: (event: Event, argv: string[], workingDirectory: string) => void): unknown;
  on(event: 'open-file' | 'open-url', listener: (event: Event, what: string) => void): unknown;
  on(event: 'child-process-gone', listener: (event: Event, details: Details) => void): unknown;
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

/** What of a right click decides about its menu. */
export type TextClick = Pick<
  ContextMenuParams,
  'dictionarySuggestions' | 'editFlags' | 'isEditable' | 'misspelledWord' | 'selectionText'
>;

/** A page in which text is written. */
export interface WritingContents {
  on(event: 'context-menu', listener: (event: Event, click: TextClick) => void): unknown;
  replaceMisspelling(text: string): void;
}

/** A page's process, as far as its health goes. */
export interface PageProcess {
  on(event: 'render-process-gone', listener: (event: Event, details: RenderProcessGoneDetails) => void): unknown;
  on(event: 'unresponsive' | 'responsive', listener: () => void): unknown;
  forcefullyCrashRenderer(): void;
  isDestroyed(): boolean;
  reload(): void;
}

export type NavigationAttempt = Pick<Event<{ url: string }>, 'preventDefault' | 'url'>;

export interface PageContents {
  readonly id: number;
  readonly mainFrame: Pick<WebFrameMain, 'url'> | null;
  isDestroyed(): boolean;
  send(channel: string, ...facts: unknown[]): void;
  postMessage(channel: string, message: unknown, transfer?: MessagePortMain[]): void;
  startDrag(item: { file: string; files?: string[]; icon: string }): void;
}

export interface DesktopWindow {
  readonly webContents: PageContents;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  restore(): void;
  close(): void;
  maximize(): void;
  isMinimized(): boolean;
  isMaximized(): boolean;
  isDestroyed(): boolean;
  getNormalBounds(): Rectangle;
  setProgressBar(progress: number, options?: ProgressBarOptions): void;
  on(event: 'resize' | 'move' | 'closed', listener: () => void): unknown;
  on(event: 'close', listener: (event: Pick<Event, 'preventDefault'>) => void): unknown;
  /** Windows: the person is signing out, or the computer is going down. */
  on(event: 'session-end', listener: () => void): unknown;
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

/** The icon beside the clock (macOS: in the menu bar). */
export interface DesktopTray {
  setToolTip(text: string): void;
  setMenu(template: MenuItemConstructorOptions[]): void;
  on(event: 'click', listener: () => void): unknown;
  destroy(): void;
}

export interface DesktopNotification {
  show(): void;
  close(): void;
  on(event: 'click' | 'close', listener: () => void): unknown;
  on(event: 'action', listener: (event: Event, index: number) => void): unknown;
}

/** Power and network as the system tells them. */
export interface DesktopPower {
  on(event: 'suspend' | 'resume' | 'on-ac' | 'on-battery' | 'shutdown', listener: () => void): unknown;
  isOnBatteryPower(): boolean;
}

export type DesktopSession = Pick<
  Session,
  | 'addWordToSpellCheckerDictionary'
  | 'availableSpellCheckerLanguages'
  | 'resolveProxy'
  | 'setDevicePermissionHandler'
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
  | 'setSpellCheckerLanguages'
> & {
  readonly webRequest: {
    onBeforeRequest(
      listener: (
        details: Pick<OnBeforeRequestListenerDetails, 'url'>,
        answer: (response: { cancel?: boolean }) => void,
      ) => void,
    ): void;
  };
};

export interface DesktopElectron {
  readonly app: DesktopApp;
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => DesktopWindow;
  readonly dialog: Pick<Dialog, 'showErrorBox'> & {
    showOpenDialog(options: OpenDialogOptions): Promise<OpenDialogReturnValue>;
    showMessageBox(options: MessageBoxOptions): Promise<Pick<MessageBoxReturnValue, 'checkboxChecked' | 'response'>>;
  };
  readonly crashReporter: { start(options: CrashReporterStartOptions): void };
  readonly ipcMain: DesktopIpc;
  readonly menu: {
    /** Builds and shows the application's menu. */
    set(template: MenuItemConstructorOptions[]): void;
    /** Shows a menu where the pointer is. */
    popup(template: MenuItemConstructorOptions[]): void;
  };
  readonly net: { isOnline(): boolean };
  readonly Notification: {
    new (options: NotificationConstructorOptions): DesktopNotification;
    isSupported(): boolean;
  };
  readonly powerMonitor: DesktopPower;
  /** An icon beside the clock, made of a picture of any size. */
  readonly tray: (iconFile: string) => DesktopTray;
  readonly MessageChannelMain: new () => { readonly port1: MessagePortMain; readonly port2: MessagePortMain };
  readonly protocol: {
    registerSchemesAsPrivileged(schemes: CustomScheme[]): void;
    handle(scheme: string, handler: (request: Request) => Promise<Response>): void;
  };
  readonly screen: { getAllDisplays(): Pick<Display, 'workArea'>[] };
  readonly session: () => DesktopSession;
  readonly shell: Pick<Shell, 'openExternal' | 'openPath'>;
  readonly utilityProcess: { fork(module: string, args?: string[], options?: ForkOptions): ChildProcess };
}
