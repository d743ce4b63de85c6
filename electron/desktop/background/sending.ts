import { z } from 'zod';

/** What the window shows of the upload queue; the studio says it, nothing here decides it. Bytes. */
export const sending = z.object({
  paused: z.boolean(),
  /** What may be sent now or later without her: being sent, queued, waiting for the line. */
  left: z.int().min(0),
  failed: z.int().min(0),
  bytesTotal: z.number().min(0),
  bytesSent: z.number().min(0),
});
export type Sending = z.infer<typeof sending>;

export const NOTHING_SENT: Sending = { paused: false, left: 0, failed: 0, bytesTotal: 0, bytesSent: 0 };

/** Whether ending the application would keep photos from leaving. */
export function isSending(queue: Sending): boolean {
  return queue.left > 0 && !queue.paused;
}

/** 0 to 1. */
export function fractionSent(queue: Sending): number {
  return queue.bytesTotal > 0 ? Math.min(1, queue.bytesSent / queue.bytesTotal) : 0;
}
