import { execFile } from 'node:child_process';
import { readdir, readFile, readlink, realpath, statfs } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { Volume, Volumes } from '../../core/ports/volumes.ts';
import { isNetwork, isStorage, kindOf, type LinuxMount, mountHolding, parseMountInfo } from './linux-mounts.ts';
import { parseDiskutil, parseMacMounts, parseWindowsDrives, shareOf, WINDOWS_DRIVES } from './other-systems.ts';

const run = promisify(execFile);
/** Starting a program to learn of drives costs tens of ms (`mount`, `diskutil`) to a second (PowerShell): asked this seldom (ms). */
const KEPT_MS = { darwin: 4000, win32: 30_000 } as const;

/** Drives, cards and shares of this computer. */
export function systemVolumes(platform: NodeJS.Platform = process.platform): Volumes {
  switch (platform) {
    case 'linux':
      return linuxVolumes();
    case 'darwin':
      return listedVolumes(macVolumes, KEPT_MS.darwin, '/');
    case 'win32':
      return listedVolumes(windowsVolumes, KEPT_MS.win32, '\\');
    default:
      return { list: async () => [], holding: async () => null };
  }
}

function linuxVolumes(): Volumes {
  const mounts = async (): Promise<LinuxMount[]> =>
    parseMountInfo(await readFile('/proc/self/mountinfo', 'utf8').catch(() => ''));
  return {
    async list() {
      const all = await mounts();
      const found: Volume[] = [];
      // One that another covers can't be reached.
      for (const mount of all)
        if (isStorage(mount) && mountHolding(mount.path, all) === mount) found.push(await linuxVolume(mount));
      return found;
    },
    async holding(path) {
      const mount = mountHolding(path, await mounts());
      return mount && linuxVolume(mount);
    },
  };
}

async function linuxVolume(mount: LinuxMount): Promise<Volume> {
  const kind = kindOf(mount, await isRemovable(mount.device));
  const isShare = isNetwork(mount.type);
  // A share that hangs must not be asked for its size, and its address says more.
  const capacity = isShare ? 0 : await capacityOf(mount.path);
  const part = mount.root === '/' ? '' : ` ${mount.root}`; // a bind mount, or a subvolume
  const id = isShare ? mount.source : await uuidOf(mount.source);
  return { path: mount.path, id: id === null ? null : id + part, capacity, kind };
}

const BY_UUID = '/dev/disk/by-uuid';

async function uuidOf(source: string): Promise<string | null> {
  if (!source.startsWith('/dev/')) return null;
  const device = basename(await realpath(source).catch(() => source));
  for (const uuid of await readdir(BY_UUID).catch(() => [])) {
    const target = await readlink(`${BY_UUID}/${uuid}`).catch(() => '');
    if (basename(target) === device) return uuid;
  }
  return null;
}

/** A partition has no such file of its own: its disk, one folder up, has. */
async function isRemovable(device: string): Promise<boolean> {
  for (const file of ['removable', '../removable']) {
    const said = await readFile(`/sys/dev/block/${device}/${file}`, 'utf8').catch(() => null);
    if (said !== null) return said.trim() === '1';
  }
  return false;
}

async function capacityOf(path: string): Promise<number> {
  const found = await statfs(path).catch(() => null);
  return found ? found.blocks * found.bsize : 0;
}

function listedVolumes(find: () => Promise<Volume[]>, keptMs: number, separator: string): Volumes {
  let kept: { at: number; volumes: Promise<Volume[]> } | null = null;
  const list = (): Promise<Volume[]> => {
    if (kept === null || performance.now() - kept.at > keptMs)
      kept = { at: performance.now(), volumes: find().catch(() => []) };
    return kept.volumes;
  };
  return {
    list,
    async holding(path) {
      const share = separator === '\\' ? shareOf(path) : null;
      if (share) return { path: share, id: share.toLowerCase(), capacity: 0, kind: 'network' };
      const compared = separator === '\\' ? path.toUpperCase() : path;
      return (await list()).reduce<Volume | null>((best, volume) => {
        const root = volume.path.endsWith(separator) ? volume.path : volume.path + separator;
        const holds = path === volume.path || compared.startsWith(root);
        return holds && (best === null || volume.path.length > best.path.length) ? volume : best;
      }, null);
    },
  };
}

async function macVolumes(): Promise<Volume[]> {
  const { stdout } = await run('/sbin/mount', [], { timeout: 10_000 });
  const mounts = parseMacMounts(stdout).filter(({ path }) => path === '/' || path.startsWith('/Volumes/'));
  return Promise.all(
    mounts.map(async ({ path, source, isLocal }): Promise<Volume> => {
      if (!isLocal) return { path, id: source, capacity: 0, kind: 'network' };
      const told = await run('/usr/sbin/diskutil', ['info', path], { timeout: 10_000 })
        .then(({ stdout: text }) => parseDiskutil(text))
        .catch(() => ({ id: null, removable: false }));
      const kind = told.removable && path !== '/' ? 'removable' : 'fixed';
      return { path, id: told.id, capacity: await capacityOf(path), kind };
    }),
  );
}

async function windowsVolumes(): Promise<Volume[]> {
  const { stdout } = await run('powershell.exe', [...WINDOWS_DRIVES], { timeout: 20_000, windowsHide: true });
  return parseWindowsDrives(stdout);
}
