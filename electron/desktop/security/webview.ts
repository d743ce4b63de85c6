import type { GuardedContents } from '../electron.ts';

/** Rule: no <webview>, ever: nothing in this application embeds a foreign page (checklist 12). */
export function refuseWebviews(contents: Pick<GuardedContents, 'on'>): void {
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
