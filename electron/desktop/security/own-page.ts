import { PAGE_ORIGIN } from '../../../shared/host-bridge.ts';

/** Whether an address is a page of this application. `URL.origin` is "null" for schemes Node does not know: compare the parts. */
export function isOwnPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  const own = new URL(PAGE_ORIGIN);
  return url.protocol === own.protocol && url.host === own.host && url.username === '' && url.password === '';
}
