import { expect, type Page } from '@playwright/test';
import { z } from 'zod';

export interface Busyness {
  /** The longest single task of the page's main thread: milliseconds it worked. */
  readonly longestTaskMs: number;
  /** The longest by the clock, other programs' turns included. */
  readonly longestWaitMs: number;
  /** What the main thread worked for each frame, milliseconds. */
  readonly workPerFrameMs: number;
  /** Frames a second that the main thread's work leaves time for, a display's sixty at most. */
  readonly framesPossible: number;
  /** Frames a second that were asked for, with everything else that this machine does at the same time. */
  readonly framesSeen: number;
}

export interface BusyPage {
  during(action: () => Promise<void>): Promise<Busyness>;
  /** Waits until the main thread has rested for a moment. */
  quiet(): Promise<void>;
}

/** Of Chromium's trace: complete events with the time that passed and the time the thread had the processor, microseconds. */
const traceEvent = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  dur: z.number().optional(),
  tdur: z.number().optional(),
  args: z.looseObject({ name: z.unknown() }).partial().optional(),
});
const trace = z.object({ traceEvents: z.array(traceEvent) });

const DISPLAY_FRAMES_PER_SECOND = 60;
const RESTED_MS = 400;

/** Measures what a page does to its main thread, through Chromium's own tracing. */
export async function watchPage(page: Page): Promise<BusyPage> {
  const browser = page.context().browser();
  if (!browser) throw new Error('tracing needs a browser of its own');
  await page.evaluate(() => {
    const seen = { frames: 0, lastLongTask: performance.now() };
    const count = () => {
      seen.frames += 1;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    new PerformanceObserver(() => {
      seen.lastLongTask = performance.now();
    }).observe({ type: 'longtask' });
    Object.assign(window, { busyness: seen });
  });
  const frames = async () => z.number().parse(await page.evaluate('window.busyness.frames'));

  return {
    async quiet() {
      await expect
        .poll(() => page.evaluate('performance.now() - window.busyness.lastLongTask'), {
          intervals: [100],
          timeout: 90_000,
        })
        .toBeGreaterThan(RESTED_MS);
    },
    async during(action) {
      await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
      const [began, framesBefore] = [performance.now(), await frames()];
      await action();
      const [seconds, framesAfter] = [(performance.now() - began) / 1000, await frames()];
      const { traceEvents } = trace.parse(JSON.parse((await browser.stopTracing()).toString('utf8')));
      const tasks = mainThreadTasks(traceEvents);
      const framesSeen = (framesAfter - framesBefore) / seconds;
      const workSeconds = tasks.reduce((sum, task) => sum + (task.tdur ?? 0), 0) / 1e6;
      const workPerFrame = workSeconds / Math.max(1, framesAfter - framesBefore);
      return {
        longestTaskMs: Math.max(0, ...tasks.map((task) => task.tdur ?? 0)) / 1000,
        longestWaitMs: Math.max(0, ...tasks.map((task) => task.dur ?? 0)) / 1000,
        workPerFrameMs: 1000 * workPerFrame,
        framesPossible: Math.min(DISPLAY_FRAMES_PER_SECOND, 1 / workPerFrame),
        framesSeen,
      };
    },
  };
}

type TraceEvent = z.infer<typeof traceEvent>;

/** The tasks of the page's main thread: of the renderer that did the most. */
function mainThreadTasks(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const mainThreads = new Set(
    events
      .filter((event) => event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
      .map((event) => `${String(event.pid)}/${String(event.tid)}`),
  );
  const byThread = new Map<string, TraceEvent[]>();
  for (const event of events) {
    const thread = `${String(event.pid)}/${String(event.tid)}`;
    if (event.ph !== 'X' || !event.name.includes('RunTask') || !mainThreads.has(thread)) continue;
    const tasks = byThread.get(thread);
    if (tasks) tasks.push(event);
    else byThread.set(thread, [event]);
  }
  const busiest = [...byThread.values()].toSorted((one, other) => workOf(other) - workOf(one))[0];
  return busiest ?? [];
}

function workOf(tasks: readonly TraceEvent[]): number {
  return tasks.reduce((sum, task) => sum + (task.tdur ?? 0), 0);
}
