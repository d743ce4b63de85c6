import type { Migration } from './migration.ts';

export const corrections: Migration = {
  version: 4,
  name: 'deliveries that correct the words of a photo the marketplace has',
  sql: `
ALTER TABLE deliveries ADD COLUMN kind TEXT NOT NULL DEFAULT 'photo' CHECK (kind IN ('photo', 'correction'));
`,
};
