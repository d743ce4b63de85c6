import { expect, test } from 'vitest';
import { createElectronDouble } from '../../../tests/support/electron-double.ts';
import { refuseNetwork } from './network.ts';

function guarded(developer = false) {
  const double = createElectronDouble({ userData: '/nowhere' });
  refuseNetwork(double.electron.session(), developer);
  return double.reaches;
}

test.each([
  'https://evil.example/?stolen=1',
  'http://127.0.0.1:9229/json',
  'ws://evil.example/',
  'wss://pouire.com/',
  'file:///etc/passwd',
  'ftp://evil.example/',
  'chrome://settings/',
  'devtools://devtools/bundled/inspector.html',
  'studio:evil@example',
  'not an address',
])('a page cannot reach %s', (address) => {
  expect(guarded()(address)).toBe(address.startsWith('studio:'));
});

test('it reaches the application’s own files and what it made itself', () => {
  const reaches = guarded();
  expect(
    ['studio://app/index.html', 'studio://media/1/preview', 'blob:studio://app/1', 'data:image/png;base64,'].map(
      reaches,
    ),
  ).toEqual([true, true, true, true]);
});

test('the developer’s tools open in development alone', () => {
  expect([guarded(true)('devtools://devtools/x'), guarded(true)('https://evil.example/')]).toEqual([true, false]);
});
