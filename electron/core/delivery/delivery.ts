import type { DeliveryEntry, DeliverySearch, QueueProgress } from '../../../shared/contract/delivery.contract.ts';
import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { ContractImplementer } from '../contract.ts';
import { correct } from './corrections.ts';
import { type DrainOptions, drain } from './drain.ts';
import { type EnqueueRoad, enqueue, estimate, retryFailed, type SendingSettings } from './enqueue.ts';
import { createOrders } from './her-orders.ts';
import { historyCsv } from './history-csv.ts';
import { createLanes } from './lanes.ts';
import { createLedger } from './ledger.ts';
import { createMeter } from './meter.ts';
import { Permits } from './patience.ts';
import { PlanMemory } from './plan-memory.ts';
import { createQueue } from './queue.ts';
import { moveInQueue } from './queue-order.ts';
import { entryOf, partsOf, progressOf } from './queue-view.ts';
import type { ReadyPhotos } from './ready-photos.ts';
import { createReplacing } from './replace-picture.ts';
import { createRestraint, type RestraintSettings } from './restraint.ts';
import { runDelivery } from './run-delivery.ts';
import { sentCopyMaker } from './sent-copy.ts';
import { timeFor } from './time-for.ts';
import { trafficRepository } from './traffic.repository.ts';
import { createPhotoWithdrawals } from './withdraw-photos.ts';

/** SQLite's largest number: no limit. */
const ALL = Number.MAX_SAFE_INTEGER;

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
  const plans = new PlanMemory();
  const copies = sentCopyMaker(context.paths.prepared, ports.metadata, ports.random, ports.images, plans);
  const road = {
    context,
    session,
    library,
    ledger,
    meter,
    copies,
    plans,
    lanes: createLanes(meter.lastKnownSpeed, ledger.objects.hasBrokenOff()),
    preparing: new Permits(2),
    posting: new Permits(1),
    takeOff: (): void => withdrawals.tell(),
  };
  const queue = createQueue(context, session, ledger, restraint, (deliveryId, signal) =>
    runDelivery(deliveryId, road, signal),
  );
  const orders = createOrders(context, ledger, queue, copies);
  const withdrawals = createPhotoWithdrawals(context, session, ledger, orders);
  const enqueueRoad: EnqueueRoad = { context, session, library, settings, ledger };
  const replacing = createReplacing(enqueueRoad, orders);
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
    find?: DeliverySearch,
  ): { total: number; items: DeliveryEntry[] } {
    const only = find === undefined ? null : ledger.deliveries.found(accountId(), find);
    const { total, rows } = ledger.deliveries.page(scope, accountId(), limit, offset, only);
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

  async function cancel(deliveryIds: readonly number[]) {
    const cancelled = await orders.cancel(deliveryIds);
    announce();
    queue.pump();
    return cancelled;
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
        withdraw: os.delivery.withdraw.handler(({ input }) => withdrawals.withdraw(input.ids)),
        keepForSale: os.delivery.keepForSale.handler(({ input }) => withdrawals.keepForSale(input.ids)),
        replace: os.delivery.replace.handler(async ({ input }) => {
          const answer = await replacing.replace(input.id, input.refused);
          announce();
          queue.pump();
          return answer;
        }),
        replacement: os.delivery.replacement.handler(({ input }) => replacing.told(input.id)),
        sale: os.delivery.sale.handler(({ input }) => withdrawals.sale(input.id)),
        list: os.delivery.list.handler(({ input }) => list(input.scope, input.limit, input.offset, input.find)),
        parts: os.delivery.parts.handler(({ input }) =>
          partsOf(ledger.deliveries.byId(input.id), ledger.objects, meter),
        ),
        progress: os.delivery.progress.handler(() => progress()),
        sendAnyway: os.delivery.sendAnyway.handler(() => {
          restraint.sendAnyway();
          queue.pump();
          return announce();
        }),
        pause: os.delivery.pause.handler(async ({ input }) => {
          if (input?.id === undefined) await queue.pause();
          else await orders.pause(input.id);
          queue.pump();
          return announce();
        }),
        resume: os.delivery.resume.handler(({ input }) => {
          if (input?.id === undefined) queue.resume();
          else orders.resume(input.id);
          queue.pump();
          return announce();
        }),
        move: os.delivery.move.handler(({ input }) => {
          const moved = moveInQueue(context, ledger.deliveries, accountId(), new Set(input.ids), input.to);
          announce();
          return { moved };
        }),
        retry: os.delivery.retry.handler(({ input }) => retry(input.id)),
        cancel: os.delivery.cancel.handler(async ({ input }) => ({
          cancelled: (await cancel([input.id])).cancelled > 0,
        })),
        cancelAll: os.delivery.cancelAll.handler(() =>
          cancel(ledger.deliveries.order(accountId()).map((row) => row.id)),
        ),
        csv: os.delivery.csv.handler(({ input }) => {
          const { items } = list('history', ALL, 0, input.find);
          return { csv: historyCsv(items, input.language, input.mark), deliveries: items.length };
        }),
      },
    }),
    /** Begins sending; goes on by itself until `stop`. */
    start(): void {
      void swept.then(() => queue.start());
      withdrawals.start();
    },
    /** The whole queue, as the page shows it. */
    progress,
    /** The computer goes to sleep (true) or is awake again (false): sending ends before and goes on after. */
    async sleep(asleep: boolean): Promise<void> {
      if (asleep) await queue.rest();
      else queue.goOn();
    },
    /** Where the computer's current comes from, by a host that is told. */
    power(onBattery: boolean): void {
      if (restraint.tellPower(onBattery)) queue.pump();
    },
    /** There is a network again: what waits for one tries at once. */
    lineIsBack: (): void => void queue.wake('all'),
    /** Ends what is under way at once; the ledger knows where to go on. */
    async stop(): Promise<void> {
      await swept;
      await queue.stop();
      await withdrawals.stop();
    },
    /** Sends until nothing can go on, for the command line. Errors: the signal's reason. */
    async drain(options: DrainOptions = {}) {
      await swept;
      const drained = await drain(options, { context, session, ledger, meter, queue, progress });
      await withdrawals.stop();
      return drained;
    },
  };
}
