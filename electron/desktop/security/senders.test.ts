import { expect, test } from 'vitest';
import { senderEvent } from '../../../tests/support/electron-double.ts';
import { isFromPage } from './senders.ts';

const page = { id: 7 };

test('the main frame of our window showing our page is heard', () => {
  expect(isFromPage(senderEvent(), page)).toBe(true);
});

test('a frame inside the page is not', () => {
  const parent = Object.create(null);
  expect(isFromPage(senderEvent({ senderFrame: { parent, url: 'studio://app/index.html' } }), page)).toBe(false);
});

test('another window, a foreign address or a frame that is gone is not', () => {
  expect(isFromPage(senderEvent({ sender: { id: 8 } }), page)).toBe(false);
  expect(isFromPage(senderEvent({ senderFrame: { parent: null, url: 'https://evil.example/' } }), page)).toBe(false);
  expect(isFromPage(senderEvent({ senderFrame: null }), page)).toBe(false);
});

test('nobody is heard while no window is open', () => {
  expect(isFromPage(senderEvent(), null)).toBe(false);
});
