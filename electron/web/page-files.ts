import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** Names that Vite gives a content hash: `index-BX3k9_aQ.js`. What is inside never changes. */
const HASHED = /-[\w-]{8,}\.\w+$/;

/** What browsers ask for by themselves where no page names an icon (an answer in JSON, a picture): the page's own. */
function iconOf(known: ReadonlyMap<string, string>): string | undefined {
  for (const [name, path] of known) if (/^\/assets\/icon-[\w-]+\.svg$/.test(name)) return path;
  return undefined;
}

/** Serves the built page. */
export interface PageFiles {
  /** True when the address is a file of the page (or the page itself), and the answer was sent. */
  serve(pathname: string, response: ServerResponse, withBody: boolean): Promise<boolean>;
}

/**
 * The files under `folder` are listed, and only what is on the list is served: an address never becomes a path, so that
 * nothing outside can be reached however it is written. The list is made again when a name is not on it (the page was
 * rebuilt while the host ran).
 */
export function pageFiles(folder: string): PageFiles {
  let known = new Map<string, string>();

  function list(): Map<string, string> {
    if (!existsSync(folder)) return new Map();
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(
      files.map((entry): [string, string] => {
        const path = join(entry.parentPath, entry.name);
        return [
          `/${path
            .slice(folder.length + 1)
            .split(sep)
            .join('/')}`,
          path,
        ];
      }),
    );
  }

  return {
    async serve(pathname, response, withBody) {
      const name = pathname === '/' ? '/index.html' : pathname;
      if (!known.has(name)) known = list();
      const path = name === '/favicon.ico' ? iconOf(known) : known.get(name);
      if (path === undefined) return false;
      const { size } = await stat(path);
      const isHtml = extname(path) === '.html';
      response.writeHead(200, {
        'Content-Type': CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
        'Content-Length': size,
        'Cache-Control': isHtml ? 'no-store' : HASHED.test(name) ? 'private, max-age=31536000, immutable' : 'no-cache',
      });
      if (withBody) await pipeline(createReadStream(path), response);
      else response.end();
      return true;
    },
  };
}
