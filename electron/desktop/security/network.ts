import type { DesktopSession } from '../electron.ts';

/** Schemes that a page of ours loads: its own, and what it made itself. */
const OWN = ['studio:', 'blob:', 'data:'];

/**
 * Rule: the window speaks to no network at all (checklist 1): everything it loads is the application's own. What the studio
 * sends and asks goes out from the core's process. Beneath the page's policy, so that a hole in one is not a hole in both.
 */
export function refuseNetwork(session: Pick<DesktopSession, 'webRequest'>, developer: boolean): void {
  const allowed = developer ? [...OWN, 'devtools:'] : OWN;
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const scheme = URL.canParse(url) ? new URL(url).protocol : '';
    answer({ cancel: !allowed.includes(scheme) });
  });
}
