import type { Migration } from './migration.ts';

export const duplicates: Migration = {
  version: 3,
  name: 'fingerprints of photos, and what she said are no duplicates',
  sql: `
-- 64 bits as two unsigned halves, which JavaScript holds exactly. A row without them: looked at, nothing to recognise.
CREATE TABLE photo_fingerprints (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  high INTEGER CHECK (high BETWEEN 0 AND 4294967295),
  low INTEGER CHECK (low BETWEEN 0 AND 4294967295),
  CHECK ((high IS NULL) = (low IS NULL))
) STRICT;

-- Sets rather than pairs: a group of n photos is n rows, not n².
CREATE TABLE duplicate_dismissals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE dismissed_duplicates (
  dismissal_id INTEGER NOT NULL REFERENCES duplicate_dismissals (id) ON DELETE CASCADE,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  PRIMARY KEY (dismissal_id, photo_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dismissed_duplicates_by_photo ON dismissed_duplicates (photo_id);
`,
};
