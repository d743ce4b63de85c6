import type { Migration } from './migration.ts';

export const durableExports: Migration = {
  version: 17,
  name: 'exports as durable work',
  sql: `
CREATE TABLE exports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'done', 'cancelled')),
  -- JSON: ExportOptions.
  options TEXT NOT NULL CHECK (json_valid(options)),
  -- What its unfinished files carry in their hidden names.
  token TEXT NOT NULL,
  -- JSON: why it paused by itself.
  problem TEXT,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE export_items (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  export_id INTEGER NOT NULL REFERENCES exports (id) ON DELETE CASCADE,
  sequence INTEGER NOT NULL,
  -- Without a reference: a photo may be gone before its turn comes, which is said.
  photo_id INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'written', 'failed')),
  -- Of the copy, once it is whole under its hidden name: what was placed by then is known again.
  sha256 TEXT,
  size INTEGER,
  placed TEXT,
  problem TEXT
) STRICT;
CREATE INDEX export_items_by_export ON export_items (export_id, state, sequence);
`,
};
