import type { Spelling } from '../../electron/core/ports/spelling.ts';

/** Where spelling is not part of the test: every word is right. */
export const NO_SPELLING: Spelling = {
  unknown: async () => [],
  suggest: async () => [],
  close: async () => {},
};
