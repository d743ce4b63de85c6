import type { PhotoId } from '../../../shared/domain/ids.ts';
import type { StudioContext } from '../context.ts';
import { photoFacts } from '../library/photo-facts.repository.ts';
import { asAccount } from './as-account.ts';
import { remotePhotosRepository } from './remote-photos.repository.ts';
import type { Session } from './session.ts';
import type { SyncStateRepository } from './sync-state.repository.ts';

/** Moderation and counts of her photos on the marketplace. */
export function createPhotoSync(context: StudioContext, session: Session, state: SyncStateRepository) {
  const { db, events, ports } = context;
  const repository = remotePhotosRepository(db);
  const facts = photoFacts(db);

  /** What the lists said becomes what the library shows. */
  function apply(accountId: number, removed: readonly PhotoId[]): void {
    if (session.current()?.id !== accountId) return; // `photos` speaks of the current account
    const changed = db.transaction(() => {
      const moderated = repository.link(accountId);
      for (const { id, moderation } of moderated) facts.setModeration(id, moderation);
      for (const id of removed) facts.setModeration(id, 'none');
      return [...moderated.map(({ id }) => id), ...removed];
    });
    if (changed.length > 0) events.emit({ type: 'photos-changed', ids: changed, membership: true });
  }

  return {
    /** How many await the moderators. */
    open: (accountId: number) => repository.open(accountId).length,
    counts: (accountId: number) => repository.counts(accountId),
    /**
     * whole: every page, so that counts are right and what was withdrawn elsewhere disappears. Otherwise pages, newest first,
     * until nothing new shows and every open moderation was seen.
     */
    async run(accountId: number, whole: boolean, signal: AbortSignal): Promise<void> {
      const startedAt = ports.clock.now();
      const open = new Set(repository.open(accountId));
      const seen = new Set<string>();
      let complete = false;
      let total = 0;
      for (let page = 1; !complete; page++) {
        const answer = await asAccount(
          session,
          accountId,
          ({ token, marketplace }) => marketplace.photos(token, page, signal),
          signal,
        );
        const changed = db.transaction(
          () => answer.items.filter((photo) => repository.store(accountId, photo, ports.clock.now())).length,
        );
        for (const { id } of answer.items) {
          seen.add(id);
          open.delete(id);
        }
        total = answer.total;
        complete = page >= answer.lastPage || answer.items.length === 0;
        // Verdicts show at once, not after the last of a hundred pages.
        apply(accountId, []);
        if (!whole && changed === 0 && open.size === 0) break;
      }
      // Pages shift while they are read: only a pass that saw everything may call a photo gone.
      if (complete && seen.size >= total) apply(accountId, repository.forgetUnseen(accountId, startedAt));
      state.set(accountId, 'photos', ports.clock.now(), { total });
    },
  };
}
