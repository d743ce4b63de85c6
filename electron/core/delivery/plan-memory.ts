import { setImmediate } from 'node:timers/promises';
import { SMALLEST_PART_BYTES } from '../ports/object-store.ts';
import { type PartChecksums, PartDigester } from './digests.ts';
import type { PlannedPart } from './objects.repository.ts';

/** Photos that wait to be sent at once are a few, each with its derived images; a plan is a few hundred bytes. */
const KEPT = 64;
/** Digested without a break, bytes: about a millisecond. */
const AT_ONCE = 1024 * 1024;

interface Plan {
  readonly partSize: number;
  readonly checksums: PartChecksums;
  readonly parts: readonly PlannedPart[];
}

/**
 * Digests of the parts of what was just made or read, so that it need not be read once more before it goes: its bytes were in
 * memory. Lost with the process, and right only for the part size and the digests that were expected: then they are read from the file.
 * Bytes that change on the disk in between are refused by the storage, which is told these digests.
 */
export class PlanMemory {
  readonly #plans = new Map<string, Plan>();
  /** As the last marketplace wanted them; the smallest is what they name as long as nobody asked for another size. */
  #partSize = SMALLEST_PART_BYTES;
  #checksums: PartChecksums = 'sha256';

  /**
   * Digests of a content that lies in memory: of the whole (lower-case hexadecimal) and, kept here, of its parts. A little at a
   * time: what goes over the line meanwhile is fed from the same thread.
   */
  async note(pieces: readonly Buffer[], signal: AbortSignal): Promise<string> {
    const digester = new PartDigester(this.#partSize, this.#checksums);
    for (const piece of pieces) {
      for (let from = 0; from < piece.length; from += AT_ONCE) {
        digester.add(piece.subarray(from, from + AT_ONCE));
        await setImmediate();
        signal.throwIfAborted();
      }
    }
    const { parts, sha256 } = digester.finish();
    this.#plans.delete(sha256);
    this.#plans.set(sha256, { partSize: this.#partSize, checksums: this.#checksums, parts });
    for (const oldest of this.#plans.keys()) {
      if (this.#plans.size <= KEPT) break;
      this.#plans.delete(oldest);
    }
    return sha256;
  }

  /** The parts of a content for this part size and with these digests, once; null: they have to be read. */
  take(sha256: string, partSize: number, checksums: PartChecksums): readonly PlannedPart[] | null {
    this.#partSize = partSize;
    this.#checksums = checksums;
    const plan = this.#plans.get(sha256);
    this.#plans.delete(sha256);
    return plan?.partSize === partSize && plan.checksums === checksums ? plan.parts : null;
  }
}
