import type { Notification } from '../../../shared/contract/notifications.contract.ts';
import { library } from '../library/library.store.ts';
import { showPhoto } from '../library/show-photo.ts';
import { openSection } from '../shell/shell.store.ts';
import { markRead } from './queries.ts';

/** Leads to what a notification is about, and marks it as read. */
export function openNotification({ id, type, photoId, read }: Notification): void {
  if (!read) void markRead([id]);
  if (type !== 'photo_approved' && type !== 'photo_rejected') return openSection('sales');
  if (photoId !== null) return showPhoto(photoId);
  openSection('library');
  library.showView(type === 'photo_approved' ? 'published' : 'refused');
}
