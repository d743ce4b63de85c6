import type { WebPreferences } from 'electron';

/**
 * Rule: the page has a sandbox, a world of its own and no Node (Electron security checklist 2, 3, 4, 6, 8, 9, 11).
 * Everything is written out, defaults too, so that a change of Electron's defaults changes nothing here.
 */
export function securePreferences(preload: string, developer: boolean): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: true,
    devTools: developer,
  };
}
