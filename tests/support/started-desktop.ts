import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHANNELS } from '../../electron/desktop/channels.ts';
import { type DesktopOptions, startDesktop } from '../../electron/desktop/start.ts';
import { type ChildDouble, createElectronDouble, senderEvent } from './electron-double.ts';

/** A folder with a built page and a data folder, for one desktop; removed by `remove`. */
export function desktopFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'pouire-desktop-'));
  mkdirSync(join(folder, 'dist', 'page'), { recursive: true });
  mkdirSync(join(folder, 'data', 'derived'), { recursive: true });
  writeFileSync(join(folder, 'dist', 'page', 'index.html'), '<!doctype html><title>Pouire Studio</title>');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The desktop application, started in `folder` with Electron's double. */
export async function startedDesktop(
  folder: string,
  doubleOptions: Partial<Parameters<typeof createElectronDouble>[0]> = {},
  options: Partial<DesktopOptions> = {},
  prepare: (double: ReturnType<typeof createElectronDouble>) => void = () => {},
) {
  const double = createElectronDouble({ userData: join(folder, 'data'), ...doubleOptions });
  prepare(double);
  await startDesktop(double.electron, {
    platform: 'linux',
    distDir: join(folder, 'dist'),
    icon: null,
    dataDir: null,
    server: null,
    ...options,
  });
  const core = (): ChildDouble => {
    const last = double.children.filter((child) => child.module.endsWith('core-process.js')).at(-1);
    if (!last) throw new Error('the core was not started');
    return last;
  };
  const window = () => {
    const last = double.windows.at(-1);
    if (!last) throw new Error('no window was opened');
    return last;
  };
  return {
    ...double,
    core,
    window,
    /** The core says that the studio is open. */
    ready: () => core().say({ type: 'ready', derivedDir: join(folder, 'data', 'derived') }),
    /** The core says how the queue stands. */
    sending: (queue: { left: number; paused?: boolean; failed?: number; bytesTotal?: number; bytesSent?: number }) =>
      core().say({
        type: 'sending',
        queue: { paused: false, failed: 0, bytesTotal: 100, bytesSent: 40, ...queue },
      }),
    /** What the page takes of what was opened. */
    takes: () => double.message(CHANNELS.takeOpened, senderEvent()),
  };
}
