import type { AppLink } from '../../../shared/domain/app-link.ts';
import type { ShownNotice } from '../core-messages.ts';
import type { DesktopElectron, DesktopNotification } from '../electron.ts';

/** Shows the studio's notices in the system's notification centre and says which one she chose. */
export function createNotices(
  electron: Pick<DesktopElectron, 'Notification'>,
  chosen: (id: string, action: string | null, opens: AppLink) => void,
) {
  const shown = new Map<string, DesktopNotification>();

  function withdraw(id: string): void {
    const earlier = shown.get(id);
    shown.delete(id);
    earlier?.close();
  }

  return {
    show(notice: ShownNotice): void {
      if (!electron.Notification.isSupported()) return;
      withdraw(notice.id);
      const one = new electron.Notification({
        title: notice.title,
        body: notice.body,
        silent: notice.silent,
        actions: notice.actions.map(({ label }) => ({ type: 'button', text: label })),
      });
      // Kept while it stands: one that is collected would not hear its click.
      shown.set(notice.id, one);
      one.on('click', () => chosen(notice.id, null, notice.opens));
      one.on('action', (_event, index) => chosen(notice.id, notice.actions[index]?.id ?? null, notice.opens));
      one.on('close', () => {
        if (shown.get(notice.id) === one) shown.delete(notice.id);
      });
      one.show();
    },
    withdraw,
  };
}
