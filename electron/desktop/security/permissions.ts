import type { DesktopElectron } from '../electron.ts';
import { isOwnPage } from './own-page.ts';

/** Copying an error text is all that the page needs of the system. */
const ALLOWED: readonly string[] = ['clipboard-sanitized-write'];

/** Rule: every permission is refused (camera, place, devices, …) except those listed, to our own page alone (checklist 5). */
export function refusePermissions(session: ReturnType<DesktopElectron['session']>): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(ALLOWED.includes(permission) && isOwnPage(details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) => {
    return ALLOWED.includes(permission) && isOwnPage(requestingOrigin);
  });
  session.setDevicePermissionHandler(() => false);
}
