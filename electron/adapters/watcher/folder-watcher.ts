import { dirname, join } from 'node:path';
import { watch } from 'chokidar';
import type { Watcher } from '../../core/ports/watcher.ts';

/**
 * Folders watched below one watched folder, at most: each costs a kernel watch and a little memory. What lies beyond is found
 * by the regular comparison.
 */
const MOST_FOLDERS = 50_000;

/**
 * Watches folders, never files: chokidar remembers every file it watches (480 MB for 100,000, measured), and a hint that a
 * folder changed is all that is needed. The hints are the raw events of the folders' own watches.
 */
export const folderWatcher: Watcher = {
  watch(folder, onHint, onError) {
    return new Promise((resolve) => {
      let folders = 0;
      const watcher = watch(folder, {
        ignored: (path, stats) =>
          (stats !== undefined && !stats.isDirectory()) ||
          (folders >= MOST_FOLDERS && stats !== undefined && path !== folder),
        ignoreInitial: true,
        followSymlinks: false,
        ignorePermissionErrors: true,
      });
      watcher.on('raw', (_event, path, details) => onHint(changedFolder(path, details)));
      watcher.on('addDir', (path) => {
        folders += 1;
        onHint(path); // files may have come before its watch did
      });
      watcher.on('unlinkDir', (path) => {
        folders -= 1;
        onHint(dirname(path));
      });
      watcher.on('error', onError);
      watcher.once('ready', () => resolve({ close: () => watcher.close() }));
    });

    /** Details of a raw event name the folder that is watched; the path is relative to it and deeper where a watch is recursive. */
    function changedFolder(path: string | null, details: unknown): string {
      const watched =
        typeof details === 'object' &&
        details !== null &&
        'watchedPath' in details &&
        typeof details.watchedPath === 'string'
          ? details.watchedPath
          : folder;
      return path === null || !path.match(/[/\\]/) ? watched : dirname(join(watched, path));
    }
  },
};

export function createFolderWatcher(): Watcher {
  return folderWatcher;
}
