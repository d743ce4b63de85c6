import { stripVTControlCharacters } from 'node:util';
import type { AppUpdater, UpdateInfo } from 'electron-updater';
import { type OfferedUpdate, UpdateFailed, type Updater } from './updater.ts';

/** Longest notes that are shown, characters. */
const LONGEST_NOTES = 4000;

/** What of electron-updater is used; its class is chosen by the kind of package that is installed. */
export type PackageUpdater = Pick<
  AppUpdater,
  | 'allowDowngrade'
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'channel'
  | 'checkForUpdates'
  | 'disableWebInstaller'
  | 'downloadUpdate'
  | 'logger'
  | 'off'
  | 'on'
  | 'quitAndInstall'
  | 'requestHeaders'
>;

/**
 * electron-updater, told to do nothing by itself: no fetching without her word, no installing behind her back, no going back
 * to an older version whatever a server says. It checks the SHA-512 of what it fetched against the description, and on
 * Windows and macOS the signature of the publisher.
 */
export function packageUpdater(updater: PackageUpdater): Updater {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.disableWebInstaller = true;
  updater.logger = null;
  // Otherwise every computer would say a number of its own at each look.
  updater.requestHeaders = { 'x-user-staging-id': '' };
  // Every failure is thrown as well; an 'error' event that nobody hears would end the process.
  updater.on('error', () => {});

  return {
    async look(channel) {
      updater.channel = channel === 'beta' ? 'beta' : 'latest';
      // Setting a channel turns this on.
      updater.allowDowngrade = false;
      const answer = await updater.checkForUpdates().catch((error: unknown) => {
        throw new UpdateFailed(reasonOf(error), error);
      });
      return answer?.isUpdateAvailable ? offered(answer.updateInfo) : null;
    },
    async fetch(onProgress) {
      const listener = ({ percent }: { percent: number }) => onProgress(Math.max(0, Math.min(1, percent / 100)));
      updater.on('download-progress', listener);
      try {
        await updater.downloadUpdate();
      } catch (error) {
        throw new UpdateFailed(reasonOf(error), error);
      } finally {
        updater.off('download-progress', listener);
      }
    },
    install: () => updater.quitAndInstall(false, true),
  };
}

function offered(info: UpdateInfo): OfferedUpdate {
  const size = info.files[0]?.size;
  return { version: info.version, bytes: typeof size === 'number' ? size : null, notes: plainNotes(info.releaseNotes) };
}

/** Notes come from a server: text, no markup, of a bounded length. */
function plainNotes(notes: UpdateInfo['releaseNotes']): string {
  const all = typeof notes === 'string' ? notes : (notes ?? []).map(({ note }) => note ?? '').join('\n');
  return stripVTControlCharacters(all.replace(/<[^>]*>/g, ''))
    .trim()
    .slice(0, LONGEST_NOTES);
}

const TAMPERED = new Set(['ERR_CHECKSUM_MISMATCH', 'ERR_UPDATER_INVALID_SIGNATURE', 'ERR_UPDATER_INVALID_VERSION']);
const UNWRITABLE = new Set(['ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'EDQUOT']);

function reasonOf(error: unknown): UpdateFailed['reason'] {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return TAMPERED.has(code) ? 'tampered' : UNWRITABLE.has(code) ? 'unwritable' : 'unreachable';
}
