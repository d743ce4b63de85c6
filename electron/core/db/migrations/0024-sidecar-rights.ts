import type { Migration } from './migration.ts';

export const sidecarRights: Migration = {
  version: 24,
  name: 'rights as they were written into sidecars',
  sql: `
-- JSON: PhotoRights as last written, by us: what of it is no longer hers is taken out again. NULL: never written.
ALTER TABLE sidecars ADD COLUMN rights_written TEXT;
`,
};
