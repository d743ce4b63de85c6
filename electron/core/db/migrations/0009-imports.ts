import type { Migration } from './migration.ts';

export const imports: Migration = {
  version: 9,
  name: 'imports as durable work',
  sql: `
CREATE TABLE imports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  state TEXT NOT NULL CHECK (state IN ('receiving', 'running', 'waiting', 'paused', 'done', 'cancelled')),
  -- JSON: what she named, and the folders that must be there for the work to go on.
  sources TEXT NOT NULL CHECK (json_valid(sources)),
  from_card INTEGER NOT NULL DEFAULT 0,
  -- The sources are our own (dropped on a browser's page): they are moved into place.
  received INTEGER NOT NULL DEFAULT 0,
  -- JSON: ImportOptions.
  options TEXT NOT NULL CHECK (json_valid(options)),
  problem TEXT,
  put_away INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;

CREATE TABLE import_items (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  -- Files of one photograph (picture, raw, sidecars) share a number.
  shot INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('photo', 'sidecar')),
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  taken_at TEXT,
  camera TEXT,
  -- Folder below the destination and base name, decided for all at once; what is placed may carry a number more.
  folder TEXT,
  base TEXT,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'copied', 'known', 'failed')),
  sha256 TEXT,
  placed TEXT,
  problem TEXT
) STRICT;
CREATE INDEX import_items_by_import ON import_items (import_id, state, shot);
CREATE INDEX import_items_by_content ON import_items (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX import_items_by_size ON import_items (size) WHERE state = 'copied';
-- Whether the library may have a content is asked for every file of a card, before anything is read.
CREATE INDEX photos_by_size ON photos (size);
`,
};
