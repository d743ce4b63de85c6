import type { Migration } from './migration.ts';

export const hiddenPhotos: Migration = {
  version: 11,
  name: 'the photos that are there without showing, as a list: counts of folders and collections leave them out',
  sql: `
CREATE INDEX photos_hidden ON photos (id) WHERE hidden <> 0;
`,
};
