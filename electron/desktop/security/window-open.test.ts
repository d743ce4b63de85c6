import { expect, test } from 'vitest';
import { ContentsDouble, createElectronDouble } from '../../../tests/support/electron-double.ts';
import { guardWindowOpen, isKnownSite } from './window-open.ts';

test('no page opens a window; a link to the marketplace opens in the browser', () => {
  const { electron, opened } = createElectronDouble({ userData: '/nowhere' });
  const contents = new ContentsDouble();
  guardWindowOpen(contents, electron.shell);
  expect(contents.open('https://www.pouire.com/aide')).toEqual({ action: 'deny' });
  expect(contents.open('https://evil.example/')).toEqual({ action: 'deny' });
  expect(opened).toEqual(['https://www.pouire.com/aide']);
});

test.each([
  'http://pouire.com/',
  'https://pouire.com.evil.example/',
  'https://evilpouire.com/',
  'https://pouire.com@evil.example/',
  'https://user:pw@pouire.com/',
  'https://pouire.com:8443/',
  'file:///C:/Windows/System32/calc.exe',
  'ms-msdt:/id',
  'smb://pouire.com/share',
  'javascript:alert(1)',
])('%s is never handed to the system', (address) => {
  expect(isKnownSite(address)).toBe(false);
});
