import { pipeline, Transform } from 'node:stream';
import type { OnProgress, PartBody } from '../../core/ports/object-store.ts';

/**
 * The body of a request, counted as it leaves for the network: `onProgress` is told the bytes of each piece before the piece
 * goes on, so that what was counted is never less than what was sent; the piece waits for its promise, where it gives one.
 * Ends with an error when the file became shorter.
 */
export function countedBody(body: PartBody, onProgress: OnProgress | undefined): Transform {
  let sent = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sent += chunk.length;
      const failed = (error: unknown) => done(error instanceof Error ? error : new Error(String(error)));
      try {
        const wait = onProgress?.(chunk.length);
        if (wait) wait.then(() => done(null, chunk), failed);
        else done(null, chunk);
      } catch (error) {
        failed(error);
      }
    },
    flush(done) {
      done(sent === body.size ? null : new Error(`the file gave ${sent} bytes of ${body.size}`));
    },
  });
  pipeline(body.open(), counted, () => {}); // its outcome is the outcome of `counted`, which the caller watches
  return counted;
}
