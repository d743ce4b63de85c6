import { RPCLink } from '@orpc/client/websocket';
import type { Bridge } from './bridge.ts';
import { type Connection, renewedLine } from './renewed-line.ts';

/** A WebSocket that opens or fails within this time, ms. */
const OPENING_MS = 10_000;

function openSocket(): Promise<Connection> {
  const address = new URL('/rpc', location.origin);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve(), { once: true }));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.close();
      reject(new Error('the host does not answer'));
    }, OPENING_MS);
    socket.addEventListener(
      'open',
      () => {
        clearTimeout(timer);
        resolve({ link: new RPCLink({ websocket: socket }), closed });
      },
      { once: true },
    );
    void closed.then(() => {
      clearTimeout(timer);
      reject(new Error('the host refused the connection'));
    });
  });
}

/** The studio behind a loopback web host: calls over one WebSocket at `/rpc`, let in by the cookie the host set with the page. */
export function openWebBridge(): Bridge {
  return {
    kind: 'web',
    mediaBase: '/media',
    chooseFolders: null,
    choosePhotos: null,
    pathForFile: null,
    desktop: null,
    onMenuCommand: () => () => {},
    ...renewedLine(openSocket),
  };
}
