import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { type HostBridge, MENU_COMMANDS, PAGE_ORIGIN, PORT_MESSAGE } from '../shared/host-bridge.ts';
import { CHANNELS } from './desktop/channels.ts';

// Runs in the sandbox beside the page. It hands out four verbs and no object of Electron: whatever a page could be tricked
// into, it can only do what these allow. Main checks the sender of every message again.

function platform(): HostBridge['platform'] {
  return process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux';
}

// A port cannot pass through the context bridge; a window message is the way that Electron documents for it.
ipcRenderer.on(CHANNELS.port, (event, request: unknown) => {
  window.postMessage({ type: PORT_MESSAGE, request }, PAGE_ORIGIN, [...event.ports]);
});

const bridge: HostBridge = {
  platform: platform(),
  connect: (request) => ipcRenderer.send(CHANNELS.connect, String(request)),
  onStudio: (listener) => {
    const relay = (_event: unknown, available: unknown) => listener(available === true);
    ipcRenderer.on(CHANNELS.studio, relay);
    return () => {
      ipcRenderer.off(CHANNELS.studio, relay);
    };
  },
  pathForFile: (file) => webUtils.getPathForFile(file),
  chooseFolders: async () => {
    const answer: unknown = await ipcRenderer.invoke(CHANNELS.chooseFolders);
    return Array.isArray(answer) ? answer.filter((path) => typeof path === 'string') : [];
  },
  choosePhotos: async () => {
    const answer: unknown = await ipcRenderer.invoke(CHANNELS.choosePhotos);
    return Array.isArray(answer) ? answer.filter((path) => typeof path === 'string') : [];
  },
  onCommand: (listener) => {
    const relay = (_event: unknown, name: unknown) => {
      const command = MENU_COMMANDS.find((known) => known === name);
      if (command) listener(command);
    };
    ipcRenderer.on(CHANNELS.command, relay);
    return () => {
      ipcRenderer.off(CHANNELS.command, relay);
    };
  },
};

contextBridge.exposeInMainWorld('pouire', bridge);
