import { isAbsolute, relative, resolve, sep } from 'node:path';

/**
 * Rule: an address never leaves the folder it is served from. Returns the file below `root` that the path of an address
 * names, or null: for `..` in any spelling, encoded separators, NUL, drives, alternate streams.
 */
export function fileBelow(root: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (/[\0\\:]|%/.test(decoded)) return null;
  const names = decoded.split('/').filter((name) => name !== '');
  if (names.some((name) => name === '.' || name === '..')) return null;
  const file = resolve(root, ...names);
  return isBelow(root, file) ? file : null;
}

/** Whether `file` lies below `root` (not `root` itself). Both absolute. */
export function isBelow(root: string, file: string): boolean {
  const way = relative(resolve(root), resolve(file));
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
