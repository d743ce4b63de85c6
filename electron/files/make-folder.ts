import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it. Node's own `recursive` never ends where a folder can't have folders and says so with
 * ENOENT (/proc): here each one is tried twice at most. `mode` is that of the last folder, where it is made. Errors: as mkdir.
 */
export function makeFolder(path: string, mode?: number): void {
  if (existsSync(path)) {
    mkdirSync(path, { recursive: true });
    return;
  }
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Somebody else made it meanwhile; a file of that name is still refused.
    if (!existsSync(path)) throw error;
    mkdirSync(path, { recursive: true });
  }
}
