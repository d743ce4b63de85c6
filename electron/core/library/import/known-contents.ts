import { stat } from 'node:fs/promises';
import type { Sha256 } from '../../../../shared/domain/ids.ts';
import { type CopyOptions, hashFile } from './copy-file.ts';
import type { ImportsRepository } from './imports.repository.ts';

export interface KnownContents {
  /** False without reading anything: no content of this size is known. */
  mayKnow(size: number): boolean;
  /** The library has this content, or an import put it where it still lies. */
  has(sha256: Sha256): Promise<boolean>;
  /** Reads a file where its size says that it may be known; null: it is new. */
  find(file: { path: string; size: number }, options?: Partial<CopyOptions>): Promise<Sha256 | null>;
}

/** « Déjà dans la photothèque »: by content, never by name. Sizes only spare the reading of what can't be known. */
export function knownContents(imports: ImportsRepository): KnownContents {
  async function has(sha256: Sha256): Promise<boolean> {
    if (imports.inLibrary(sha256)) return true;
    // What was imported a moment ago is not read into the library yet.
    for (const placed of imports.importedAt(sha256)) {
      const there = await stat(placed).catch(() => null);
      if (there?.isFile()) return true;
    }
    return false;
  }

  return {
    mayKnow: imports.mayKnow,
    has,
    async find({ path, size }, options) {
      if (!imports.mayKnow(size)) return null;
      const { sha256 } = await hashFile(path, options);
      return (await has(sha256)) ? sha256 : null;
    },
  };
}
