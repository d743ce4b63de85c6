import type { Migration } from './migration.ts';

export const folderVolumes: Migration = {
  version: 7,
  name: 'the volume each watched folder lies on',
  sql: `
ALTER TABLE folders ADD COLUMN volume TEXT CHECK (volume IS NULL OR json_valid(volume));
`,
};
