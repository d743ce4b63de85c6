import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import type { JobHandler } from '../../jobs/job.ts';
import type { JobsRepository } from '../../jobs/jobs.repository.ts';
import { createPictures } from '../photos/pictures.ts';
import { fingerprintsRepository } from './fingerprints.repository.ts';

/** Photographs looked at in one turn: long enough to be worth a transaction, short enough to be paused within a second. */
const AT_ONCE = 50;
/** Ids looked through in one turn, so that a million photos that lack nothing hold nobody up. */
const RANGE = 20_000;
/** New photographs go first; how long (ms) to wait for them. */
const WAIT_MS = 2000;

/** The one subject of the job: it goes through the catalogue in turns, from the first photo to the last. */
export const ALL_PHOTOS = 'all';

/** Photographs read by a version that knew no fingerprints get theirs from their smallest image. */
export function fillFingerprintsHandler(context: StudioContext, jobs: () => JobsRepository): JobHandler {
  const { db, events, ports } = context;
  const fingerprints = fingerprintsRepository(db);
  const pictures = createPictures(context);
  // Not kept across restarts: what was written already is passed over fast.
  let after = 0;
  return {
    concurrency: 1,
    async run(_job, signal) {
      if (jobs().countOpen('read-file') + jobs().countOpen('make-images') > 0)
        return { state: 'retry', at: ports.clock.now() + WAIT_MS, reason: 'new photos first' };
      const upTo = after + RANGE;
      const ids = fingerprints.lacking(after, upTo, AT_ONCE);
      const seen: { id: PhotoId; digits: string | null }[] = [];
      for (const id of ids) {
        const path = pictures.picture(id, 'thumb200');
        seen.push({ id, digits: path === null ? null : await ports.images.fingerprint(path, signal) });
      }
      db.transaction(() => {
        for (const { id, digits } of seen) fingerprints.write(id, digits);
      });
      if (seen.length > 0) events.emit({ type: 'duplicates-changed' });
      after = ids.length === AT_ONCE ? (ids.at(-1) ?? upTo) : upTo;
      if (after < fingerprints.largestId())
        return { state: 'retry', at: ports.clock.now(), reason: 'not the last photo yet' };
      after = 0;
      return { state: 'finished' };
    },
  };
}
