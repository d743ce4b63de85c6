import type { Migration } from './migration.ts';

export const wordsInFiles: Migration = {
  version: 15,
  name: 'what sidecars and files say of photos, and originals that she had written into',
  sql: `
CREATE TABLE sidecars (
  path TEXT PRIMARY KEY,
  directory TEXT NOT NULL,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  size INTEGER NOT NULL,
  mtime_ns TEXT NOT NULL,
  -- JSON: SaidWords as last read or written.
  said TEXT NOT NULL
) STRICT;
CREATE INDEX sidecars_directory ON sidecars (directory);
CREATE INDEX sidecars_photo ON sidecars (photo_id);

-- What a photo's own file said when it was last read. No row: nothing; NULL: not known.
CREATE TABLE embedded_words (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  said TEXT
) STRICT;
INSERT INTO embedded_words (photo_id, said) SELECT id, NULL FROM photos;

-- Contents that are the same photo: of an original before and after words were written into it.
CREATE TABLE photo_contents (
  sha256 TEXT PRIMARY KEY,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX photo_contents_photo ON photo_contents (photo_id);

CREATE TABLE original_writes (
  id INTEGER PRIMARY KEY,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  before_sha256 TEXT NOT NULL,
  after_sha256 TEXT NOT NULL,
  -- File name below the folder of kept originals.
  backup TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX original_writes_photo ON original_writes (photo_id);
`,
};
