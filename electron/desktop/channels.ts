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
} as const;
