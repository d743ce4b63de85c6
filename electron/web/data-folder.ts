import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the studio keeps its data when nobody says otherwise: XDG Base Directory Specification 0.8 (`XDG_DATA_HOME`) on
 * Linux, `LOCALAPPDATA` on Windows, Application Support on macOS.
 */
export function defaultDataFolder(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (platform === 'win32') return join(environment.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'Pouire Studio');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Pouire Studio');
  return join(environment.XDG_DATA_HOME || join(home, '.local', 'share'), 'pouire-studio');
}

/** `--data` first, then `POUIRE_DATA`, then the default. Absolute; what is relative is relative to `from`. */
export function dataFolder(
  said: string | undefined,
  environment: Environment = process.env,
  from: string = process.cwd(),
): string {
  return resolve(from, said || environment.POUIRE_DATA || defaultDataFolder(environment));
}

/** The local marketplace keeps its own data inside the studio's folder, beside the catalogue. */
export function sandboxFolder(dataDir: string): string {
  return join(dataDir, 'sandbox');
}
