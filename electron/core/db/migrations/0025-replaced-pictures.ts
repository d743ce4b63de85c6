import type { Migration } from './migration.ts';

export const replacedPictures: Migration = {
  version: 25,
  name: 'deliveries whose picture takes the place of another',
  sql: `
-- The marketplace's photo that is to have this picture in place of its own.
ALTER TABLE deliveries ADD COLUMN replaces_remote_id TEXT;
-- Another picture took this one's place in the same item. The delivery's state is 'cancelled' then.
ALTER TABLE deliveries ADD COLUMN replaced_at INTEGER;
-- Whether the server can do that: 1 yes, 0 no, NULL not asked yet.
ALTER TABLE accounts ADD COLUMN takes_replacements INTEGER;
CREATE INDEX deliveries_that_replace ON deliveries (account_id, replaces_remote_id) WHERE replaces_remote_id IS NOT NULL;
CREATE INDEX deliveries_by_remote ON deliveries (account_id, remote_photo_id) WHERE remote_photo_id IS NOT NULL;
`,
};
