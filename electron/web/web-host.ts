import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import type { Logger } from '../core/log.ts';
import type { StudioRouter } from '../core/studio.ts';
import { type TakeFile, takeUpload } from './import-upload.ts';
import { type FindPicture, serveMedia } from './media.ts';
import { pageFiles } from './page-files.ts';
import { hasLocalHost, hasOwnOrigin } from './same-origin.ts';
import { securityHeaders } from './security-headers.ts';
import { createSessionToken } from './session-token.ts';

export interface WebHostOptions {
  readonly router: StudioRouter;
  readonly picture: FindPicture;
  /** Takes files that were dropped on the page; absent: none. */
  readonly takeFile?: TakeFile;
  /** Folder of the built page. */
  readonly pageFolder: string;
  /** 0: any free one. */
  readonly port: number;
  readonly log: Logger;
}

export interface WebHost {
  /** The address to open, token included. */
  readonly url: string;
  /** The same with a ticket in place of the token: works once, so that it may stand on a command line. */
  windowUrl(): string;
  readonly port: number;
  /** The studio is being opened anew: pages lose their line, and get another with `serve`. */
  hold(): void;
  /** Goes on with another studio at the same address. */
  serve(studio: Pick<WebHostOptions, 'router' | 'picture'>): void;
  close(): Promise<void>;
}

/** Largest message of the page: a selection of 100,000 ids is about 1 MB. */
const LARGEST_MESSAGE = 8 * 1024 * 1024;

/**
 * The app in a browser on this machine: binds 127.0.0.1 only, and answers nobody but the person who was given the address
 * with its token. Order of refusals: wrong Host (421), wrong Origin (403), an address of another form (400), no token (401), a method that changes (405).
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  let port = options.port;
  const servingOf = ({ router, picture }: Pick<WebHostOptions, 'router' | 'picture'>) => ({
    rpc: new RPCHandler(router),
    picture,
  });
  let serving: ReturnType<typeof servingOf> | null = servingOf(options);
  const token = createSessionToken(() => port);
  const files = pageFiles(options.pageFolder);

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders(port))) response.setHeader(name, value);
    answer(request, response).catch((error: unknown) => {
      // Most often the browser went away in the middle of a picture.
      if (!response.destroyed) options.log.warn('web answer failed', { path: withoutQuery(request.url), error });
      if (response.headersSent) response.destroy();
      else refuse(response, 500);
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!hasLocalHost(request, port)) return refuse(response, 421);
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads && !hasOwnOrigin(request, port)) return refuse(response, 403);
    if (!isOriginForm(request.url)) return refuse(response, 400);
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`);
    if (request.method === 'GET' && token.admits(url.searchParams.get('token'))) {
      url.searchParams.delete('token');
      response.setHeader('Set-Cookie', token.cookie());
      response.setHeader('Location', `${url.pathname.replace(/^\/+/, '/')}${url.search}`);
      return refuse(response, 303);
    }
    if (!token.isCarriedBy(request)) return refuse(response, 401);
    if (!reads && options.takeFile && (await takeUpload(options.takeFile, url, request, response))) return;
    if (!reads) return refuse(response, 405);
    const withBody = request.method === 'GET';
    if (url.pathname.startsWith('/media/')) {
      if (serving === null) return refuse(response, 503);
      if (await serveMedia(serving.picture, url, response, withBody)) return;
    } else if (await files.serve(url.pathname, response, withBody)) return;
    refuse(response, 404);
  }

  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE, perMessageDeflate: false });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const status = refusalOfUpgrade(request);
    if (status !== null) {
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', (error) => options.log.warn('web socket failed', { error }));
      if (serving === null) return webSocket.terminate();
      serving.rpc
        .upgrade(webSocket, { context: {} })
        .catch((error: unknown) => options.log.error('rpc failed', { error }));
    });
  });

  function refusalOfUpgrade(request: IncomingMessage): string | null {
    if (!hasLocalHost(request, port)) return '421 Misdirected Request';
    if (!hasOwnOrigin(request, port)) return '403 Forbidden';
    if (!token.isCarriedBy(request)) return '401 Unauthorized';
    if (!isOriginForm(request.url)) return '400 Bad Request';
    if (withoutQuery(request.url) !== '/rpc') return '404 Not Found';
    return serving === null ? '503 Service Unavailable' : null;
  }

  port = await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${port}/?token=${token.value}`,
    windowUrl: () => `http://127.0.0.1:${port}/?token=${token.ticket()}`,
    port,
    hold() {
      serving = null;
      for (const client of sockets.clients) client.terminate();
    },
    serve(studio) {
      serving = servingOf(studio);
    },
    async close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const SENTENCES: Readonly<Record<number, string>> = {
  303: '',
  401: 'Ouvrez l’adresse complète que Pouire Studio a affichée à son démarrage. / Open the whole address that Pouire Studio printed when it started.\n',
  404: 'Introuvable. / Not found.\n',
};

/** Origin form only (RFC 9112, 3.2.1): `//name/path` would be read as another host's address, and `//` as none that URL can read. */
function isOriginForm(target: string | undefined): boolean {
  return /^\/(?!\/)/.test(target ?? '');
}

/** The query may hold the token. */
function withoutQuery(target: string | undefined): string {
  return (target ?? '').split('?', 1)[0] ?? '';
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(SENTENCES[status] ?? '');
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (isAddress(address)) resolve(address.port);
      else reject(new Error('the web host has no address'));
    });
  });
}

function isAddress(address: string | AddressInfo | null): address is AddressInfo {
  return address !== null && typeof address === 'object';
}
