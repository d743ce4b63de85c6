import type { ToldNotice } from '../../../shared/contract/notifications.contract.ts';
import { photoId } from '../../../shared/domain/ids.ts';
import { showPhoto } from '../library/show-photo.ts';
import { openSection } from '../shell/shell.store.ts';

/**
 * The browser's own notifications, where she allowed them and looks elsewhere: a page in front says it by itself. The name keeps
 * two open pages from saying it twice.
 */
export function showInBrowser(notices: readonly ToldNotice[]): void {
  if (!('Notification' in window) || Notification.permission !== 'granted' || document.hasFocus()) return;
  for (const { id, title, body, opens } of notices) {
    const shown = new Notification(title, { body, tag: id, lang: document.documentElement.lang });
    shown.onclick = () => {
      window.focus();
      const photo = opens.to === 'photo' ? photoId.safeParse(opens.photo) : null;
      if (photo?.success) showPhoto(photo.data);
      if (opens.to === 'section') openSection(opens.section);
      shown.close();
    };
  }
}
