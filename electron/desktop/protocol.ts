import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { type PictureKind, pictureKind } from '../../shared/domain/photo.ts';
import { PAGE_ORIGIN } from '../../shared/host-bridge.ts';
import type { DesktopElectron } from './electron.ts';
import { CONTENT_SECURITY_POLICY } from './security/content-security-policy.ts';
import { fileBelow, isBelow } from './security/paths.ts';

const SCHEME = 'studio';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * Must run before Electron is ready: makes `studio:` an origin like https, with its own storage and fetch. With CORS, so that
 * the page may count the pixels of its pictures (histogram), which come from another host of the scheme.
 */
export function declareScheme(protocol: DesktopElectron['protocol']): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, codeCache: true },
    },
  ]);
}

export interface ProtocolOptions {
  /** The built page. */
  readonly pageDir: string;
  /** The folder below which every picture that is served must lie; null while it is not known. */
  readonly derivedDir: () => string | null;
  readonly picture: (photoId: number, kind: PictureKind, signal: AbortSignal) => Promise<string | null>;
}

/** Serves `studio://app/<file>` and `studio://media/<photo id>/<kind>`, which takes a photo and a size, never a path. */
export function serveScheme(protocol: DesktopElectron['protocol'], options: ProtocolOptions): void {
  protocol.handle(SCHEME, async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405);
    const url = new URL(request.url);
    if (url.host === 'app') return servePage(url, options);
    if (url.host === 'media') return servePicture(url, options, request.signal);
    return refusal(404);
  });
}

async function servePage(url: URL, options: ProtocolOptions): Promise<Response> {
  const file = fileBelow(options.pageDir, url.pathname === '/' ? '/index.html' : url.pathname);
  const type = file ? TYPES[extname(file)] : undefined;
  if (!file || !type) return refusal(404);
  return answer(file, {
    'Content-Type': type,
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'Cache-Control': 'no-cache',
  });
}

async function servePicture(url: URL, options: ProtocolOptions, signal: AbortSignal): Promise<Response> {
  const [, id, kindName, ...rest] = url.pathname.split('/');
  const kind = pictureKind.safeParse(kindName);
  if (rest.length > 0 || !id || !/^[1-9]\d{0,14}$/.test(id) || !kind.success) return refusal(404);
  const file = await options.picture(Number(id), kind.data, signal);
  const folder = options.derivedDir();
  if (!file || !folder || !isBelow(folder, file)) return refusal(404);
  // The address carries the picture's version (?v=), so what it names never changes.
  return answer(file, {
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Cache-Control': 'private, max-age=31536000, immutable',
    'Access-Control-Allow-Origin': PAGE_ORIGIN,
  });
}

async function answer(file: string, headers: Record<string, string>): Promise<Response> {
  try {
    const content = await readFile(file);
    return new Response(new Uint8Array(content), { headers: { ...headers, 'X-Content-Type-Options': 'nosniff' } });
  } catch {
    return refusal(404);
  }
}

function refusal(status: number): Response {
  return new Response(null, { status });
}
