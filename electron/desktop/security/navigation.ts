import type { GuardedContents, NavigationAttempt } from '../electron.ts';
import { isOwnPage } from './own-page.ts';

/** Rule: a window stays on the application's own page, whatever is clicked, dropped on it or answered (checklist 13). */
export function guardNavigation(contents: Pick<GuardedContents, 'on'>): void {
  const refuse = (attempt: NavigationAttempt) => {
    if (!isOwnPage(attempt.url)) attempt.preventDefault();
  };
  contents.on('will-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-frame-navigate', refuse);
}
