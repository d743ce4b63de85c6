import type { Migration } from './migration.ts';

/** The end of the queue is asked for with every photo that joins it: without an index, ten thousand at once took seconds of looking. */
export const queuePositions: Migration = {
  version: 26,
  name: 'positions in the queue by index',
  sql: `
CREATE INDEX deliveries_by_position ON deliveries (position);
`,
};
