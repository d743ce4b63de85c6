import type { Volume } from '../../core/ports/volumes.ts';

export interface LinuxMount {
  readonly path: string;
  /** `8:17` */
  readonly device: string;
  readonly type: string;
  /** `/dev/sdb1`, `//nas/photos`, `awa@server:/photos` */
  readonly source: string;
  /** The part of the file system that is mounted here; `/` is all of it. */
  readonly root: string;
}

/** Mount table as the kernel writes it (proc_pid_mountinfo(5)). Lines that are none are left out. */
export function parseMountInfo(text: string): LinuxMount[] {
  return text.split('\n').flatMap((line) => {
    const [before, after] = line.split(' - ');
    const [, , device, root, path] = before?.split(' ') ?? [];
    const [type, source] = after?.split(' ') ?? [];
    if (!device || !root || !path || !type || source === undefined) return [];
    return [{ device, type, root: unescaped(root), path: unescaped(path), source: unescaped(source) }];
  });
}

/** Space, tab, newline and backslash are written in octal. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_all, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** File systems whose changes elsewhere never become events here. */
const NETWORK: ReadonlySet<string> = new Set([
  ...['nfs', 'nfs4', 'cifs', 'smb3', 'smbfs', 'afs', 'ceph', 'glusterfs', 'ncpfs', 'davfs', 'lustre', 'beegfs', 'coda'],
  // folders of the host, as virtual machines and WSL see them
  ...['9p', 'drvfs', 'virtiofs', 'vboxsf', 'vmhgfs', 'prl_fs'],
]);
/** What FUSE makes of local disks; everything else of its kind (sshfs, rclone, gvfs, …) is somewhere else. */
const LOCAL_FUSE: ReadonlySet<string> = new Set([
  'fuseblk',
  'fuse.ntfs-3g',
  'fuse.exfat',
  'fuse.mergerfs',
  'fuse.bindfs',
]);
/** The kernel's own: nobody's photographs. */
const NOT_STORAGE =
  /^(proc|sysfs|devtmpfs|devpts|cgroup2?|securityfs|debugfs|tracefs|pstore|bpf|mqueue|hugetlbfs|configfs|fusectl|binfmt_misc|autofs|efivarfs|nsfs|rpc_pipefs|ramfs|selinuxfs|fuse\.(lxcfs|portal|gvfsd-fuse))$/;

export function isNetwork(type: string): boolean {
  return NETWORK.has(type) || (type.startsWith('fuse') && !LOCAL_FUSE.has(type) && type !== 'fusectl');
}

export function isStorage({ type, path }: LinuxMount): boolean {
  return (
    !NOT_STORAGE.test(type) && !/^\/(proc|sys|dev|boot|snap)(\/|$)/.test(path) && !/^\/run\/(?!media\/)/.test(path)
  );
}

/** The mount a path lies on: the longest that holds it, the last of equals (later mounts cover earlier ones). */
export function mountHolding(path: string, mounts: readonly LinuxMount[]): LinuxMount | null {
  return mounts.reduce<LinuxMount | null>((best, mount) => {
    const holds = mount.path === '/' || path === mount.path || path.startsWith(`${mount.path}/`);
    return holds && (best === null || mount.path.length >= best.path.length) ? mount : best;
  }, null);
}

/** Where desktops mount what people plug in. */
const PLUGGED = /^\/(media|run\/media|mnt)\//;

export function kindOf(mount: LinuxMount, isRemovable: boolean): Volume['kind'] {
  if (isNetwork(mount.type)) return 'network';
  return isRemovable || PLUGGED.test(mount.path) ? 'removable' : 'fixed';
}
