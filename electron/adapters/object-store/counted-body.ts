import { pipeline, Transform } from 'node:stream';
import type { PartBody } from '../../core/ports/object-store.ts';

/**
 * The body of a request, counted as it leaves for the network: `onProgress` is told the bytes of each piece before the piece
 * goes on, so that what was counted is never less than what was sent. Ends with an error when the file became shorter.
 */
export function countedBody(body: PartBody, onProgress: ((bytes: number) => void) | undefined): Transform {
  let sent = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sent += chunk.length;
      try {
        onProgress?.(chunk.length);
        done(null, chunk);
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
    flush(done) {
      done(sent === body.size ? null : new Error(`the file gave ${sent} bytes of ${body.size}`));
    },
  });
  pipeline(body.open(), counted, () => {}); // its outcome is the outcome of `counted`, which the caller watches
  return counted;
}
