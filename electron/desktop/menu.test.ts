import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { MENU_COMMANDS } from '../../shared/host-bridge.ts';
import { menuTemplate } from './menu.ts';
import { languageOf, WORDS } from './words.ts';

function items(template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => (Array.isArray(item.submenu) ? items(item.submenu) : [item]));
}

test('every command that the page can carry out has its menu item', () => {
  const run: string[] = [];
  for (const item of items(menuTemplate('win32', 'fr', (command) => run.push(command)))) {
    if (item.click) Reflect.apply(item.click, undefined, []);
  }
  expect([...run].sort()).toEqual([...MENU_COMMANDS].sort());
});

test('macOS has the application’s menu first, with settings and quit in it; elsewhere they are under File', () => {
  const mac = menuTemplate('darwin', 'fr', () => {});
  expect(mac[0]?.label).toBe('Pouire Studio');
  expect(items(mac.slice(0, 1)).map((item) => item.label)).toContain(WORDS.fr.quit);
  const windows = menuTemplate('win32', 'en', () => {});
  expect(windows[0]?.label).toBe('&File');
  expect(items(windows.slice(0, 1)).map((item) => item.label)).toEqual(
    expect.arrayContaining([WORDS.en.settings, WORDS.en.quit]),
  );
});

test('no key means two things', () => {
  for (const platform of ['darwin', 'win32', 'linux'] as const) {
    const keys = items(menuTemplate(platform, 'fr', () => {})).flatMap((item) =>
      item.accelerator ? [item.accelerator] : [],
    );
    expect(new Set(keys).size).toBe(keys.length);
  }
});

test('both languages say everything', () => {
  expect(Object.keys(WORDS.en)).toEqual(Object.keys(WORDS.fr));
  for (const words of Object.values(WORDS)) for (const sentence of Object.values(words)) expect(sentence).not.toBe('');
});

test('French is the house’s language; English where the system speaks it', () => {
  expect(['fr-BF', 'en-GB', 'EN', 'pt-PT', ''].map(languageOf)).toEqual(['fr', 'en', 'en', 'fr', 'fr']);
});
