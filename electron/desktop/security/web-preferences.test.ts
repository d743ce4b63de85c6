import { expect, test } from 'vitest';
import { securePreferences } from './web-preferences.ts';

test('the page has a sandbox, a world of its own and no Node', () => {
  expect(securePreferences('/app/preload.cjs', false)).toMatchObject({
    preload: '/app/preload.cjs',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  });
});

test('developer tools are there for developers alone', () => {
  expect(securePreferences('p', false).devTools).toBe(false);
  expect(securePreferences('p', true).devTools).toBe(true);
});
