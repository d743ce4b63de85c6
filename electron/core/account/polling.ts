import { isStudioError } from '../../../shared/domain/errors.ts';
import { isLoopback } from '../../../shared/domain/server-address.ts';
import type { StudioContext } from '../context.ts';
import type { SessionKeeper } from './create-session.ts';
import type { Session } from './session.ts';
import type { Sync } from './sync.ts';

/** Seconds between two looks. On this computer's own marketplace they cost nothing; over a paid link they do. */
const LOOPBACK = { expecting: 12, quiet: 15 };
const REMOTE = { expecting: 60, quiet: 300 };
const LONGEST_SECONDS = 900;
/** Longest sleep without looking whether the token is due: also how late a clock change or a wake-up is noticed. */
const KEEP_ALIVE_SECONDS = 30;
const JITTER = 0.1;

/** Seconds until the next look at the marketplace: slower after each failure in a row, never before `Retry-After`. */
export function pollDelay(
  server: string,
  expecting: boolean,
  failures: number,
  retryAfterSeconds: number,
  fraction: number,
): number {
  const pace = isLoopback(server) ? LOOPBACK : REMOTE;
  const base = (expecting ? pace.expecting : pace.quiet) * 2 ** Math.min(failures, 10);
  const jittered = Math.min(base, LONGEST_SECONDS) * (1 + JITTER * (2 * fraction - 1));
  return Math.max(jittered, retryAfterSeconds);
}

/** Looks at the marketplace by itself while somebody is signed in, and keeps the token alive. */
export function createPolling(context: StudioContext, keeper: SessionKeeper, sync: Sync) {
  const { events, log, ports, lifetime } = context;
  const session: Session = keeper.session;
  let stopping: AbortController | null = null;
  let done: Promise<void> = Promise.resolve();
  let wake = new AbortController();
  /** Asked while a sync was running: its answer may be too old already. */
  let lookWanted = false;

  let online = true;

  /** Learnt from results, never from what the operating system says of its network. */
  function setOnline(now: boolean): void {
    if (now !== online) events.emit({ type: 'online-changed', online: now });
    online = now;
  }

  /** Ends the current pause: something happened that the marketplace may answer to. */
  function look(): void {
    lookWanted = true;
    wake.abort(new Error('look now'));
  }

  async function pause(seconds: number, signal: AbortSignal): Promise<void> {
    wake = new AbortController();
    if (lookWanted) return;
    const end = ports.clock.monotonic() + seconds * 1000;
    while (ports.clock.monotonic() < end) {
      const slice = Math.min(KEEP_ALIVE_SECONDS * 1000, end - ports.clock.monotonic());
      try {
        await ports.clock.sleep(slice, AbortSignal.any([signal, wake.signal]));
      } catch {
        return;
      }
      await keeper.keepAlive();
    }
  }

  async function loop(signal: AbortSignal): Promise<void> {
    let failures = 0;
    let retryAfterSeconds = 0;
    while (!signal.aborted) {
      lookWanted = false;
      const account = session.current();
      if (!account || (await keeper.state()) === 'expired') {
        await pause(3600, signal); // a sign-in wakes it
        continue;
      }
      try {
        await sync.run(account.id, false);
        failures = 0;
        retryAfterSeconds = 0;
        setOnline(true);
      } catch (error) {
        if (signal.aborted) return;
        failures++;
        retryAfterSeconds = isStudioError(error, 'rate-limited') ? error.facts.retryAfterSeconds : 0;
        setOnline(!isStudioError(error, 'server-unreachable'));
        if (isStudioError(error)) log.info('marketplace not read', { code: error.code, failures });
        else log.error('sync failed', { error });
      }
      if (signal.aborted) return;
      await pause(
        pollDelay(account.server, sync.expecting(account.id), failures, retryAfterSeconds, ports.random.fraction()),
        signal,
      );
    }
  }

  return {
    look,
    start(): void {
      if (stopping) return;
      stopping = new AbortController();
      const signal = AbortSignal.any([stopping.signal, lifetime]);
      const unsubscribe = [session.onActive(look)];
      // A photo that has just arrived there gets its verdict within seconds on a local marketplace.
      let expected = false;
      unsubscribe.push(
        events.subscribe((event) => {
          if (event.type !== 'delivery-changed') return;
          const account = session.current();
          const expecting = account !== null && sync.expecting(account.id);
          if (expecting && !expected) look();
          expected = expecting;
        }),
      );
      done = loop(signal).finally(() => {
        for (const end of unsubscribe) end();
      });
    },
    async stop(): Promise<void> {
      stopping?.abort(new Error('polling stopped'));
      stopping = null;
      await done;
    },
  };
}
