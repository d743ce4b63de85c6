import { randomInt, randomUUID } from 'node:crypto';
import type { Random } from '../../core/ports/clock.ts';

/** `randomInt` takes ranges below 2^48: fine enough for retry jitter, and unpredictable. */
const STEPS = 2 ** 47;

/** The machine's own chance, cryptographically strong. */
export const systemRandom: Random = {
  uuid: () => randomUUID(),
  fraction: () => randomInt(STEPS) / STEPS,
};
