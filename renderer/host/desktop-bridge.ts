import { RPCLink } from '@orpc/client/message-port';
import { type HostBridge, MEDIA_ORIGIN, PORT_MESSAGE } from '../../shared/host-bridge.ts';
import type { Bridge } from './bridge.ts';
import { type Connection, renewedLine } from './renewed-line.ts';

declare global {
  interface Window {
    /** Set by the preload script of a desktop window (shared/host-bridge.ts). */
    readonly pouire?: HostBridge;
  }
}

/** A port arrives within this time or is asked for again, ms. */
const OPENING_MS = 10_000;

function openPort(host: HostBridge): Promise<Connection> {
  const request = crypto.randomUUID();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      window.removeEventListener('message', receive);
      reject(new Error('the studio gave no port'));
    }, OPENING_MS);
    function receive(event: MessageEvent): void {
      const port = event.ports[0];
      if (event.source !== window || !port || !isPortMessage(event.data, request)) return;
      window.removeEventListener('message', receive);
      clearTimeout(timer);
      const closed = new Promise<void>((over) => {
        port.addEventListener('close', () => over(), { once: true });
        const stop = host.onStudio((available) => {
          if (available) return;
          stop();
          port.close();
          over();
        });
      });
      const link = new RPCLink({ port });
      port.start();
      resolve({ link, closed });
    }
    window.addEventListener('message', receive);
    host.connect(request);
  });
}

function isPortMessage(message: unknown, request: string): boolean {
  if (typeof message !== 'object' || message === null) return false;
  return 'type' in message && message.type === PORT_MESSAGE && 'request' in message && message.request === request;
}

/** The studio behind a desktop window: calls over a MessagePort that the preload script passes on. */
export function openDesktopBridge(host: HostBridge): Bridge {
  return {
    kind: 'desktop',
    mediaBase: MEDIA_ORIGIN,
    chooseFolders: () => host.chooseFolders(),
    choosePhotos: () => host.choosePhotos(),
    pathForFile: (file) => host.pathForFile(file),
    desktop: host,
    onMenuCommand: (listener) => host.onCommand(listener),
    ...renewedLine(() => openPort(host)),
  };
}
