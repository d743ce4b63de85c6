import type { Clock, Random } from '../ports/clock.ts';
import type { UploadSession } from '../ports/marketplace.ts';
import { type ObjectStore, ObjectStoreError, type OpenObjectStore } from '../ports/object-store.ts';
import { fullJitter, unlessStalled } from './patience.ts';

/** Credentials are renewed when so much of their life has passed. */
const RENEW_AT = 0.8;
/** A life outside of this is a clock that is wrong, not a life: then only the storage's own "expired" counts. */
const BELIEVABLE_LIFE_MS = 86_400_000;
/** Tries of one request before the whole delivery steps back and waits. */
const TRIES = 4;
/** Longest wait that a request makes in place, ms; a storage that asks for more gets it from the queue. */
const LONGEST_WAIT_MS = 30_000;

interface Opened {
  readonly store: ObjectStore;
  /** Monotonic ms. */
  readonly renewAt: number;
}

/** The storage for the time of one upload session. Credentials live here, in memory, and nowhere else. */
export class StorageAccess {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #openStore: OpenObjectStore;
  readonly #renewSession: () => Promise<UploadSession>;
  readonly #stores: ObjectStore[] = [];
  #current: Opened;
  #renewing: Promise<Opened> | null = null;

  /** `renewSession` asks the marketplace for the same session with fresh credentials. */
  constructor(
    ports: { clock: Clock; random: Random; openObjectStore: OpenObjectStore },
    session: UploadSession,
    renewSession: () => Promise<UploadSession>,
  ) {
    this.#clock = ports.clock;
    this.#random = ports.random;
    this.#openStore = ports.openObjectStore;
    this.#renewSession = renewSession;
    this.#current = this.#open(session);
  }

  close(): void {
    for (const store of this.#stores) store.close();
  }

  /**
   * Makes one request, and again where that is right: with fresh credentials after a refusal (once), after a pause when the
   * storage is busy, out of reach or got other bytes than were sent. A request on which nothing moves is given up.
   * Every try has its own turn: who pauses lets others by. `work` calls `left` when the last byte of its body has left.
   * Errors: ObjectStoreError of the last try.
   */
  async request<T>(
    signal: AbortSignal,
    work: (store: ObjectStore, signal: AbortSignal, moved: (longerMs?: number) => void, left: () => void) => Promise<T>,
    whenItsTurn: (attempt: (left: () => void) => Promise<T>) => Promise<T> = (attempt) => attempt(() => {}),
  ): Promise<T> {
    let renewed = false;
    for (let attempt = 1; ; ) {
      let access = this.#current;
      try {
        return await whenItsTurn(async (left) => {
          access = await this.#fresh();
          return await unlessStalled(this.#clock, signal, (watched, moved) => work(access.store, watched, moved, left));
        });
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof ObjectStoreError)) throw error;
        if (error.kind === 'expired' || error.kind === 'refused') {
          if (renewed) throw error;
          renewed = true;
          await this.#renew(access);
          continue;
        }
        const wait = Math.max((error.retryAfterSeconds ?? 0) * 1000, fullJitter(this.#random, attempt, 500, 8_000));
        if (error.kind === 'gone' || attempt >= TRIES || wait > LONGEST_WAIT_MS) throw error;
        attempt += 1;
        await this.#clock.sleep(wait, signal);
      }
    }
  }

  async #fresh(): Promise<Opened> {
    const current = this.#current;
    return this.#clock.monotonic() < current.renewAt ? current : await this.#renew(current);
  }

  /** One renewal at a time, and none for keys that were renewed meanwhile. Requests under way keep the keys they began with. */
  async #renew(used: Opened): Promise<Opened> {
    if (this.#current !== used) return this.#current;
    this.#renewing ??= this.#renewSession()
      .then((session) => this.#open(session))
      .finally(() => {
        this.#renewing = null;
      });
    this.#current = await this.#renewing;
    return this.#current;
  }

  #open(session: UploadSession): Opened {
    const store = this.#openStore(session.storage);
    this.#stores.push(store);
    const life = session.storage.credentials.expiresAt - this.#clock.now();
    const believable = life > 0 && life < BELIEVABLE_LIFE_MS;
    return { store, renewAt: believable ? this.#clock.monotonic() + life * RENEW_AT : Number.POSITIVE_INFINITY };
  }
}
