// How much each part of the installed application weighs.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder, by its whole path. */
export function* filesOf(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) yield join(entry.parentPath ?? entry.path, entry.name);
  }
}

/** Bytes of a file, or of all files below a folder; 0 for what is not there. */
export function sizeOf(path) {
  if (!existsSync(path)) return 0;
  if (statSync(path).isFile()) return statSync(path).size;
  let sum = 0;
  for (const file of filesOf(path)) sum += statSync(file).size;
  return sum;
}

export function megabytes(bytes) {
  return `${(bytes / 1_000_000).toFixed(1)} MB`.padStart(10);
}
