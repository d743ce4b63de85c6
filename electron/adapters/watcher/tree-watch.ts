import { type FSWatcher, watch } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { WatchListener, WatchRequest } from '../../core/ports/watcher.ts';

/** A folder changed this shortly (ms) before it was watched may have changed between its scan and its watch. */
const A_MOMENT_MS = 5000;

interface Node {
  watch: FSWatcher | null;
  /** Folders directly below that are watched. */
  readonly children: Map<string, Node>;
}

export interface TreeWatchOptions extends WatchRequest {
  readonly listener: WatchListener;
  /** The system watches no more folders (ENOSPC, EMFILE): this one and what lies below it must be looked at instead. */
  readonly refused: (folder: string) => void;
  /** Begins one folder's watch; replaced in tests. Throws as fs.watch. */
  readonly begin?: typeof beginWatch;
}

/**
 * One kernel watch per folder, where the system has no recursive ones (Linux). Costs about 2 kB a folder and nothing a file.
 * Every folder is watched first and listed afterwards, so that what comes in between is in one or the other.
 */
export async function watchTree(options: TreeWatchOptions): Promise<{ close(): void }> {
  const { folder: root, enter, listener, refused, begin = beginWatch } = options;
  const startedAt = Date.now();
  const top: Node = { watch: null, children: new Map() };
  /** Entries that came, went or were replaced, by path; looked at one after the other. */
  const toLookAt = new Map<string, { parent: Node; name: string }>();
  let looking = false;
  let closed = false;

  function start(node: Node, path: string): boolean {
    try {
      const watching = begin(path, (event, name) => onEvent(node, path, event, name));
      watching.on('error', (error) => {
        listener.failed(error);
        if (node === top) listener.ended();
        else drop(node);
      });
      node.watch = watching;
      return true;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code === 'ENOSPC' || code === 'EMFILE') refused(path);
      else if (code !== 'ENOENT' && code !== 'ENOTDIR') listener.failed(error);
      return false;
    }
  }

  /** Watches a folder and what lies below it. `fresh`: it came while its parent was watched, with whatever it holds. */
  async function attach(node: Node, path: string, fresh: boolean): Promise<void> {
    if (closed || !start(node, path)) return;
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    const news = fresh || (await changedAMomentAgo(path));
    for (const entry of entries) {
      if (!entry.isDirectory() || node.children.has(entry.name)) continue;
      const childPath = join(path, entry.name);
      if (!enter(childPath)) continue;
      const child: Node = { watch: null, children: new Map() };
      node.children.set(entry.name, child);
      await attach(child, childPath, fresh);
      if (closed || node.watch === null) return drop(node);
    }
    if (news) listener.changed(path);
  }

  async function changedAMomentAgo(path: string): Promise<boolean> {
    const found = await lstat(path).catch(() => null);
    return found !== null && found.mtimeMs > startedAt - A_MOMENT_MS;
  }

  function onEvent(node: Node, path: string, event: string, name: string | null): void {
    if (closed) return;
    listener.changed(path);
    if (event !== 'rename') return;
    if (name === null) {
      listener.lost();
      return;
    }
    // What befalls the folder itself comes under its own name.
    if (node === top && name === basename(root)) void rootMayBeGone();
    toLookAt.set(join(path, name), { parent: node, name });
    if (!looking) void lookAtEntries();
  }

  async function rootMayBeGone(): Promise<void> {
    const inside = await lstat(join(root, basename(root))).catch(() => null);
    // An entry of the same name came: that was it.
    if (!closed && !inside) listener.ended();
  }

  async function lookAtEntries(): Promise<void> {
    looking = true;
    for (const [path, { parent, name }] of toLookAt) {
      toLookAt.delete(path);
      const found = await lstat(path).catch(() => null);
      if (closed) break;
      // A watch follows its folder wherever that moves; what lies under the name now is another, or nothing.
      const before = parent.children.get(name);
      if (before) {
        drop(before);
        parent.children.delete(name);
      }
      if (parent.watch === null || !found?.isDirectory() || !enter(path)) continue;
      const child: Node = { watch: null, children: new Map() };
      parent.children.set(name, child);
      await attach(child, path, true);
    }
    looking = false;
  }

  function drop(node: Node): void {
    node.watch?.close();
    node.watch = null;
    for (const child of node.children.values()) drop(child);
    node.children.clear();
  }

  await attach(top, root, false);
  return {
    close() {
      closed = true;
      drop(top);
    },
  };
}

export function beginWatch(path: string, onEvent: (event: string, name: string | null) => void): FSWatcher {
  return watch(path, { persistent: true }, onEvent);
}
