import type { Notification } from '../../../shared/contract/notifications.contract.ts';
import { library } from '../library/library.store.ts';
import { showPhoto } from '../library/show-photo.ts';
import { openSection } from '../shell/shell.store.ts';
import { markRead } from './queries.ts';

/** Leads to what a notification is about, and marks it as read. */
export function openNotification({ id, type, photoId, read }: Notification): void {
  if (!read) void markRead([id]);
  const isVerdict = type === 'photo_approved' || type === 'photo_rejected';
  if (!isVerdict) openSection('sales');
  else if (photoId !== null) showPhoto(photoId);
  else {
    openSection('library');
    library.showView(type === 'photo_approved' ? 'published' : 'refused');
  }
}
