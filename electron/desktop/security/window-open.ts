import type { Shell } from 'electron';
import type { GuardedContents } from '../electron.ts';

/** Sites that a link may open in the system's browser. */
const KNOWN_SITES = ['pouire.com'];

/** Rule: no page opens a window; a link to a known site opens in the system's browser, every other goes nowhere (checklist 14, 15). */
export function guardWindowOpen(
  contents: Pick<GuardedContents, 'setWindowOpenHandler'>,
  shell: Pick<Shell, 'openExternal'>,
): void {
  contents.setWindowOpenHandler(({ url }) => {
    if (isKnownSite(url)) void shell.openExternal(url).catch(() => {});
    return { action: 'deny' };
  });
}

export function isKnownSite(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return false;
  return KNOWN_SITES.some((site) => url.hostname === site || url.hostname.endsWith(`.${site}`));
}
