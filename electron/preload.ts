import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { type HostBridge, MENU_COMMANDS, PAGE_ORIGIN, PORT_MESSAGE } from '../shared/host-bridge.ts';
import { CHANNELS } from './desktop/channels.ts';

// Runs in the sandbox beside the page. It hands out verbs and no object of Electron: whatever a page could be tricked
// into, it can only do what these allow. Main checks the sender of every message again.

function platform(): HostBridge['platform'] {
  return process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
}

// A port cannot pass through the context bridge; a window message is the way that Electron documents for it.
ipcRenderer.on(CHANNELS.port, (event, request: unknown) => {
  window.postMessage({ type: PORT_MESSAGE, request }, PAGE_ORIGIN, [...event.ports]);
});

/** Listens without handing the page the event, which holds the sender and with it ipcRenderer. Returns its undoing. */
function hear(channel: string, listener: (fact: unknown) => void): () => void {
  const relay = (_event: unknown, fact: unknown) => listener(fact);
  ipcRenderer.on(channel, relay);
  return () => {
    ipcRenderer.off(channel, relay);
  };
}

const bridge: HostBridge = {
  platform: platform(),
  connect: (request) => ipcRenderer.send(CHANNELS.connect, String(request)),
  onStudio: (listener) => hear(CHANNELS.studio, (available) => listener(available === true)),
  pathForFile: (file) => webUtils.getPathForFile(file),
  chooseFolders: async () => {
    const answer: unknown = await ipcRenderer.invoke(CHANNELS.chooseFolders);
    return Array.isArray(answer) ? answer.filter((path) => typeof path === 'string') : [];
  },
  choosePhotos: async () => {
    const answer: unknown = await ipcRenderer.invoke(CHANNELS.choosePhotos);
    return Array.isArray(answer) ? answer.filter((path) => typeof path === 'string') : [];
  },
  onCommand: (listener) =>
    hear(CHANNELS.command, (name) => {
      const command = MENU_COMMANDS.find((known) => known === name);
      if (command) listener(command);
    }),
  takeOpened: () => ipcRenderer.invoke(CHANNELS.takeOpened),
  onOpened: (listener) => hear(CHANNELS.opened, () => listener()),
  dragOut: (photos) => ipcRenderer.send(CHANNELS.dragOut, [...photos]),
  desktop: (change) => ipcRenderer.invoke(CHANNELS.desktop, { ...change }),
  onDesktop: (listener) => hear(CHANNELS.desktopChanged, (state) => listener(state)),
  update: (order) => ipcRenderer.send(CHANNELS.update, String(order)),
  openFolder: (which) => ipcRenderer.send(CHANNELS.openFolder, String(which)),
};

contextBridge.exposeInMainWorld('pouire', bridge);
