import type { Job } from '../../jobs/job.ts';
import type { ReadPhotoResult } from '../../ports/images.ts';
import type { SeenFile } from './walk.ts';

/** Why a job waits, as its row says it. */
export const STILL_WRITTEN = 'still being written';

/** How long (ms) to wait before looking again at a file that changed while it was read. */
const CHANGING_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 30_000;
/**
 * A file without its end (or without its beginning: network drives make files in full length first) that changed less than
 * this many ms ago may still get it: slow lines pause for ten seconds and more.
 */
export const MAY_STILL_GROW_MS = 15_000;

/** What half a photograph may be taken for. */
const HALF: ReadonlySet<string> = new Set(['incomplete', 'damaged', 'empty-file', 'not-an-image', 'unsupported']);

/** When (ms since the epoch) to look again at a file that may still be written to; null: it is what it is. Never null for `unstable`. */
export function lookAgainAt(
  job: Job,
  file: SeenFile,
  { result, changed, now }: { result: ReadPhotoResult; changed: boolean; now: number },
): number | null {
  const quiet = Number(BigInt(file.mtimeNs) / 1_000_000n) + MAY_STILL_GROW_MS;
  // A time stamp of the future says nothing.
  const mayGrow = now < quiet && quiet <= now + MAY_STILL_GROW_MS;
  const soon = now + Math.min(LONGEST_WAIT_MS, CHANGING_WAIT_MS * job.attempts);
  if (changed) return soon;
  if (result.outcome === 'unstable') return mayGrow && job.attempts > 1 ? Math.max(soon, quiet) : soon;
  return result.outcome === 'refused' && HALF.has(result.code) && mayGrow ? Math.max(now, quiet) : null;
}
