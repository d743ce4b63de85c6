import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileBelow, isBelow } from './paths.ts';

const root = resolve('/app/dist/page');

test('a file of the page is found', () => {
  expect(fileBelow(root, '/assets/index-a1.js')).toBe(resolve(root, 'assets/index-a1.js'));
  expect(fileBelow(root, '/caf%C3%A9.png')).toBe(resolve(root, 'café.png'));
});

test.each([
  '/../node/main.js',
  '/assets/../../node/main.js',
  '/%2e%2e/node/main.js',
  '/..%2fnode%2fmain.js',
  '/%252e%252e/node/main.js',
  '/..%5cnode%5cmain.js',
  '/assets/..\\..\\node',
  '/C:/Windows/win.ini',
  '/index.html%00.png',
  '/index.html::$DATA',
  '/%ff',
  '/./index.html',
  '/',
  '',
])('%s is refused', (pathname) => {
  expect(fileBelow(root, pathname)).toBeNull();
});

test('whatever the address, the file lies below the folder', () => {
  const piece = fc.constantFrom('..', '.', '%2e', '%2f', '%5c', '/', '\\', 'a', '%00', '%25', ':', '~', '%c0%af');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const file = fileBelow(root, `/${pieces.join('')}`);
      return file === null || isBelow(root, file);
    }),
  );
});

test('a folder is not below itself, nor is its neighbour of the same beginning', () => {
  expect(isBelow(root, root)).toBe(false);
  expect(isBelow(root, `${root}-other/x`)).toBe(false);
  expect(isBelow(root, resolve(root, '../x'))).toBe(false);
  expect(isBelow(root, resolve(root, '..x'))).toBe(true);
});
