import { sep } from 'node:path';

/**
 * Everything below a folder as a range of paths: `path >= from AND path < below`. Works on the unique index and with every
 * character a name may have, where LIKE would not.
 */
export function rangeBelow(folder: string): { from: string; below: string } {
  const root = folder.endsWith(sep) ? folder : folder + sep;
  return { from: root, below: root.slice(0, -1) + String.fromCharCode(sep.charCodeAt(0) + 1) };
}

export function isBelow(path: string, folder: string): boolean {
  return path.startsWith(rangeBelow(folder).from);
}
