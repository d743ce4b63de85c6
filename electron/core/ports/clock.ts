/** Time, so that tests decide it. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. May jump. */
  now(): number;
  /** Milliseconds since some fixed point; never goes back. For durations and rates. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Chance, so that tests decide it. */
export interface Random {
  /** RFC 9562 version 4, lower case. */
  uuid(): string;
  /** In [0, 1). */
  fraction(): number;
}
