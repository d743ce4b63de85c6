import { createImagePool } from '../adapters/images/image-pool.ts';
import type { ImageAnswer } from '../adapters/images/protocol.ts';
import type { Images } from '../core/ports/images.ts';
import type { HelperProcesses } from './helper-processes.ts';

/** Pixels in processes that main starts: the pool is the same as everywhere. */
export function createHelperImages(helpers: HelperProcesses): Images {
  return createImagePool({
    start: (events) =>
      helpers.start('image-process', [], {
        onMessage: (message) => {
          if (isImageAnswer(message)) events.onAnswer(message);
        },
        onEnd: (exitCode) => events.onEnd(`exit ${exitCode}`),
      }),
  });
}

/** Only our own image process speaks on this line; what is no answer is a warning that some library sent. */
function isImageAnswer(message: unknown): message is ImageAnswer {
  return typeof message === 'object' && message !== null && 'id' in message && 'kind' in message;
}
