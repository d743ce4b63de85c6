import { expect, test, vi } from 'vitest';
import { createElectronDouble, senderEvent } from '../../../tests/support/electron-double.ts';
import { listenToPage } from './page-messages.ts';

const STRANGERS = {
  'a foreign page': senderEvent({ senderFrame: { parent: null, url: 'https://evil.example/' } }),
  'another window': senderEvent({ sender: { id: 8 } }),
  'a frame that is gone': senderEvent({ senderFrame: null }),
  'a page that looks like ours': senderEvent({ senderFrame: { parent: null, url: 'studio://app.evil.example/' } }),
};

test.each(Object.entries(STRANGERS))('%s is not heard and gets the refusal', async (_name, stranger) => {
  const { electron, message } = createElectronDouble({ userData: '/nowhere' });
  const messages = listenToPage(electron.ipcMain, () => ({ id: 7 }));
  const heard = vi.fn();
  const answered = vi.fn(() => 'secret');
  messages.on('a', heard);
  messages.answer('b', 'refused', answered);
  message('a', stranger, 1);
  expect(await message('b', stranger, 1)).toBe('refused');
  expect([heard.mock.calls.length, answered.mock.calls.length]).toEqual([0, 0]);
  message('a', senderEvent(), 1);
  expect(await message('b', senderEvent(), 2)).toBe('secret');
  expect(heard).toHaveBeenCalledWith(1);
});

test('without a window there is nobody to listen to', async () => {
  const { electron, message } = createElectronDouble({ userData: '/nowhere' });
  listenToPage(electron.ipcMain, () => null).answer('b', 'refused', () => 'secret');
  expect(await message('b', senderEvent())).toBe('refused');
});
