import { setImmediate as nextTurn } from 'node:timers/promises';
import type { StudioEvent } from '../../../../shared/contract/events.ts';
import type { PhotoFilter } from '../../../../shared/contract/library.contract.ts';
import { type PhotoId, photoId } from '../../../../shared/domain/ids.ts';
import type { StudioContext } from '../../context.ts';
import { FingerprintIndex } from '../duplicates/fingerprint-index.ts';
import { NEAR } from '../duplicates/near-groups.ts';
import { type Looks, sentAlikeRepository } from './sent-alike.repository.ts';

/** What the marketplace has, and what she is about to send: of nothing else is anything said. */
const HAS: readonly PhotoFilter[] = [{ delivery: 'sent' }, { moderation: 'pending' }, { moderation: 'approved' }];
const TO_SEND: readonly PhotoFilter[] = [
  { review: 'approved', delivery: 'none' },
  { review: 'approved', delivery: 'failed' },
];
/** Photos looked at between two turns of others: a few milliseconds. */
const CHUNK = 500;
/** Changes come in bursts: looked at this long (ms) after the last of them. */
const REST_MS = 1500;
const TELLING: ReadonlySet<StudioEvent['type']> = new Set([
  'photos-changed',
  'duplicates-changed',
  'delivery-changed',
  'account-changed',
]);

interface Road {
  readonly ids: (filter: PhotoFilter) => readonly PhotoId[];
  readonly refreshRules: (ids: readonly PhotoId[]) => void;
}

/**
 * Says of photos that are approved and not sent which photo of another shot, almost the same, the marketplace has already. Looked
 * at anew, whole, a moment after anything changed: what is sent is a few thousand photos, what is about to be a few hundred.
 */
export function createSentAlike(context: StudioContext, { ids, refreshRules }: Road) {
  const { db, events, lifetime, log } = context;
  const kept = sentAlikeRepository(db);
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<unknown> = Promise.resolve();
  let unsubscribe: (() => void) | null = null;

  const all = (filters: readonly PhotoFilter[]) => [...new Set(filters.flatMap((filter) => [...ids(filter)]))];

  function* inChunks(list: readonly PhotoId[]): Generator<Looks[]> {
    for (let start = 0; start < list.length; start += CHUNK) yield kept.looks(list.slice(start, start + CHUNK));
  }

  /** Answers the photos of which something else is said now. */
  async function look(): Promise<PhotoId[]> {
    const has = new Set(all(HAS));
    const sent = new FingerprintIndex();
    const stacks = new Map<number, number | null>();
    for (const chunk of inChunks([...has])) {
      for (const one of chunk) {
        sent.set(one.id, one);
        stacks.set(one.id, one.stack);
      }
      await nextTurn();
    }
    const before = new Set(kept.marked());
    const changes = new Map<PhotoId, PhotoId | null>();
    for (const chunk of sent.size === 0 ? [] : inChunks(all(TO_SEND).filter((id) => !has.has(id)))) {
      lifetime.throwIfAborted();
      for (const one of chunk) {
        before.delete(one.id);
        const [nearest] = sent
          .near(one, NEAR)
          .filter(({ id }) => one.stack === null || stacks.get(id) !== one.stack)
          .sort((a, b) => a.distance - b.distance || a.id - b.id)
          .map(({ id }) => photoId.parse(id))
          .filter((id) => !kept.areDismissed(one.id, id));
        if ((nearest ?? null) !== one.alike) changes.set(one.id, nearest ?? null);
      }
      await nextTurn();
    }
    for (const id of before) changes.set(id, null);
    if (changes.size === 0) return [];
    const changed = [...changes.keys()];
    db.transaction(() => {
      for (const [id, alike] of changes) kept.mark(id, alike);
      refreshRules(changed);
    });
    events.emit({ type: 'photos-changed', ids: changed, membership: true });
    return changed;
  }

  function soon(): void {
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(look).catch((error) => {
        if (!lifetime.aborted) log.error('photos like those sent were not looked for', { error });
      });
    }, REST_MS);
    timer.unref();
  }

  return {
    look,
    start(): void {
      unsubscribe = events.subscribe((event) => {
        if (TELLING.has(event.type)) soon();
      });
      soon();
    },
    async stop(): Promise<void> {
      unsubscribe?.();
      if (timer) clearTimeout(timer);
      await running;
    },
  };
}
