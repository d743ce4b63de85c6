import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Opened } from '../../../shared/desktop-state.ts';
import type { AppLink } from '../../../shared/domain/app-link.ts';

/** Paths of one gesture arrive one by one (macOS): those within this time belong together, ms. */
const TOGETHER_MS = 200;

/**
 * What was handed to the application and waits for the page to take it. A page that is not there yet (the application was
 * started by the very file) takes it when it is.
 */
export function createOpened(tell: () => void, log: (event: string, fields: Record<string, unknown>) => void) {
  let waiting: Opened[] = [];
  let gathered: string[] = [];

  function add(one: Opened): void {
    waiting.push(one);
    tell();
  }

  async function addPaths(paths: readonly string[]): Promise<void> {
    const there: string[] = [];
    const folders = new Set<string>();
    for (const path of new Set(paths)) {
      try {
        const facts = await stat(path);
        if (!facts.isDirectory() && !facts.isFile()) continue;
        there.push(path);
        folders.add(facts.isDirectory() ? path : dirname(path));
      } catch {
        log('opened path is not there', {});
      }
    }
    if (there.length > 0) add({ kind: 'paths', paths: there, folders: [...folders] });
  }

  return {
    /** What nobody has taken yet; it is the taker's now. */
    take(): Opened[] {
      const taken = waiting;
      waiting = [];
      return taken;
    },
    link: (link: AppLink) => add({ kind: 'link', link }),
    paths: addPaths,
    /** One path of perhaps several. */
    path(path: string): void {
      gathered.push(path);
      if (gathered.length > 1) return;
      setTimeout(() => {
        const all = gathered;
        gathered = [];
        void addPaths(all);
      }, TOGETHER_MS);
    },
  };
}
export type OpenedThings = ReturnType<typeof createOpened>;
