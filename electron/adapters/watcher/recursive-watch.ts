import { type FSWatcher, watch } from 'node:fs';
import { dirname, join } from 'node:path';
import type { WatchListener, WatchRequest } from '../../core/ports/watcher.ts';

/**
 * One handle for a folder and everything below it, where the system has such (FSEvents on macOS, ReadDirectoryChangesW on
 * Windows): it costs the same for ten files and for a million.
 */
export function watchRecursively(
  { folder, enter }: WatchRequest,
  listener: WatchListener,
  begin: typeof beginRecursive = beginRecursive,
): { close(): void } {
  const watching = begin(folder, (_event, name) => {
    // No name: more happened than the system's buffer holds.
    const changed = name === null ? null : dirname(join(folder, name));
    if (changed === null) listener.lost();
    else if (isOfInterest(changed)) listener.changed(changed);
  });
  watching.on('error', (error) => {
    listener.failed(error);
    listener.ended(); // Windows: EPERM when the folder itself goes
  });

  function isOfInterest(path: string): boolean {
    for (let at = path; at.length > folder.length; at = dirname(at)) if (!enter(at)) return false;
    return true;
  }

  return { close: () => watching.close() };
}

export function beginRecursive(folder: string, onEvent: (event: string, name: string | null) => void): FSWatcher {
  return watch(folder, { persistent: true, recursive: true }, onEvent);
}
