/** Work that several may wait for at once: it is done once, and ended when the last of them goes away. */
export interface SharedWork<Key, Result> {
  /** Waits for the work of this name, beginning it if nobody has. Rejects with the signal's reason on abort. */
  join(key: Key, begin: (signal: AbortSignal) => Promise<Result>, signal?: AbortSignal): Promise<Result>;
}

interface Running<Result> {
  readonly result: Promise<Result>;
  readonly ending: AbortController;
  waiting: number;
}

export function sharedWork<Key, Result>(): SharedWork<Key, Result> {
  const running = new Map<Key, Running<Result>>();

  function begin(key: Key, work: (signal: AbortSignal) => Promise<Result>): Running<Result> {
    const ending = new AbortController();
    const result = work(ending.signal).finally(() => {
      if (running.get(key)?.ending === ending) running.delete(key);
    });
    // Everybody may have gone before it fails.
    result.catch(() => {});
    const begun = { result, ending, waiting: 0 };
    running.set(key, begun);
    return begun;
  }

  return {
    join(key, work, signal) {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const shared = running.get(key) ?? begin(key, work);
        shared.waiting += 1;
        const leave = () => {
          signal?.removeEventListener('abort', abort);
          shared.waiting -= 1;
        };
        const abort = () => {
          leave();
          reject(signal?.reason);
          if (shared.waiting > 0) return;
          running.delete(key);
          shared.ending.abort(signal?.reason);
        };
        signal?.addEventListener('abort', abort, { once: true });
        shared.result.then(resolve, reject).finally(() => {
          if (!signal?.aborted) leave();
        });
      });
    },
  };
}
