/** Up to so many bytes are kept between photographs: what almost every one needs, and little beside its pixels. */
const KEPT_LIMIT = 48 * 1024 * 1024;
/** Grown in steps (bytes), so that photographs of about one size find it large enough. */
const STEP = 4 * 1024 * 1024;

let kept: Buffer | null = null;
let lent = false;

/**
 * Memory for the content of one file, used again for the next: a new buffer for each makes V8 collect garbage for every photograph
 * (measured: a twentieth of an image process's time). It is the work's until it ends and holds what was there before. Whoever asks
 * meanwhile gets memory of his own.
 */
export async function withBuffer<T>(size: number, work: (buffer: Buffer) => Promise<T>): Promise<T> {
  if (lent || size > KEPT_LIMIT) return work(Buffer.allocUnsafeSlow(size));
  lent = true;
  try {
    if (kept === null || kept.length < size) kept = Buffer.allocUnsafeSlow(Math.ceil(Math.max(1, size) / STEP) * STEP);
    return await work(kept.subarray(0, size));
  } finally {
    lent = false;
  }
}
