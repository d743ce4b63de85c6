import { type PartChecksums, PartDigester } from './digests.ts';
import type { PlannedPart } from './objects.repository.ts';

/** Copies that wait to be sent at once are a few; a plan is a few hundred bytes. */
const KEPT = 16;
/** The smallest part that S3 knows, and what marketplaces name as long as nobody asked for another size, bytes. */
const USUAL_PART_SIZE = 5 * 1024 * 1024;

interface Plan {
  readonly partSize: number;
  readonly checksums: PartChecksums;
  readonly parts: readonly PlannedPart[];
}

/**
 * Digests of the parts of copies that were just made, so that a copy need not be read once more before it goes: its bytes were
 * in memory. Lost with the process, and right only for the part size and the digests that were expected: then they are read from the file.
 * Bytes that change on the disk in between are refused by the storage, which is told these digests.
 */
export class PlanMemory {
  readonly #plans = new Map<string, Plan>();
  /** As the last marketplace wanted them. */
  #partSize = USUAL_PART_SIZE;
  #checksums: PartChecksums = 'sha256';

  /** Digests of a content that lies in memory: of the whole (lower-case hexadecimal) and, kept here, of its parts. */
  note(pieces: readonly Buffer[]): string {
    const digester = new PartDigester(this.#partSize, this.#checksums);
    for (const piece of pieces) digester.add(piece);
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
