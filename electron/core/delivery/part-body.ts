import { createReadStream } from 'node:fs';
import type { PartBody } from '../ports/object-store.ts';
import { stretchMd5 } from './digests.ts';
import type { ObjectRow, PartRow } from './objects.repository.ts';
import type { TransferRoad } from './transfer-road.ts';

/**
 * Pieces in which a file goes to the network. Each is counted in the ledger before it leaves: small ones keep progress moving
 * on a slow line (64 KiB = 2 s at 256 kbit/s), larger ones (a tenth of a second) spare a quick one the counting.
 */
const SMALLEST_PIECE = 64 * 1024;
const LARGEST_PIECE = 1024 * 1024;
const LIMITED_PIECE = 16 * 1024;

function pieceSize(bytesPerSecond: number, limit: number | null): number {
  // Under a limit the line is quick between the pieces: small ones keep it even.
  const smallest = limit === null ? SMALLEST_PIECE : LIMITED_PIECE;
  const pieces = Math.floor(Math.min(bytesPerSecond, limit ?? bytesPerSecond) / 10 / smallest);
  return Math.min(LARGEST_PIECE, Math.max(smallest, pieces * smallest));
}

/** MD5 of a part that begins at `from`, base64: as the ledger has it, or as the prepared copy gives it. Fails as reading does. */
export async function md5Of(object: ObjectRow, part: PartRow, from: number): Promise<string> {
  return part.md5 ?? (await stretchMd5(object.path, from, part.size));
}

/** A stretch of a file as the body of a request: `part.size` bytes from `from` on. */
export function bodyOf(object: ObjectRow, part: PartRow, from: number, road: TransferRoad): PartBody {
  const highWaterMark = pieceSize(road.meter.bytesPerSecond(), road.meter.rateLimit());
  return {
    size: part.size,
    sha256: part.sha256,
    md5: () => md5Of(object, part, from),
    open: () => createReadStream(object.path, { start: from, end: from + part.size - 1, highWaterMark }),
  };
}
