import { afterAll } from 'vitest';
import {
  forkImageProcess,
  type ImageProcess,
  type ImageProcessEvents,
  type StartImageProcess,
} from '../../electron/adapters/images/image-process-starter.ts';
import type { ImageAnswer } from '../../electron/adapters/images/protocol.ts';
import { startImagesWith } from './studio-builder.ts';

/** One that grew beyond this is not handed on, bytes. */
const GROWN = 250 * 1024 * 1024;

interface Kept {
  readonly process: ImageProcess;
  /** Said once by a process, and again to each pool that takes it. */
  started: ImageAnswer | null;
  holder: ImageProcessEvents | null;
  /** Id of the request that it works on. */
  working: number | null;
  memory: number;
}

/**
 * Image processes that outlive a studio: to begin one is most of what a small test takes. A pool that ends gives back those
 * that are idle, and the next one takes them; a process at work is ended as always, and so are all of them after the file.
 * Each pool has a state of its own; a process has none between two requests.
 */
export function keepImageProcesses(): StartImageProcess {
  const shelf: Kept[] = [];
  const all = new Set<Kept>();

  function begin(events: ImageProcessEvents): Kept {
    const kept: Kept = {
      process: forkImageProcess({
        onAnswer(answer) {
          if (answer.kind === 'started') kept.started = answer;
          else if (answer.id === kept.working) kept.working = null;
          if (answer.kind === 'result') kept.memory = answer.memory;
          kept.holder?.onAnswer(answer);
        },
        onEnd(reason) {
          all.delete(kept);
          if (shelf.includes(kept)) shelf.splice(shelf.indexOf(kept), 1);
          kept.holder?.onEnd(reason);
        },
      }),
      started: null,
      holder: events,
      working: null,
      memory: 0,
    };
    all.add(kept);
    return kept;
  }

  const start: StartImageProcess = (events) => {
    const kept = shelf.pop() ?? begin(events);
    kept.holder = events;
    const { started } = kept;
    if (started) queueMicrotask(() => kept.holder === events && events.onAnswer(started));
    return {
      send(request) {
        kept.working = request.id;
        kept.process.send(request);
      },
      kill() {
        if (kept.holder !== events) return;
        if (kept.working !== null || kept.memory > GROWN) return kept.process.kill();
        kept.holder = null;
        shelf.push(kept);
        queueMicrotask(() => events.onEnd('kept'));
      },
    };
  };

  startImagesWith(start);
  afterAll(() => {
    for (const { process } of all) process.kill();
  });
  return start;
}
