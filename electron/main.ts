import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { startDesktop } from './desktop/start.ts';

// Electron's entry. It hands the real modules to the host and ends here; everything it does is in desktop/, where tests
// reach it. Built to dist/node/main.js.

const distDir = join(import.meta.dirname, '..');

void startDesktop(
  {
    app,
    BrowserWindow,
    dialog,
    ipcMain,
    menu: { set: (template) => Menu.setApplicationMenu(Menu.buildFromTemplate(template)) },
    MessageChannelMain,
    protocol,
    // Electron refuses these two before the application is ready, so they are looked up when they are used.
    screen: { getAllDisplays: () => screen.getAllDisplays() },
    session: () => session.defaultSession,
    shell,
    utilityProcess,
  },
  {
    platform: process.platform === 'win32' || process.platform === 'darwin' ? process.platform : 'linux',
    distDir,
    icon: process.platform === 'linux' ? join(distDir, '..', 'resources', 'icons', '512x512.png') : null,
    dataDir: process.env.POUIRE_DATA ?? null,
    server: process.env.POUIRE_SERVER ?? null,
  },
);
