import type { QueueProgress } from '../../../shared/contract/delivery.contract.ts';
import type { StudioContext } from '../context.ts';
import { lastSpeedRepository } from './last-speed.repository.ts';
import type { ObjectsRepository } from './objects.repository.ts';
import { createPace } from './pace.ts';
import { bufferedMs } from './patience.ts';
import type { Restraint } from './restraint.ts';
import { Speed } from './speed.ts';
import { localDay, type TrafficRepository } from './traffic.repository.ts';

/** Most often that progress is worked out and said, ms. */
const SAY_EVERY_MS = 250;
/**
 * A stretch of sending says how fast her line is when it was so long, ms, or so large, bytes. A thumbnail that took a second says
 * how long answers take, not how fast the line is: less than a piece says nothing.
 */
const TELLING_MS = 1_000;
const LEAST_BYTES = 64 * 1024;
const TELLING_BYTES = 1_000_000;

/** Memory of the speed by which the time left is reckoned, ms. */
const STEADY_MS = 30_000;

/** The stretch of an object that is on its way. */
export interface Stretch {
  readonly deliveryId: number;
  readonly objectId: number;
  readonly partNumber: number;
  /** Bytes of the whole stretch. */
  readonly size: number;
}

/** Takes the bytes of a piece as it leaves; where her limit holds it back, the promise says when it may. */
export type Count = (bytes: number, signal: AbortSignal) => void | Promise<void>;

export type Meter = ReturnType<typeof createMeter>;

/**
 * Counts what goes over the network: in the ledger before a piece leaves (so that a killed process has counted all it sent),
 * in memory for the bytes of requests that are not answered yet.
 */
export function createMeter(
  context: StudioContext,
  objects: ObjectsRepository,
  traffic: TrafficRepository,
  restraint: Restraint,
  progress: () => QueueProgress,
) {
  const { clock } = context.ports;
  const speed = new Speed();
  const steadySpeed = new Speed(STEADY_MS);
  const pace = createPace(clock, restraint.rate);
  const lastSpeed = lastSpeedRepository(context.db);
  const onTheirWay = new Map<Stretch, number>();
  let saidAt = Number.NEGATIVE_INFINITY;
  /** Since when something has been on its way without a break, and what `total` was then. */
  let busy: { readonly since: number; readonly total: number } | null = null;
  let total = 0;
  /** Something arrived since something last failed: the line is what it was. */
  let trusted = true;

  function say(): void {
    const now = clock.monotonic();
    if (now - saidAt < SAY_EVERY_MS) return;
    saidAt = now;
    context.events.emit({ type: 'delivery-progress', progress: progress() });
  }

  /** From the first piece to the last answer: what filled buffers on the way has arrived by then. */
  function keepSpeed(): void {
    if (busy === null || onTheirWay.size > 0) return;
    const bytes = total - busy.total;
    const ms = clock.monotonic() - busy.since;
    busy = null;
    trusted = true;
    if (bytes >= LEAST_BYTES && ms > 0 && (ms >= TELLING_MS || bytes >= TELLING_BYTES))
      lastSpeed.set((bytes * 1000) / ms);
  }

  /** Bytes of what is under way that have not left yet. */
  function stillToGo(): number {
    let bytes = 0;
    for (const [stretch, sent] of onTheirWay) bytes += Math.max(0, stretch.size - sent);
    return bytes;
  }

  return {
    bytesPerSecond: () => speed.bytesPerSecond(clock.monotonic()),
    /** The speed over the last minute or so, for the time that is left: a line that trembles must not shake it. */
    steadyBytesPerSecond: () => steadySpeed.bytesPerSecond(clock.monotonic()),
    /** The speed now, or the one that was measured last, in an earlier run too; null: never. Bytes per second. */
    lastKnownSpeed: (): number | null => speed.bytesPerSecond(clock.monotonic()) || lastSpeed.get(),
    /** Bytes handed to the network since the studio started. */
    total: () => total,
    today: () => traffic.on(localDay(clock.now())),

    /** Bytes of a delivery (of all, without an id) that left but are not confirmed. */
    inFlight(deliveryId?: number): number {
      let bytes = 0;
      for (const [stretch, sent] of onTheirWay)
        if (deliveryId === undefined || stretch.deliveryId === deliveryId) bytes += sent;
      return bytes;
    },

    /**
     * How much longer silence may last because of what left and is not answered (patience.ts). The speed is that of what arrived:
     * the speed now is that of the buffers while they fill.
     */
    bufferedMs(): number {
      return bufferedMs(this.inFlight(), trusted ? lastSpeed.get() : null);
    },

    /** The same of one part. */
    partInFlight(objectId: number, partNumber: number): number {
      for (const [stretch, sent] of onTheirWay)
        if (stretch.objectId === objectId && stretch.partNumber === partNumber) return sent;
      return 0;
    },

    rateLimit: restraint.rate,

    /** Runs one attempt to send a stretch, if she allows it now. Errors: HeldBack, and those of the attempt. */
    async sending<T>(stretch: Stretch, attempt: (count: Count) => Promise<T>): Promise<T> {
      restraint.admit(stretch.size, stillToGo());
      const key = { ...stretch };
      onTheirWay.set(key, 0);
      busy ??= { since: clock.monotonic(), total };
      try {
        const leaves = (bytes: number): void => {
          context.db.transaction(() => {
            objects.countWire(stretch.deliveryId, stretch.objectId, stretch.partNumber, bytes);
            traffic.add(localDay(clock.now()), bytes);
          });
          onTheirWay.set(key, (onTheirWay.get(key) ?? 0) + bytes);
          total += bytes;
          speed.add(bytes, clock.monotonic());
          steadySpeed.add(bytes, clock.monotonic());
          say();
        };
        const outcome = await attempt((bytes, signal) => {
          const wait = pace.take(bytes, signal);
          return wait === undefined ? leaves(bytes) : wait.then(() => leaves(bytes));
        });
        onTheirWay.delete(key);
        keepSpeed();
        return outcome;
      } catch (error) {
        trusted = false;
        throw error;
      } finally {
        onTheirWay.delete(key);
        if (onTheirWay.size === 0) busy = null;
      }
    },
  };
}
