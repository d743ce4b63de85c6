// One piece of work at a time, across processes. Plain JavaScript for Node 18 and later.
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const ASK_AGAIN_MS = 200;

/**
 * Does `work` while nobody else who asks with the same lock file does theirs; waits for its turn. Every lock says who holds
 * it and is unlike any other, and only its holder takes it away, so that nobody ever deletes a lock that is not meant. A
 * holder that was killed is tidied after by one process at a time: that is again a piece of work of its own.
 */
export async function alone(lock, work) {
  mkdirSync(dirname(lock), { recursive: true });
  const mine = `${process.pid} ${randomUUID()}`;
  for (;;) {
    if (take(lock, mine)) break;
    const holder = holderOf(lock);
    if (holder === null) continue; // let go this very moment: ask again, whoever may have it by now
    if (isAlive(Number.parseInt(holder, 10))) await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    else await alone(`${lock}.${name(holder)}`, () => letGo(lock, holder));
  }
  try {
    return await work();
  } finally {
    letGo(lock, mine);
  }
}

/** The lock appears with its holder already in it (link is atomic and refuses what exists): nobody ever reads it half written. */
function take(lock, mine) {
  const written = `${lock}.${name(mine)}.new`;
  writeFileSync(written, mine);
  try {
    linkSync(written, lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(written, { force: true });
  }
}

function letGo(lock, holder) {
  if (holderOf(lock) === holder) rmSync(lock, { force: true });
}

/** What is written in the lock; null when there is none. */
function holderOf(lock) {
  try {
    return readFileSync(lock, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** A holder as part of a file's name. */
function name(holder) {
  return holder.replace(/[^\w-]+/g, '-').slice(0, 60);
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
