import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AppLink, readAppLink } from '../../../shared/domain/app-link.ts';

/** More than this at once is a mistake of a file manager. */
const MOST = 10_000;

/**
 * What a command line hands over: links and paths of files or folders. `argv` as Electron gives it, the program first.
 * Switches are left to who knows them, a link is never taken for a path, and a `file:` address (Linux file managers) only
 * counts on this machine.
 */
export function openedByArguments(
  argv: readonly string[],
  workingDirectory: string,
  isPackaged: boolean,
): { links: AppLink[]; paths: string[] } {
  const links: AppLink[] = [];
  const paths: string[] = [];
  // Unpackaged, the second word is the application's own folder.
  for (const word of argv.slice(isPackaged ? 1 : 2, MOST)) {
    if (word === '' || word.startsWith('-') || word.includes('\0')) continue;
    if (/^pouire:/i.test(word)) {
      const link = readAppLink(word);
      if (link) links.push(link);
    } else if (/^file:/i.test(word)) {
      const path = localPath(word);
      if (path && !path.includes('\0')) paths.push(path);
    } else if (!/^[a-z][a-z0-9+.-]+:/i.test(word)) {
      paths.push(isAbsolute(word) ? word : resolve(workingDirectory, word));
    }
  }
  return { links, paths };
}

function localPath(address: string): string | null {
  try {
    const url = new URL(address);
    return url.host === '' || url.host === 'localhost' ? fileURLToPath(`file://${url.pathname}`) : null;
  } catch {
    return null;
  }
}
