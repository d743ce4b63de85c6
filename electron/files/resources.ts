import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where a folder of resources/ lies. The code runs from its sources, from dist/node or from the installed application's
 * archive, at different depths: the nearest folder above it that holds the resource is the application's. null if none does.
 */
export function resourceFolder(name: string): string | null {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (true) {
    const wanted = join(folder, 'resources', name);
    if (existsSync(wanted)) return wanted;
    const above = dirname(folder);
    if (above === folder) return null;
    folder = above;
  }
}
