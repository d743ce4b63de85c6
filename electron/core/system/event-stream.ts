import type { StudioEvent } from '../../../shared/contract/events.ts';
import type { EventBus } from '../events.ts';

/** More than this unread means the caller is not keeping up: it is told once to ask for everything again. */
const UNREAD_LIMIT = 1000;

/**
 * One subscription: `connected` first, then everything the studio says, in order, until a signal ends it. Subscribes before
 * it says `connected`, so that nothing falls between the caller's first questions and its first event.
 */
export async function* eventStream(
  events: EventBus,
  ...ends: readonly (AbortSignal | undefined)[]
): AsyncGenerator<StudioEvent, void, void> {
  const ended = AbortSignal.any(ends.filter((signal) => signal !== undefined));
  let unread: StudioEvent[] = [{ type: 'connected' }];
  let wake = () => {};
  const unsubscribe = events.subscribe((event) => {
    if (unread.length >= UNREAD_LIMIT) unread = [{ type: 'connected' }];
    unread.push(event);
    wake();
  });
  const onEnd = () => wake();
  ended.addEventListener('abort', onEnd);
  try {
    while (!ended.aborted) {
      const batch = unread;
      unread = [];
      for (const event of batch) yield event;
      if (unread.length > 0 || ended.aborted) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    unsubscribe();
    ended.removeEventListener('abort', onEnd);
  }
}
