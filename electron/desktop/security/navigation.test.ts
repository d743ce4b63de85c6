import { expect, test } from 'vitest';
import { ContentsDouble } from '../../../tests/support/electron-double.ts';
import { guardNavigation } from './navigation.ts';

test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'] as const)(
  '%s to a foreign address is stopped',
  (event) => {
    const contents = new ContentsDouble();
    guardNavigation(contents);
    for (const url of [
      'https://evil.example/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'data:text/html,x',
      'studio://media/1/preview',
    ]) {
      expect(contents.attempt(event, url), url).toBe(false);
    }
  },
);

test('the own page may be loaded again', () => {
  const contents = new ContentsDouble();
  guardNavigation(contents);
  expect(contents.attempt('will-navigate', 'studio://app/index.html')).toBe(true);
});
