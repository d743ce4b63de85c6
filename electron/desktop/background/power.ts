import type { ToCore } from '../core-messages.ts';
import type { DesktopElectron } from '../electron.ts';

/** The system is asked this often whether there is a network: it does not tell by itself, ms. */
const LOOK_MS = 10_000;

/**
 * Tells the studio what the computer is about to do and what line it has: sending ends cleanly before a sleep and goes on
 * after it, and what waited for the network does not wait longer.
 */
export function watchPower(
  electron: Pick<DesktopElectron, 'powerMonitor' | 'net'>,
  say: (message: ToCore) => void,
  options: { onShutdown: () => void; onResume: () => void; lookMs?: number },
) {
  const { powerMonitor, net } = electron;
  let asleep = false;
  let online = net.isOnline();
  let onBattery = powerMonitor.isOnBatteryPower();

  const tell = () => say({ type: 'surroundings', asleep, online, onBattery });
  powerMonitor.on('suspend', () => {
    asleep = true;
    tell();
  });
  powerMonitor.on('resume', () => {
    asleep = false;
    online = net.isOnline();
    options.onResume();
    tell();
  });
  powerMonitor.on('on-battery', () => {
    onBattery = true;
    tell();
  });
  powerMonitor.on('on-ac', () => {
    onBattery = false;
    tell();
  });
  powerMonitor.on('shutdown', options.onShutdown);
  const look = setInterval(() => {
    const now = net.isOnline();
    if (now === online) return;
    online = now;
    tell();
  }, options.lookMs ?? LOOK_MS);
  look.unref();
  return {
    /** A studio that was just started knows nothing of it yet. */
    tell,
    end: () => clearInterval(look),
  };
}
