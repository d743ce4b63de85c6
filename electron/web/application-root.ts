import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export interface Application {
  /** Folder of package.json: the checkout, or the unpacked application. */
  readonly root: string;
  readonly version: string;
  readonly pageFolder: string;
}

const packageJson = z.object({ name: z.string(), version: z.string() });

/** The application these sources (or this build of them) belong to. */
export function findApplication(from: string = import.meta.url): Application {
  let folder = dirname(fileURLToPath(from));
  for (;;) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) {
      const found = packageJson.safeParse(JSON.parse(readFileSync(file, 'utf8')));
      if (found.success && found.data.name === 'pouire-studio')
        return { root: folder, version: found.data.version, pageFolder: join(folder, 'dist', 'page') };
    }
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json of pouire-studio not found');
    folder = parent;
  }
}
