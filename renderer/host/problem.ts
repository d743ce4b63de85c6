import { ORPCError } from '@orpc/client';
import type { Problem } from '../../shared/contract/delivery.contract.ts';

/** A thrown call as code and facts, for its sentence (shared/messages); `unknown` is a bug or a lost line. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ORPCError && error.defined) {
    const facts: unknown = error.data;
    return { code: error.code, facts: typeof facts === 'object' && facts !== null ? { ...facts } : {} };
  }
  return { code: 'unknown', facts: {} };
}
