export interface Crumb {
  readonly name: string;
  readonly path: string;
}

/** The folders above a path and itself, from the root: of POSIX paths, Windows drives and network shares. */
export function crumbsOf(path: string): Crumb[] {
  const windows = /^(?:[A-Za-z]:[\\/]|\\\\)/.test(path);
  if (!windows) {
    const names = path.split('/').filter(Boolean);
    return [
      { name: '/', path: '/' },
      ...names.map((name, index) => ({ name, path: `/${names.slice(0, index + 1).join('/')}` })),
    ];
  }
  const share = /^\\\\[^\\]+\\[^\\]+/.exec(path)?.[0];
  const root = share ?? path.slice(0, 2);
  const names = path.slice(root.length).split(/[\\/]/).filter(Boolean);
  const top: Crumb = { name: root, path: `${root}\\` };
  return [top, ...names.map((name, index) => ({ name, path: `${root}\\${names.slice(0, index + 1).join('\\')}` }))];
}
