import type { PhotoId } from '../../../../shared/domain/ids.ts';
import type { PictureQuality } from '../../../../shared/domain/picture-quality.ts';
import type { StudioContext } from '../../context.ts';
import type { JobHandler } from '../../jobs/job.ts';
import type { JobsRepository } from '../../jobs/jobs.repository.ts';
import { qualityRepository } from './quality.repository.ts';

/** Photographs decoded in one turn: a few seconds, after which others hear of it. */
const AT_ONCE = 24;
/** Ids looked through in one turn, so that a million photos that lack nothing hold nobody up. */
const RANGE = 20_000;
/** New photographs go first; how long (ms) to wait for them. */
const WAIT_MS = 2000;

/**
 * Photographs read by a version that did not measure them, and those whose images were found ready made, are decoded once more,
 * one at a time and after everything else. What she rejected or sent already is left alone: nobody will ask.
 */
export function measurePhotosHandler(
  context: StudioContext,
  jobs: () => JobsRepository,
  refreshRules: (ids: readonly PhotoId[]) => void,
): JobHandler {
  const { db, events, ports } = context;
  const quality = qualityRepository(db);
  // Not kept across restarts: what was written already is passed over fast.
  let after = 0;
  return {
    concurrency: 1,
    async run(_job, signal) {
      if (!ports.images.quality) return { state: 'finished' };
      if (jobs().countOpen('read-file') + jobs().countOpen('make-images') > 0)
        return { state: 'retry', at: ports.clock.now() + WAIT_MS, reason: 'new photos first' };
      const upTo = after + RANGE;
      const photos = quality.lacking(after, upTo, AT_ONCE);
      const measured: { id: PhotoId; said: PictureQuality | null }[] = [];
      for (const { id, sha256, path } of photos)
        measured.push({ id, said: await ports.images.quality(path, sha256, signal) });
      const ids = measured.map(({ id }) => id);
      const before = quality.rulesBroken(ids);
      db.transaction(() => {
        for (const { id, said } of measured) quality.write(id, said);
        refreshRules(ids);
      });
      // A list is asked for again where that may show something else: a whole library is measured one time, photo by photo.
      const now = quality.rulesBroken(ids);
      const changed = ids.filter((id) => now.get(id) !== before.get(id));
      if (changed.length > 0) events.emit({ type: 'photos-changed', ids: changed, membership: true });
      after = photos.length === AT_ONCE ? (ids.at(-1) ?? upTo) : upTo;
      if (after < quality.largestId())
        return { state: 'retry', at: ports.clock.now(), reason: 'not the last photo yet' };
      after = 0;
      return { state: 'finished' };
    },
  };
}
