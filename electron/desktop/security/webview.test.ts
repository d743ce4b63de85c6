import { expect, test } from 'vitest';
import { ContentsDouble } from '../../../tests/support/electron-double.ts';
import { refuseWebviews } from './webview.ts';

test('a <webview> that slipped into the page is not attached', () => {
  const contents = new ContentsDouble();
  refuseWebviews(contents);
  expect(contents.attempt('will-attach-webview', 'https://evil.example/')).toBe(false);
});
