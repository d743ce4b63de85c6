import { expect, test } from 'vitest';
import { createElectronDouble } from '../../../tests/support/electron-double.ts';
import { refusePermissions } from './permissions.ts';

function ask(
  permission: 'media' | 'geolocation' | 'clipboard-read' | 'clipboard-sanitized-write' | 'hid',
  url: string,
) {
  const { electron, permissions } = createElectronDouble({ userData: '/nowhere' });
  refusePermissions(electron.session());
  let granted: boolean | null = null;
  // The handlers do not use the contents that ask; Electron's class cannot be made outside it.
  Reflect.apply(permissions.request ?? (() => {}), undefined, [
    null,
    permission,
    (answer: boolean) => {
      granted = answer;
    },
    { requestingUrl: url, isMainFrame: true },
  ]);
  const checked = permissions.check?.(null, permission, url, { isMainFrame: true, requestingUrl: url });
  return { granted, checked };
}

test('camera, place, reading the clipboard and devices are refused to everyone', () => {
  for (const permission of ['media', 'geolocation', 'clipboard-read', 'hid'] as const) {
    expect(ask(permission, 'studio://app/index.html')).toEqual({ granted: false, checked: false });
  }
});

test('our own page may copy a text; a foreign page may not', () => {
  expect(ask('clipboard-sanitized-write', 'studio://app/index.html')).toEqual({ granted: true, checked: true });
  expect(ask('clipboard-sanitized-write', 'https://evil.example/')).toEqual({ granted: false, checked: false });
});

test('no device is ever given', () => {
  const { electron, permissions } = createElectronDouble({ userData: '/nowhere' });
  refusePermissions(electron.session());
  expect(
    Reflect.apply(permissions.device ?? (() => true), undefined, [{ deviceType: 'usb', origin: 'studio://app' }]),
  ).toBe(false);
});
