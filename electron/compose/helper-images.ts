import { createImagePool } from '../adapters/images/image-pool.ts';
import { readAnswer } from '../adapters/images/lines.ts';
import type { Images } from '../core/ports/images.ts';
import type { HelperProcesses } from './helper-processes.ts';

/** Pixels in processes that main starts: the pool is the same as everywhere. */
export function createHelperImages(helpers: HelperProcesses): Images {
  return createImagePool({
    start: (events) =>
      helpers.start('image-process', [], {
        onMessage: (message) => {
          const answer = readAnswer(message);
          if (answer) events.onAnswer(answer);
        },
        onEnd: (exitCode) => events.onEnd(`exit ${exitCode}`),
      }),
  });
}
