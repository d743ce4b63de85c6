import type { StudioEvent } from '../../../shared/contract/events.ts';
import type { EventBus } from '../events.ts';

/** More than this unread means the caller is not keeping up: it is told once to ask for everything again. */
const UNREAD_LIMIT = 1000;

/**
 * One subscription: `connected` first, then everything the studio says, in order, until a signal ends it. Subscribes at once,
 * not when it is first read, so that nothing falls between it and the questions the caller asks behind it.
 */
export function eventStream(
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
  // Also of a stream that nobody ever reads.
  const onEnd = () => {
    unsubscribe();
    wake();
  };
  if (ended.aborted) onEnd();
  ended.addEventListener('abort', onEnd, { once: true });

  async function* read(): AsyncGenerator<StudioEvent, void, void> {
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
  return read();
}
