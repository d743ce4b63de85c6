import type { Migration } from './migration.ts';

export const photoRights: Migration = {
  version: 22,
  name: 'rights of single photos',
  sql: `
-- JSON: PhotoRights of shared/domain. NULL: as the settings say of all.
ALTER TABLE photos ADD COLUMN rights TEXT;
`,
};
