import type { IngestProgress, IngestSummary } from '../../../../shared/contract/library.contract.ts';
import { StudioError } from '../../../../shared/domain/errors.ts';
import type { StudioContext } from '../../context.ts';
import { isDiskFull } from '../../db/disk-full.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import type { FoldersRepository, WatchedFolder } from '../folders/folders.repository.ts';
import { isBelow, rangeBelow } from './paths.ts';
import type { FileOutcome } from './read-file.ts';

export interface PassOptions {
  readonly onProgress?: (progress: IngestProgress) => void;
  readonly signal?: AbortSignal;
}

/** What one pass hears of the work while it goes. */
export interface PassListener {
  outcome(path: string, outcome: FileOutcome): void;
  ignored(folder: WatchedFolder, count: number): void;
  moved(): void;
}

export interface PassParts {
  readonly context: StudioContext;
  readonly queue: JobQueue;
  readonly folders: FoldersRepository;
  readonly progress: () => IngestProgress;
  readonly listen: (listener: PassListener) => () => void;
}

/** A file that still grows after this many looks is left to the next pass. */
const MOST_LOOKS = 5;
const READS = ['read-file', 'make-images'] as const;
/** Progress is worth saying this often (ms). */
const PROGRESS_MS = 200;

/**
 * Reads folders to the end: everything found, hashed, described by its metadata and previewed, or set aside with its reason.
 * Errors: disk-full (nothing is lost, run again), and the signal's reason.
 */
export async function ingestPass(
  parts: PassParts,
  watched: readonly WatchedFolder[],
  options: PassOptions,
): Promise<IngestSummary> {
  const { context, queue, folders } = parts;
  const started = context.ports.clock.monotonic();
  const roots = watched.filter(
    (folder) => !watched.some((other) => other.id !== folder.id && isBelow(folder.path, other.path)),
  );
  const counts = { added: 0, updated: 0 };
  const ignored = new Map<number, number>();
  let lastSaid = Number.NEGATIVE_INFINITY;
  let look = (): void => {};

  const stopListening = parts.listen({
    outcome(path, outcome) {
      if (outcome !== 'added' && outcome !== 'updated' && outcome !== 'withdrawn') return;
      if (!roots.some((root) => isBelow(path, root.path))) return;
      if (outcome === 'withdrawn') counts.added = Math.max(0, counts.added - 1);
      else counts[outcome] += 1;
    },
    ignored: (folder, count) => void ignored.set(folder.id, count),
    moved: () => look(),
  });
  if (queue.paused) queue.resume();
  try {
    for (const root of roots) {
      // What failed before is found and tried again; what is told afterwards is of this pass.
      const { from, below } = rangeBelow(root.path);
      for (const kind of READS) queue.jobs.dropFailed(kind, from, below);
      queue.add('scan-folder', String(root.id));
    }
  } catch (error) {
    stopListening();
    throw isDiskFull(error) ? new StudioError('disk-full', { path: context.ports.dataDir }, { cause: error }) : error;
  }
  const letGo = queue.run();
  try {
    await new Promise<void>((resolve, reject) => {
      look = () => {
        const time = context.ports.clock.monotonic();
        if (options.onProgress && time - lastSaid > PROGRESS_MS) {
          lastSaid = time;
          options.onProgress(parts.progress());
        }
        if (queue.problem) reject(queue.problem);
        else if (isDone(queue, roots)) resolve();
      };
      const aborted = () => reject(options.signal?.reason ?? context.lifetime.reason);
      options.signal?.addEventListener('abort', aborted, { once: true });
      context.lifetime.addEventListener('abort', aborted, { once: true });
      if (options.signal?.aborted || context.lifetime.aborted) aborted();
      else look();
    });
  } finally {
    look = () => {};
    stopListening();
    await letGo();
  }
  options.onProgress?.(parts.progress());
  return summary(parts, roots, {
    ...counts,
    ignored: [...ignored.values()].reduce((sum, count) => sum + count, 0),
    started,
    folders,
  });
}

function isDone(queue: JobQueue, roots: readonly WatchedFolder[]): boolean {
  return roots.every((root) => {
    const id = String(root.id);
    const { from, below } = rangeBelow(root.path);
    return (
      !queue.jobs.hasOpen('scan-folder', id, `${id}\0`, MOST_LOOKS) &&
      !queue.jobs.hasOpen('read-file', from, below, MOST_LOOKS) &&
      !queue.jobs.hasOpen('make-images', from, below, MOST_LOOKS) &&
      !queue.jobs.hasOpen('read-sidecars', root.path, below, MOST_LOOKS)
    );
  });
}

interface Counted {
  added: number;
  updated: number;
  ignored: number;
  started: number;
  folders: FoldersRepository;
}

function summary(
  { context, queue }: PassParts,
  roots: readonly WatchedFolder[],
  { added, updated, ignored, started, folders }: Counted,
): IngestSummary {
  const total = { photos: 0, files: 0 };
  const quarantined: IngestSummary['quarantined'] = [];
  const failed: IngestSummary['failed'] = [];
  for (const root of roots) {
    const { photos, files } = folders.count(root.path);
    const now = folders.byId(root.id);
    const state = now?.state;
    if (now?.rules.paused) failed.push({ path: root.path, code: 'folder-paused' });
    else if (state === 'offline' || state === 'unreadable') failed.push({ path: root.path, code: `folder-${state}` });
    const { from, below } = rangeBelow(root.path);
    for (const kind of READS)
      failed.push(...queue.jobs.failed(kind, from, below).map((path) => ({ path, code: 'reading-failed' as const })));
    total.photos += photos;
    total.files += files;
    quarantined.push(
      ...folders.quarantineBelow(root.path).map(({ path, code, detail }) => ({ path, code, reason: detail })),
    );
  }
  const seconds = Math.round(context.ports.clock.monotonic() - started) / 1000;
  return {
    ...total,
    added,
    updated,
    unchanged: Math.max(0, total.files - added - updated),
    quarantined,
    failed,
    ignored,
    seconds,
  };
}
