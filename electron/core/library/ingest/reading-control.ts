import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import type { JobHandler, JobKind } from '../../jobs/job.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import { settingsRows } from '../../settings/settings.repository.ts';
import { PRIORITY } from './compare-folder.ts';
import type { PlacesRepository } from './ingest.repository.ts';
import { VISIBLE } from './read-file.ts';

/** A row of the settings table, beside what she chose there: a pause lasts until she ends it, over restarts. */
const PAUSED = 'reading.paused';

/** What she can give up: everything that finds or reads files. */
const READING: readonly JobKind[] = ['scan-folder', 'look-into', 'read-file', 'make-images'];

export interface ReadingControlParts {
  readonly context: StudioContext;
  readonly queue: () => JobQueue;
  readonly places: PlacesRepository;
  /** What was counted of the work that is given up is over. */
  readonly onCancelled: () => void;
}

export type ReadingControl = ReturnType<typeof readingControl>;

/** Pausing, giving up and putting first: what she may say to the reading of her folders. */
export function readingControl({ context, queue, places, onCancelled }: ReadingControlParts) {
  const rows = settingsRows(context.db);
  let preferred: readonly string[] = [];
  let cancelled = false;

  const keep = (paused: boolean) => rows.write(new Map([[PAUSED, paused]]));
  const lasts = () => rows.read().get(PAUSED) === true;

  return {
    /** Call once the queue is there: what was paused when the studio was closed still is. */
    restore(): void {
      if (lasts()) queue().pause();
    },
    pause(): void {
      keep(true);
      queue().pause();
    },
    resume(): void {
      if (lasts()) keep(false);
      queue().resume();
    },
    /**
     * Gives up what waits. Nothing that was read is lost; what was not is found again by the next look that somebody asks for
     * (a rescan, a folder added, the next start), not by the quarter-hourly one.
     */
    cancel(): void {
      cancelled = true;
      queue().giveUp(READING);
      preferred = [];
      onCancelled();
      if (queue().paused) this.resume();
    },
    /** A scan that nobody asked for does not bring back what she gave up. */
    unlessCancelled(handler: JobHandler): JobHandler {
      return {
        ...handler,
        async run(job, signal) {
          if (job.priority >= 0) cancelled = false;
          return cancelled ? { state: 'finished' } : handler.run(job, signal);
        },
      };
    },
    /** These photos are on the screen: theirs are the next images to be made, before those that were on it a moment ago. */
    putFirst(ids: readonly PhotoId[]): void {
      const { jobs } = queue();
      if (jobs.countOpen('make-images') + jobs.countOpen('read-file') === 0) return;
      const paths = places.pathsOf(ids);
      const shown = new Set(paths);
      const left = preferred.filter((path) => !shown.has(path));
      context.db.transaction(() => {
        if (left.length > 0) {
          jobs.prefer('make-images', left, 0);
          jobs.prefer('read-file', left, PRIORITY.outdatedImages);
        }
        for (const kind of ['make-images', 'read-file'] as const) jobs.prefer(kind, paths, VISIBLE);
      });
      preferred = paths;
      queue().wake();
    },
  };
}
