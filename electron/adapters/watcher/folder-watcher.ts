import type { Volumes } from '../../core/ports/volumes.ts';
import type { Watcher } from '../../core/ports/watcher.ts';
import { type PollingPace, pollFolders } from './polling.ts';
import { watchRecursively } from './recursive-watch.ts';
import { type TreeWatchOptions, watchTree } from './tree-watch.ts';

export interface FolderWatcherOptions {
  /** Tells drives that send no events; without it every folder is taken for a local one. */
  readonly volumes?: Pick<Volumes, 'holding'>;
  readonly platform?: NodeJS.Platform;
  readonly pace?: PollingPace;
  readonly begin?: TreeWatchOptions['begin'];
}

/** Each kind of folder has the watcher that is cheap and true for it (docs/decisions/watchers-are-hints.md). */
export function createFolderWatcher(options: FolderWatcherOptions = {}): Watcher {
  const { volumes, platform = process.platform, pace, begin } = options;
  return {
    async watch(request, listener) {
      const poller = pollFolders({ enter: request.enter, listener, ...(pace && { pace }) });
      const volume = await volumes?.holding(request.folder);
      // On Windows an open handle keeps a card from being ejected.
      if (volume?.kind === 'network' || (volume?.kind === 'removable' && platform === 'win32')) {
        listener.method({ by: 'polling', because: volume.kind });
        await poller.add(request.folder);
        return { close: async () => poller.close() };
      }
      listener.method({ by: 'events' });
      if (platform === 'win32' || platform === 'darwin') {
        const watching = watchRecursively(request, listener);
        return { close: async () => watching.close() };
      }
      let refusals = 0;
      const tree = await watchTree({
        ...request,
        listener,
        ...(begin && { begin }),
        refused(folder) {
          refusals += 1;
          if (refusals === 1) listener.method({ by: 'polling', because: 'too-many-folders' });
          void poller.add(folder).catch((error) => listener.failed(error));
        },
      });
      return {
        async close() {
          tree.close();
          poller.close();
        },
      };
    },
  };
}
