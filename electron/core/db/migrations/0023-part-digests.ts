import type { Migration } from './migration.ts';

/** MD5 of a part may be missing: most storages are told its SHA-256, and an MD5 takes longer than all of those. */
export const partDigests: Migration = {
  version: 23,
  name: 'parts without MD5',
  sql: `
CREATE TABLE delivery_parts_next (
  object_id INTEGER NOT NULL REFERENCES delivery_objects (id) ON DELETE CASCADE,
  part_number INTEGER NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  md5 TEXT,
  etag TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  wire_bytes INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (object_id, part_number)
) STRICT, WITHOUT ROWID;
INSERT INTO delivery_parts_next (object_id, part_number, size, sha256, md5, etag, attempts, wire_bytes)
  SELECT object_id, part_number, size, sha256, md5, etag, attempts, wire_bytes FROM delivery_parts;
DROP TABLE delivery_parts;
ALTER TABLE delivery_parts_next RENAME TO delivery_parts;
`,
};
