import type { DesktopElectron, PageProcess } from '../electron.ts';
import { type Language, WORDS } from '../words.ts';

/** Deaths of the page within this time count together, ms; after so many she is told instead of a page that flickers. */
const DEATHS_WINDOW_MS = 60_000;
const DEATHS_ALLOWED = 3;

export interface PageHealthOptions {
  readonly language: () => Language;
  readonly log: (event: string, fields: Record<string, unknown>) => void;
  readonly onFailed: (title: string, message: string) => void;
  readonly now?: () => number;
}

/**
 * A page whose process died is loaded again: all that matters is the studio's, and she finds her place. A page that does not
 * answer is hers to wait for or to load again.
 */
export function keepPageAlive(
  electron: Pick<DesktopElectron, 'dialog'>,
  contents: PageProcess,
  options: PageHealthOptions,
): void {
  const now = options.now ?? Date.now;
  let deaths: number[] = [];
  let asking = false;
  let answers = true;

  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || contents.isDestroyed()) return;
    options.log('page process ended', { reason, exitCode });
    deaths = [...deaths.filter((at) => now() - at < DEATHS_WINDOW_MS), now()];
    const words = WORDS[options.language()];
    if (deaths.length > DEATHS_ALLOWED) options.onFailed(words.pageStoppedTitle, words.pageStopped);
    else contents.reload();
  });
  contents.on('responsive', () => {
    answers = true;
  });
  contents.on('unresponsive', () => {
    answers = false;
    if (asking) return;
    asking = true;
    options.log('page does not answer', {});
    const words = WORDS[options.language()];
    void electron.dialog
      .showMessageBox({
        type: 'warning',
        title: 'Pouire Studio',
        message: words.pageHangsTitle,
        detail: words.pageHangs,
        buttons: [words.wait, words.reloadPage],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      })
      .then(({ response }) => {
        // Its end is what loads it again, above.
        if (response === 1 && !answers && !contents.isDestroyed()) contents.forcefullyCrashRenderer();
      })
      .finally(() => {
        asking = false;
      });
  });
}
