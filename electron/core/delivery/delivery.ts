import type { DeliveryEntry, QueueProgress } from '../../../shared/contract/delivery.contract.ts';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { correct } from './corrections.ts';
import { OPEN_STATES } from './deliveries.repository.ts';
import { type DrainOptions, drain } from './drain.ts';
import { type EnqueueRoad, enqueue, estimate, retryFailed, type SendingSettings } from './enqueue.ts';
import { createLedger } from './ledger.ts';
import { createMeter } from './meter.ts';
import { Permits } from './patience.ts';
import { createQueue } from './queue.ts';
import { entryOf, progressOf } from './queue-view.ts';
import type { ReadyPhotos } from './ready-photos.ts';
import { createRestraint, type RestraintSettings } from './restraint.ts';
import { runDelivery } from './run-delivery.ts';
import { sentCopyMaker } from './sent-copy.ts';
import { timeFor } from './time-for.ts';
import { trafficRepository } from './traffic.repository.ts';

/** Requests with a body that are under way at once, over the whole queue. */
const LANES = 3;

export interface DeliveryParts {
  readonly session: Session;
  readonly library: ReadyPhotos;
  readonly settings: { get(): SendingSettings & RestraintSettings };
}

export type DeliveryFeature = ReturnType<typeof createDelivery>;

/** Sending photos: the sent copy, the queue, the upload ledger. */
export function createDelivery(context: StudioContext, { session, library, settings }: DeliveryParts) {
  const { db, events, ports } = context;
  const ledger = createLedger(context);
  const traffic = trafficRepository(db);
  const restraint = createRestraint(context, traffic, settings);
  const meter = createMeter(context, ledger.objects, traffic, restraint, progress);
  const copies = sentCopyMaker(context.paths.prepared, ports.metadata, ports.random);
  const road = {
    context,
    session,
    library,
    ledger,
    meter,
    copies,
    lanes: new Permits(LANES),
    preparing: new Permits(1),
    posting: new Permits(1),
  };
  const queue = createQueue(context, session, ledger, restraint, (deliveryId, signal) =>
    runDelivery(deliveryId, road, signal),
  );
  const enqueueRoad: EnqueueRoad = { context, session, library, settings, ledger };
  queue.recover();
  const swept = copies.sweep(new Set(ledger.deliveries.preparedPaths()));
  queue.onSettle(() => events.emit({ type: 'delivery-progress', progress: progress() }));
  session.onActive(() => queue.wake('untimed'));
  events.subscribe((event) => {
    if (event.type !== 'settings-changed') return;
    queue.pump();
    events.emit({ type: 'delivery-progress', progress: progress() });
  });

  function accountId(): number | null {
    return session.current()?.id ?? null;
  }

  function progress(): QueueProgress {
    return progressOf(context, ledger.deliveries, meter, restraint, {
      paused: queue.isPaused(),
      active: queue.activeCount(),
      accountId: accountId(),
    });
  }

  function announce(): QueueProgress {
    const now = progress();
    events.emit({ type: 'delivery-changed' });
    events.emit({ type: 'delivery-progress', progress: now });
    return now;
  }

  function list(
    scope: 'open' | 'history' | 'all',
    limit: number,
    offset: number,
  ): { total: number; items: DeliveryEntry[] } {
    const { total, rows } = ledger.deliveries.page(scope, accountId(), limit, offset);
    return { total, items: rows.map((row) => entryOf(row, meter.inFlight(row.id))) };
  }

  function add(selection: PhotoSelection) {
    const enqueued = enqueue(selection, enqueueRoad);
    announce();
    queue.pump();
    return enqueued;
  }

  function retry(deliveryId: number | undefined): { queued: number } {
    const failed = retryFailed(deliveryId, enqueueRoad);
    const woken = deliveryId === undefined ? queue.wake('all') : wakeOne(deliveryId);
    announce();
    queue.pump();
    return { queued: failed + woken };
  }

  function wakeOne(deliveryId: number): number {
    const row = ledger.deliveries.byId(deliveryId);
    if (row?.state !== 'waiting') return 0;
    ledger.enter(row, 'queued', 'queued');
    return 1;
  }

  /** What is not sent yet goes no further; the marketplace is told, now or when it can be reached. */
  async function cancel(deliveryId: number): Promise<{ cancelled: boolean }> {
    await queue.interruptCancelled(deliveryId);
    const row = ledger.deliveries.byId(deliveryId);
    if (row === undefined || !([...OPEN_STATES, 'failed'] as const).some((state) => state === row.state))
      return { cancelled: false };
    if (row.kind === 'correction') {
      // The marketplace keeps the photo as it is, and so does the history.
      ledger.correctionDropped(row);
      announce();
      queue.pump();
      return { cancelled: true };
    }
    ledger.enter(row, 'cancelled', 'none');
    const { sent_path: copy } = row;
    if (copy !== null && !ledger.deliveries.preparedPaths().includes(copy)) await copies.remove(copy);
    announce();
    queue.pump();
    return { cancelled: true };
  }

  return {
    router: (os: ContractImplementer) => ({
      delivery: {
        enqueue: os.delivery.enqueue.handler(({ input }) => add(input.selection)),
        estimate: os.delivery.estimate.handler(({ input }) => {
          const sorted = estimate(input.selection, enqueueRoad);
          return { ...sorted, ...timeFor(sorted.bytes, meter.lastKnownSpeed(), restraint, context.ports.clock.now()) };
        }),
        correct: os.delivery.correct.handler(({ input }) => {
          const corrected = correct(input.ids, enqueueRoad);
          announce();
          queue.pump();
          return corrected;
        }),
        list: os.delivery.list.handler(({ input }) => list(input.scope, input.limit, input.offset)),
        progress: os.delivery.progress.handler(() => progress()),
        sendAnyway: os.delivery.sendAnyway.handler(() => {
          restraint.sendAnyway();
          queue.pump();
          return announce();
        }),
        pause: os.delivery.pause.handler(async () => {
          await queue.pause();
          return announce();
        }),
        resume: os.delivery.resume.handler(() => {
          queue.resume();
          return announce();
        }),
        retry: os.delivery.retry.handler(({ input }) => retry(input.id)),
        cancel: os.delivery.cancel.handler(({ input }) => cancel(input.id)),
      },
    }),
    /** Begins sending; goes on by itself until `stop`. */
    start(): void {
      void swept.then(() => queue.start());
    },
    /** Ends what is under way at once; the ledger knows where to go on. */
    async stop(): Promise<void> {
      await swept;
      await queue.stop();
    },
    /** Sends until nothing can go on, for the command line. Errors: the signal's reason. */
    async drain(options: DrainOptions = {}) {
      await swept;
      return await drain(options, { context, session, ledger, meter, queue, progress });
    },
  };
}
