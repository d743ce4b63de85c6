import { type ClientLink, createORPCClient } from '@orpc/client';
import type { LineState, StudioCalls } from './bridge.ts';

type Link = ClientLink<Record<never, never>>;

/** One connection: its link, and a promise that settles when it is over. */
export interface Connection {
  readonly link: Link;
  readonly closed: Promise<void>;
}

/** Waits between attempts, ms: quick at first because a restarted studio is there within a second. */
const PAUSES_MS = [150, 300, 700, 1500, 3000];
/** A call waits this long for the line before it fails, ms. */
const PATIENCE_MS = 20_000;

/**
 * Calls over a connection that renews itself. A call made while the line is down waits for the next one; calls under way
 * when it breaks fail, since the studio may or may not have done them: the page asks again for what it shows.
 */
export function renewedLine(connect: () => Promise<Connection>) {
  let state: LineState = 'connecting';
  let current: Link | null = null;
  const listeners = new Set<() => void>();
  const waiting = new Set<(link: Link) => void>();

  function become(next: LineState): void {
    if (state === next) return;
    state = next;
    for (const listener of listeners) listener();
  }

  async function keep(): Promise<void> {
    let attempt = 0;
    for (;;) {
      try {
        const connection = await connect();
        attempt = 0;
        current = connection.link;
        become('open');
        for (const resume of waiting) resume(connection.link);
        waiting.clear();
        await connection.closed;
      } catch {
        // Said by the state below; the next attempt follows.
      }
      current = null;
      become('lost');
      const pause = PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] ?? 3000;
      attempt += 1;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  function nextLink(): Promise<Link> {
    if (current) return Promise.resolve(current);
    return new Promise((resolve, reject) => {
      const resume = (link: Link) => {
        clearTimeout(timer);
        resolve(link);
      };
      const timer = setTimeout(() => {
        waiting.delete(resume);
        reject(new Error('the studio does not answer'));
      }, PATIENCE_MS);
      waiting.add(resume);
    });
  }

  const calls = createORPCClient<StudioCalls>({
    call: async (path, input, options) => (await nextLink()).call(path, input, options),
  });

  void keep();
  return {
    calls,
    lineState: () => state,
    onLineState(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
