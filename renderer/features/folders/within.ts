/** Paths of any system: `/p/Photos 2` is not in `/p/Photos`. */
export function isWithin(path: string, folder: string): boolean {
  return path.startsWith(folder) && /^[/\\]/.test(path.slice(folder.replace(/[/\\]+$/, '').length));
}
