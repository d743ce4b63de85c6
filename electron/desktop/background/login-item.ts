import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HostBridge } from '../../../shared/host-bridge.ts';
import type { DesktopApp } from '../electron.ts';

/** Said to ourselves at login: begin beside the clock, without a window. */
export const HIDDEN = '--hidden';

export interface LoginItem {
  get(): boolean;
  set(wanted: boolean): void;
}

/**
 * Whether the application starts with the person's session. The system itself is where this is kept, so that what she changes
 * in its settings is what she sees here. null: an application that is not installed (development) does not enrol itself.
 */
export function loginItem(
  app: Pick<DesktopApp, 'getLoginItemSettings' | 'setLoginItemSettings' | 'isPackaged'>,
  platform: HostBridge['platform'],
  linux: { readonly autostartDir: string; readonly executable: string },
): LoginItem | null {
  if (!app.isPackaged) return null;
  if (platform !== 'linux') {
    // Windows compares the arguments as well; macOS tells at start that it was a login (wasOpenedAtLogin).
    const args = platform === 'win32' ? { args: [HIDDEN] } : {};
    return {
      get: () => app.getLoginItemSettings(args).openAtLogin,
      set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, ...args }),
    };
  }
  const file = join(linux.autostartDir, 'pouire-studio.desktop');
  return {
    get: () => existsSync(file),
    set(wanted) {
      if (!wanted) {
        rmSync(file, { force: true });
        return;
      }
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, autostartEntry(linux.executable), { mode: 0o644 });
    },
  };
}

/** Desktop Entry Specification 1.5, "The Exec key": in quotes, and four characters behind a backslash (itself written twice). */
export function autostartEntry(executable: string): string {
  const quoted = executable.replace(/[\\"`$]/g, '\\\\$&').replace(/%/g, '%%');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Pouire Studio',
    `Exec="${quoted}" ${HIDDEN}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}
