import type { IncomingMessage } from 'node:http';

/** The names under which a browser on this machine reaches the web host. */
const LOCAL_NAMES = ['127.0.0.1', 'localhost'] as const;

/** The Host header must be ours: a page of another name that was pointed at 127.0.0.1 (DNS rebinding) has its own. */
export function hasLocalHost(request: IncomingMessage, port: number): boolean {
  return LOCAL_NAMES.some((name) => request.headers.host === `${name}:${port}`);
}

/** The Origin header must be there and be the very host that was asked: no other page may call, whatever cookies it brings. */
export function hasOwnOrigin(request: IncomingMessage, port: number): boolean {
  return hasLocalHost(request, port) && request.headers.origin === `http://${request.headers.host}`;
}
