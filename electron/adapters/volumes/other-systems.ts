import { z } from 'zod';
import type { Volume } from '../../core/ports/volumes.ts';

export interface MacMount {
  readonly path: string;
  readonly source: string;
  readonly type: string;
  readonly isLocal: boolean;
}

/** What `mount` prints on macOS: `//awa@nas._smb._tcp.local/photos on /Volumes/photos (smbfs, nodev, nosuid, mounted by awa)`. */
export function parseMacMounts(text: string): MacMount[] {
  return text.split('\n').flatMap((line) => {
    const found = /^(.+?) on (\/.*) \(([^()]*)\)$/.exec(line);
    const [, source, path, options] = found ?? [];
    if (!source || !path || options === undefined) return [];
    const [type = '', ...flags] = options.split(', ');
    return [{ source, path, type, isLocal: flags.includes('local') }];
  });
}

/** `Volume UUID:  0F2C…` among what `diskutil info <path>` prints. */
export function parseDiskutil(text: string): { id: string | null; removable: boolean } {
  const id = /^\s*(?:Volume|Disk \/ Partition) UUID:\s+([0-9A-Fa-f-]{36})\s*$/m.exec(text)?.[1] ?? null;
  return { id, removable: /^\s*(?:Removable Media:\s+(?:Removable|Yes)|Device Location:\s+External)\s*$/m.test(text) };
}

/** Command that names every drive letter; its answer is JSON whatever the language of the system. */
export const WINDOWS_DRIVES = [
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  'ConvertTo-Json -Compress @(Get-CimInstance Win32_LogicalDisk | Select-Object DeviceID,DriveType,VolumeSerialNumber,Size,ProviderName)',
] as const;

const drive = z.object({
  DeviceID: z.string().regex(/^[A-Z]:$/),
  /** Win32_LogicalDisk: 2 removable, 3 local, 4 network, 5 optical, 6 RAM disk. */
  DriveType: z.int(),
  VolumeSerialNumber: z.string().nullish(),
  Size: z.coerce.number().nullish(),
  ProviderName: z.string().nullish(),
});

export function parseWindowsDrives(text: string): Volume[] {
  const found = z.array(drive).parse(JSON.parse(text));
  return found
    .filter(({ VolumeSerialNumber, ProviderName }) => VolumeSerialNumber || ProviderName) // others hold no medium
    .map(({ DeviceID, DriveType, VolumeSerialNumber, Size, ProviderName }) => ({
      path: `${DeviceID}\\`,
      id: ProviderName ? ProviderName.toLowerCase() : (VolumeSerialNumber ?? null),
      capacity: Size ?? 0,
      kind: DriveType === 4 ? 'network' : DriveType === 2 || DriveType === 5 ? 'removable' : 'fixed',
    }));
}

/** `\\nas\photos` of `\\nas\photos\2026`; null for a path on a drive letter. */
export function shareOf(path: string): string | null {
  return /^\\\\[^\\]+\\[^\\]+/.exec(path)?.[0] ?? null;
}
