import { expect, test } from 'vitest';
import { isOwnPage } from './own-page.ts';

test('the studio’s own page is its own', () => {
  expect(isOwnPage('studio://app/index.html#/ventes')).toBe(true);
  expect(isOwnPage('studio://app')).toBe(true);
});

test.each([
  'studio://media/1/preview',
  'studio://app.evil/index.html',
  'studio://evil@app/index.html',
  'https://app/index.html',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'about:blank',
  '',
  'not an address',
])('%s is not', (address) => {
  expect(isOwnPage(address)).toBe(false);
});
