import type { SystemNotices } from '../core/ports/notices.ts';
import type { FromCore } from '../desktop/core-messages.ts';

/** The system's notifications, shown by main. */
export function createDesktopNotices(tellMain: (message: FromCore) => void) {
  const listeners = new Set<(id: string, action: string | null) => void>();
  const port: SystemNotices = {
    show: ({ id, title, body, silent, opens, actions }) =>
      tellMain({
        type: 'notice',
        // Main refuses what is longer: a notification shows two lines.
        notice: {
          id,
          title: title.slice(0, 200),
          body: body.slice(0, 1000),
          silent,
          opens,
          actions: actions.slice(0, 3),
        },
      }),
    withdraw: (id) => tellMain({ type: 'withdraw-notice', id }),
    onChosen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    port,
    chosen(id: string, action: string | null): void {
      for (const listener of listeners) listener(id, action);
    },
  };
}
