import type { Problem, QueueProgress } from '../../../shared/contract/delivery.contract.ts';
import { type PhotoId, photoId } from '../../../shared/domain/ids.ts';
import type { Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { DeliveryRow } from './deliveries.repository.ts';
import { isOpen } from './delivery-states.ts';
import type { Ledger } from './ledger.ts';
import type { Meter } from './meter.ts';
import type { Queue } from './queue.ts';
import { readJson, storedProblem } from './stored-json.ts';

export interface DrainOptions {
  readonly onProgress?: (progress: QueueProgress) => void;
  readonly signal?: AbortSignal;
  /** How long nothing may arrive before the rest is left for later, ms. */
  readonly patienceMs?: number;
}

export interface SentResult {
  readonly id: PhotoId;
  readonly remoteId: string;
  /** Of the sent copy. */
  readonly sha256: string | null;
  readonly bytes: number;
  readonly resentBytes: number;
}

export interface DrainResult {
  readonly sent: SentResult[];
  /** Failed, or still waiting when patience ran out: with the reason of each. */
  readonly failed: { id: PhotoId; code: string; facts: Record<string, unknown> }[];
  /** Over the network in this call, all attempts. */
  readonly bytes: number;
  readonly resentBytes: number;
  readonly seconds: number;
}

const PATIENCE_MS = 120_000;
const PROGRESS_EVERY_MS = 500;
/** A part may be on a slow line for longer than a token has left: the session is looked after meanwhile, ms. */
const KEEP_ALIVE_MS = 30_000;
const NO_PROBLEM: Problem = { code: 'not-signed-in', facts: {} };

export interface DrainRoad {
  readonly context: StudioContext;
  readonly session: Session;
  readonly ledger: Ledger;
  readonly meter: Meter;
  readonly queue: Queue;
  readonly progress: () => QueueProgress;
}

/** Runs the queue of the current account until nothing is left, or nothing can go on by itself, or nothing arrives any more. */
export async function drain(options: DrainOptions, road: DrainRoad): Promise<DrainResult> {
  const { clock } = road.context.ports;
  const { ledger, queue } = road;
  const started = clock.monotonic();
  const accountId = road.session.current()?.id ?? null;
  const mine = accountId === null ? [] : ledger.deliveries.open(accountId);
  const before = new Map(mine.map((row) => [row.id, row.bytes_resent]));
  const rows = (): DeliveryRow[] => mine.flatMap((row) => ledger.deliveries.byId(row.id) ?? []);
  const wasRunning = queue.isRunning();
  const sentBefore = road.meter.total();

  try {
    await untilDone();
  } finally {
    if (!wasRunning) await queue.stop();
  }

  const after = rows();
  return {
    sent: after.flatMap((row) => (row.state === 'sent' ? [sentResult(row, before.get(row.id) ?? 0)] : [])),
    failed: after.flatMap((row) =>
      row.state === 'sent' || row.state === 'cancelled' ? [] : [failedResult(row, road.progress().hold?.problem)],
    ),
    bytes: road.meter.total() - sentBefore,
    resentBytes: after.reduce((sum, row) => sum + row.bytes_resent - (before.get(row.id) ?? 0), 0),
    seconds: (clock.monotonic() - started) / 1000,
  };

  async function untilDone(): Promise<void> {
    let movedAt = clock.monotonic();
    let seen = '';
    let lookedAfterAt = clock.monotonic();
    let wakeUp: () => void = () => {};
    const unsubscribe = queue.onSettle(() => wakeUp());
    try {
      queue.start();
      for (;;) {
        options.signal?.throwIfAborted();
        const open = rows().filter(isOpen);
        const canGoOn = open.some(
          (row) => row.state !== 'paused' && !(row.state === 'waiting' && row.next_attempt_at === null),
        );
        if (!queue.isBusy() && (!canGoOn || queue.isPaused() || road.progress().hold !== null)) return;
        const now = `${open.length} ${road.meter.total()}`;
        if (now !== seen) movedAt = clock.monotonic();
        seen = now;
        if (!queue.isBusy() && clock.monotonic() - movedAt > (options.patienceMs ?? PATIENCE_MS)) return;
        options.onProgress?.(road.progress());
        if (queue.isBusy() && clock.monotonic() - lookedAfterAt > KEEP_ALIVE_MS) {
          lookedAfterAt = clock.monotonic();
          // Renews a token that is due. A failure is met by the delivery that needs it.
          road.session.authorised(async () => {}, options.signal).catch(() => {});
        }
        const pause = new AbortController();
        wakeUp = () => pause.abort();
        await clock
          .sleep(PROGRESS_EVERY_MS, options.signal ? AbortSignal.any([pause.signal, options.signal]) : pause.signal)
          .catch(() => {});
      }
    } finally {
      unsubscribe();
    }
  }
}

function sentResult(row: DeliveryRow, resentBefore: number): SentResult {
  return {
    id: photoId.parse(row.photo_id),
    remoteId: row.remote_photo_id ?? '',
    sha256: row.sent_sha256,
    bytes: row.bytes_total,
    resentBytes: row.bytes_resent - resentBefore,
  };
}

function failedResult(row: DeliveryRow, hold: Problem | undefined): DrainResult['failed'][number] {
  const problem = readJson(storedProblem, row.problem) ?? hold ?? NO_PROBLEM;
  return { id: photoId.parse(row.photo_id), code: problem.code, facts: problem.facts };
}
