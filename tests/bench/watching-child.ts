import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A process of its own for each way of watching, so that its memory is its own (each loads what it needs alone). Says
 * `{ ready, memory }` (ms, bytes), then answers lists of files with the number it has noticed of them.
 */
const [kind, tree = ''] = process.argv.slice(2);
const noticed = new Set<string>();
const started = performance.now();

async function ours(): Promise<void> {
  const { createFolderWatcher } = await import('../../electron/adapters/watcher/folder-watcher.ts');
  const { systemVolumes } = await import('../../electron/adapters/volumes/system-volumes.ts');
  const hinted = new Set<string>();
  const lookIntoHinted = () => {
    for (const path of hinted) for (const name of namesIn(path)) noticed.add(`${path}/${name}`);
    hinted.clear();
  };
  await createFolderWatcher({ volumes: systemVolumes() }).watch(
    { folder: tree, enter: () => true },
    {
      changed(folder) {
        // What a hint leads to: a look into the folder, a moment later.
        if (hinted.size === 0) setTimeout(lookIntoHinted, 300);
        hinted.add(folder);
      },
      lost: () => console.error('hints were lost'),
      ended: () => console.error('watching ended'),
      method: () => {},
      failed: console.error,
    },
  );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.jpg'));
  } catch {
    return [];
  }
}

async function everything(): Promise<void> {
  const { watch } = await import('chokidar');
  const watcher = watch(tree, { ignoreInitial: true });
  watcher.on('add', (path) => noticed.add(path));
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
}

await (kind === 'ours' ? ours() : everything());
const ready = performance.now() - started;
await sleep(1500);
process.send?.({ ready, memory: process.memoryUsage.rss() });
process.on('message', (expected: string[]) => {
  process.send?.(expected.filter((path) => noticed.has(path)).length);
});
process.on('disconnect', () => process.exit(0));
