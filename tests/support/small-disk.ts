import { execFileSync } from 'node:child_process';

/** Whether this machine lets a test have a disk that fills up: root on Linux, where it may mount. */
export function canMountDisks(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** An empty disk at a folder. `size` as mount takes it: `300k`, `6m`. */
export function mountSmallDisk(at: string, size: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', at], { stdio: 'ignore' });
}

export function unmountDisk(at: string): void {
  execFileSync('umount', [at]);
}
