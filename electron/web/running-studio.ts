import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../core/log.ts';

/** How long a running studio may take to say that it is there (milliseconds). */
const ANSWER_MS = 2000;

const running = z.object({ pid: z.int(), url: z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }) });

const fileIn = (dataDir: string) => join(dataDir, 'running.json');

/**
 * Leaves this studio's address, token included, for the next start on the same data folder: in a file that its owner alone
 * may read (0600, in a folder of 0700). Gives what takes it away again. A full disk keeps nobody from starting: then it is left out.
 */
export function leaveAddress(dataDir: string, url: string, log: Pick<Logger, 'warn'>): () => void {
  const file = fileIn(dataDir);
  const content = JSON.stringify({ pid: process.pid, url });
  // Made anew: a file that is already there would keep its own permissions, or be a link to elsewhere.
  try {
    rmSync(file, { force: true });
    writeFileSync(file, content, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    log.warn('address not left', { error });
  }
  return () => {
    if (read(file) === content) rmSync(file, { force: true });
  };
}

/**
 * The address of the studio that is open on this data folder in a browser, or null. A file left by one that was killed is
 * found out by asking: only the studio that made the token answers it with its cookie.
 */
export async function findRunning(dataDir: string): Promise<string | null> {
  const found = running.safeParse(parsed(read(fileIn(dataDir))));
  if (!found.success) return null;
  const { url } = found.data;
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) });
    await answer.body?.cancel();
    return answer.status === 303 ? url : null;
  } catch {
    return null;
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
