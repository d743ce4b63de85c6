import type { PageContents, SenderEvent } from '../electron.ts';
import { isOwnPage } from './own-page.ts';

/**
 * Rule: a message counts when it comes from the main frame of our own window showing our own page (checklist 17). A frame
 * inside it, another window, or a frame that is already gone (null) has no say.
 */
export function isFromPage(event: SenderEvent, page: Pick<PageContents, 'id'> | null): boolean {
  const frame = event.senderFrame;
  if (!page || event.sender.id !== page.id || !frame) return false;
  return frame.parent === null && isOwnPage(frame.url);
}
