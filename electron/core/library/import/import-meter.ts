import type { ImportId, ImportProgress } from '../../../../shared/contract/import.contract.ts';
import type { StudioContext } from '../../context.ts';
import type { ImportRow, ImportsRepository } from './imports.repository.ts';

/** The rate is that of the last seconds: a card that slows down is seen to. */
const WINDOW_MS = 8000;
const SAY_EVERY_MS = 200;

export type ImportMeter = ReturnType<typeof importMeter>;

/** True progress: what is written down as done, and the bytes of what is under way. */
export function importMeter(context: StudioContext, imports: ImportsRepository) {
  let current: { id: ImportId; phase: ImportProgress['phase'] } | null = null;
  let inFlight = 0;
  let samples: { at: number; bytes: number }[] = [];
  let timer: NodeJS.Timeout | null = null;
  const clock = context.ports.clock;

  function progress(row: ImportRow): ImportProgress {
    const tally = imports.tally(row.id);
    const active = current?.id === row.id;
    const bytesDone = Math.min(tally.bytes, tally.bytesDone + (active ? inFlight : 0));
    const bytesPerSecond = active ? rate() : 0;
    const left = tally.bytes - bytesDone;
    return {
      id: row.id,
      state: row.state,
      phase: active && current ? current.phase : 'copying',
      sources: [...row.sources],
      destination: row.options.destination,
      backup: row.options.backup,
      fromCard: row.fromCard,
      ...tally,
      bytesDone,
      bytesPerSecond,
      secondsLeft: row.state === 'running' && bytesPerSecond > 0 ? left / bytesPerSecond : null,
      problem: row.problem,
      startedAt: row.createdAt,
      finishedAt: row.finishedAt,
      safeToRemove: row.state === 'done' && tally.failed === 0 && tally.files > 0,
    };
  }

  /** Bytes per second; 0 until there is something to go by. */
  function rate(): number {
    const at = clock.monotonic();
    samples = samples.filter((sample) => at - sample.at < WINDOW_MS);
    const first = samples[0];
    if (!first || at - first.at < 300) return 0;
    const bytes = samples.reduce((sum, sample) => sum + sample.bytes, 0);
    return Math.max(0, (bytes * 1000) / (at - first.at));
  }

  function sayLater(): void {
    if (timer || !current || context.lifetime.aborted) return;
    const { id } = current;
    timer = setTimeout(() => {
      timer = null;
      if (!context.lifetime.aborted) say(id);
    }, SAY_EVERY_MS);
    timer.unref();
  }

  function say(id: ImportId): void {
    const row = imports.byId(id);
    if (row) context.events.emit({ type: 'import-progress', progress: progress(row) });
  }

  return {
    progress,
    say,
    async during(row: ImportRow, phase: ImportProgress['phase'], work: () => Promise<void>): Promise<void> {
      current = { id: row.id, phase };
      inFlight = 0;
      samples = [];
      say(row.id);
      try {
        await work();
      } finally {
        current = null;
        if (timer) clearTimeout(timer);
        timer = null;
      }
    },
    /** Counts the bytes of one photograph until its rows say that it is done. */
    shot() {
      let own = 0;
      return {
        onBytes(bytes: number): void {
          own += bytes;
          inFlight += bytes;
          samples.push({ at: clock.monotonic(), bytes });
          sayLater();
        },
        end(): void {
          inFlight -= own;
          sayLater();
        },
      };
    },
  };
}
