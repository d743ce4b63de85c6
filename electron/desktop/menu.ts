import type { MenuItemConstructorOptions } from 'electron';
import type { HostBridge, MenuCommand } from '../../shared/host-bridge.ts';
import { type Language, WORDS } from './words.ts';

type Items = MenuItemConstructorOptions[];

/**
 * The native menu, by the platform's conventions: macOS has the application's own menu first, Windows and Linux have
 * Settings and Quit under File and letters to reach a menu by Alt. Editing stays with the system while a text field has the
 * focus: undo and select all are offered to the page, which knows which of the two is meant.
 */
export function menuTemplate(
  platform: HostBridge['platform'],
  language: Language,
  run: (command: MenuCommand) => void,
): Items {
  const words = WORDS[language];
  const mac = platform === 'darwin';
  const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator && { accelerator }),
    click: () => run(command),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const settings = item(words.settings, 'settings', 'CmdOrCtrl+,');
  const quit: MenuItemConstructorOptions = { label: words.quit, role: 'quit' };

  const application: Items = [
    { label: words.about, role: 'about' },
    item(words.checkUpdates, 'check-updates'),
    separator,
    settings,
    separator,
    { label: words.hide, role: 'hide' },
    { label: words.hideOthers, role: 'hideOthers' },
    { label: words.unhide, role: 'unhide' },
    separator,
    quit,
  ];
  const file: Items = [
    item(words.addFolders, 'add-folders', 'CmdOrCtrl+O'),
    item(words.addPhotos, 'add-photos', 'Shift+CmdOrCtrl+O'),
    item(words.importCard, 'import-card', 'Shift+CmdOrCtrl+I'),
    ...(mac
      ? [separator, { label: words.close, role: 'close' } satisfies MenuItemConstructorOptions]
      : [separator, settings, separator, quit]),
  ];
  const edit: Items = [
    item(words.undo, 'undo', 'CmdOrCtrl+Z'),
    item(words.redo, 'redo', 'Shift+CmdOrCtrl+Z'),
    separator,
    { label: words.cut, role: 'cut' },
    { label: words.copy, role: 'copy' },
    { label: words.paste, role: 'paste' },
    item(words.selectAll, 'select-all', 'CmdOrCtrl+A'),
    separator,
    item(words.search, 'search', 'CmdOrCtrl+F'),
  ];
  const view: Items = [
    item(words.commands, 'commands', 'CmdOrCtrl+K'),
    separator,
    { label: words.zoomIn, role: 'zoomIn' },
    { label: words.zoomOut, role: 'zoomOut' },
    { label: words.zoomReset, role: 'resetZoom' },
    separator,
    { label: words.fullScreen, role: 'togglefullscreen' },
  ];
  const window: Items = [
    { label: words.minimize, role: 'minimize' },
    { label: words.close, role: 'close' },
  ];
  const help: Items = [
    item(words.keys, 'keys'),
    item(words.logs, 'logs'),
    item(words.licences, 'licences'),
    ...(mac
      ? []
      : [
          separator,
          item(words.checkUpdates, 'check-updates'),
          { label: words.about, role: 'about' } satisfies MenuItemConstructorOptions,
        ]),
  ];

  const top = (label: string, submenu: Items): MenuItemConstructorOptions => ({
    label: mac ? label : `&${label}`,
    submenu,
  });
  return [
    ...(mac ? [{ label: 'Pouire Studio', submenu: application }] : []),
    top(words.file, file),
    top(words.edit, edit),
    top(words.view, view),
    top(words.window, window),
    top(words.help, help),
  ];
}
