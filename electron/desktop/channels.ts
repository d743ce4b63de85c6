/** Names of the messages between page (preload) and main process: there are these and no others. */
export const CHANNELS = {
  /** page → main: wants a line to the studio. */
  connect: 'pouire:connect',
  /** main → page: here it is. */
  port: 'pouire:port',
  /** main → page: the studio's process is there, or lost. */
  studio: 'pouire:studio',
  /** page → main, answered: the system's folder dialog. */
  chooseFolders: 'pouire:choose-folders',
  /** page → main, answered: the system's file dialog. */
  choosePhotos: 'pouire:choose-photos',
  /** main → page: a menu item that the page carries out. */
  command: 'pouire:command',
  /** main → page: something was opened with the application. */
  opened: 'pouire:opened',
  /** page → main, answered: takes what was opened. */
  takeOpened: 'pouire:take-opened',
  /** page → main: photos are being dragged out of the window. */
  dragOut: 'pouire:drag-out',
  /** page → main, answered: the window's choices and the state of updates; with a change, after it. */
  desktop: 'pouire:desktop',
  /** main → page: the same, because it changed. */
  desktopChanged: 'pouire:desktop-changed',
  /** page → main: look for, fetch, install a new version, or not now. */
  update: 'pouire:update',
  /** page → main: shows a folder of the studio in the system's file manager. */
  openFolder: 'pouire:open-folder',
} as const;
