import { createHash } from 'node:crypto';
import { existsSync, lstatSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeFolder } from '../../files/make-folder.ts';

/** sockaddr_un.sun_path holds 108 bytes on Linux and 104 on macOS, the closing zero included (unix(7)). */
const LONGEST_PATH = 103;

/**
 * Where the session agent of a data folder listens: a socket in a folder of this user alone, or a named pipe on Windows (pipes
 * have no folder; their default permissions keep other users from reading). Short, whatever the data folder's own path is.
 */
export function agentAddress(dataDir: string, env: NodeJS.ProcessEnv = process.env): string {
  const mark = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 16);
  const user = process.getuid?.() ?? env.USERNAME ?? 'user';
  if (process.platform === 'win32') return `\\\\.\\pipe\\pouire-${user}-${mark}`;
  const candidates = [env.XDG_RUNTIME_DIR, tmpdir(), '/tmp'].filter(
    (folder) => folder !== undefined && folder !== '' && existsSync(folder),
  );
  const paths = candidates.map((folder) => join(folder ?? '/tmp', `pouire-${user}`, `${mark}.sock`));
  return paths.find((path) => Buffer.byteLength(path) <= LONGEST_PATH) ?? `/tmp/pouire-${user}/${mark}.sock`;
}

/**
 * Makes sure that the socket's folder is ours and nobody else's: a folder, not a link; this user's; closed to all others.
 * In a shared temporary folder somebody else might have made it first. False: not to be trusted.
 */
export function isPrivateFolder(folder: string, create: boolean): boolean {
  if (process.platform === 'win32') return true;
  try {
    if (create) makeFolder(folder, 0o700);
    const found = lstatSync(folder);
    return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
  } catch {
    return false;
  }
}
