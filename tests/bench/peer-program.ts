import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a program that ours is compared with. */
export const runPeer = promisify(execFile);

export async function isInstalled(program: string): Promise<boolean> {
  return runPeer('sh', ['-c', `command -v ${program}`]).then(
    () => true,
    () => false,
  );
}
