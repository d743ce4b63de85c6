import type { Migration } from './migration.ts';

export const firstCatalogue: Migration = {
  version: 1,
  name: 'first catalogue',
  sql: `
CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  added_at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'ok' CHECK (state IN ('ok', 'offline', 'unreadable')),
  last_scan_at INTEGER
) STRICT;

CREATE TABLE photos (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  size INTEGER NOT NULL,
  format TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  orientation INTEGER NOT NULL DEFAULT 1,
  capture_date TEXT,
  capture_offset TEXT,
  sort_at INTEGER NOT NULL,
  camera TEXT,
  lens TEXT,
  exposure_time REAL,
  f_number REAL,
  iso REAL,
  focal_length REAL,
  latitude REAL,
  longitude REAL,
  icc_profile TEXT,
  review TEXT NOT NULL DEFAULT 'unreviewed' CHECK (review IN ('unreviewed', 'approved', 'rejected')),
  rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
  label TEXT,
  title TEXT NOT NULL DEFAULT '',
  caption TEXT NOT NULL DEFAULT '',
  keywords TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(keywords)),
  category_id TEXT,
  price_standard INTEGER,
  price_extended INTEGER,
  place TEXT NOT NULL DEFAULT '',
  delivery TEXT NOT NULL DEFAULT 'none' CHECK (delivery IN ('none', 'queued', 'sending', 'sent', 'failed')),
  moderation TEXT NOT NULL DEFAULT 'none' CHECK (moderation IN ('none', 'pending', 'approved', 'rejected')),
  rule_errors INTEGER NOT NULL DEFAULT 0,
  rule_warnings INTEGER NOT NULL DEFAULT 0,
  file_name TEXT NOT NULL DEFAULT '',
  present INTEGER NOT NULL DEFAULT 1,
  derived_recipe TEXT,
  derived TEXT NOT NULL DEFAULT '[]',
  picture_version INTEGER NOT NULL DEFAULT 1,
  added_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX photos_by_capture ON photos (sort_at, id);
CREATE INDEX photos_by_import ON photos (added_at, id);
CREATE INDEX photos_by_name ON photos (file_name COLLATE NOCASE, id);
CREATE INDEX photos_by_rating ON photos (rating, sort_at, id);
CREATE INDEX photos_by_review ON photos (review, sort_at, id);
CREATE INDEX photos_by_delivery ON photos (delivery, sort_at, id) WHERE delivery <> 'none';
CREATE INDEX photos_by_moderation ON photos (moderation, sort_at, id) WHERE moderation <> 'none';
CREATE INDEX photos_by_camera ON photos (camera, sort_at, id);
CREATE INDEX photos_by_lens ON photos (lens, sort_at, id);

CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
  path TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  mtime_ns TEXT NOT NULL,
  inode TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'present' CHECK (state IN ('present', 'missing', 'offline')),
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX files_by_photo ON files (photo_id);
CREATE INDEX files_by_folder ON files (folder_id, state);

CREATE TABLE quarantine (
  path TEXT PRIMARY KEY,
  folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
  size INTEGER NOT NULL,
  mtime_ns TEXT NOT NULL,
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  since INTEGER NOT NULL
) STRICT;

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'active', 'failed')),
  priority INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  created_at INTEGER NOT NULL,
  UNIQUE (kind, subject)
) STRICT;
CREATE INDEX jobs_to_do ON jobs (kind, state, priority DESC, id);

CREATE TABLE edits (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  name TEXT NOT NULL,
  changes TEXT NOT NULL CHECK (json_valid(changes)),
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;

CREATE TABLE accounts (
  id INTEGER PRIMARY KEY,
  server TEXT NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  remote_user_id TEXT NOT NULL,
  photographer_status TEXT,
  is_sandbox INTEGER NOT NULL DEFAULT 0,
  remembered INTEGER NOT NULL DEFAULT 0,
  current INTEGER NOT NULL DEFAULT 0,
  token_expires_at INTEGER,
  no_direct_upload_until INTEGER,
  avatar_url TEXT,
  signed_in_at INTEGER NOT NULL,
  UNIQUE (server, email)
) STRICT;
CREATE UNIQUE INDEX one_current_account ON accounts (current) WHERE current = 1;

CREATE TABLE categories (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  parent_id TEXT,
  position INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  photo_id INTEGER NOT NULL REFERENCES photos (id),
  client_upload_id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('queued', 'preparing', 'opening', 'sending', 'completing', 'waiting', 'paused', 'sent', 'failed', 'cancelled')),
  position INTEGER NOT NULL,
  form TEXT NOT NULL CHECK (json_valid(form)),
  sent_sha256 TEXT,
  sent_size INTEGER,
  sent_path TEXT,
  content_type TEXT NOT NULL,
  filename TEXT NOT NULL,
  remote_upload_id TEXT,
  part_size INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER,
  problem TEXT,
  remote_photo_id TEXT,
  bytes_total INTEGER NOT NULL DEFAULT 0,
  bytes_sent INTEGER NOT NULL DEFAULT 0,
  bytes_resent INTEGER NOT NULL DEFAULT 0,
  queued_at INTEGER NOT NULL,
  sent_at INTEGER,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX deliveries_to_do ON deliveries (state, position, id);
CREATE INDEX deliveries_by_photo ON deliveries (photo_id, account_id);
-- A photo travels to an account once at a time.
CREATE UNIQUE INDEX one_open_delivery ON deliveries (account_id, photo_id) WHERE state NOT IN ('sent', 'failed', 'cancelled');

CREATE TABLE delivery_objects (
  id INTEGER PRIMARY KEY,
  delivery_id INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  bucket TEXT,
  key TEXT,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  path TEXT NOT NULL,
  multipart_upload_id TEXT,
  etag TEXT,
  done INTEGER NOT NULL DEFAULT 0,
  UNIQUE (delivery_id, kind)
) STRICT;

CREATE TABLE delivery_parts (
  object_id INTEGER NOT NULL REFERENCES delivery_objects (id) ON DELETE CASCADE,
  part_number INTEGER NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  md5 TEXT NOT NULL,
  etag TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (object_id, part_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE traffic (
  day TEXT PRIMARY KEY,
  sent INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE remote_photos (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  photo_id INTEGER REFERENCES photos (id) ON DELETE SET NULL,
  title TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'rejected')),
  rejection_reason TEXT,
  views_count INTEGER NOT NULL DEFAULT 0,
  sales_count INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER,
  updated_at INTEGER,
  synced_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX remote_photos_by_photo ON remote_photos (photo_id);

CREATE TABLE transactions (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  remote_photo_id TEXT,
  title TEXT NOT NULL,
  sold_at INTEGER NOT NULL,
  gross INTEGER NOT NULL,
  commission INTEGER NOT NULL,
  net INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('completed', 'pending')),
  license TEXT NOT NULL CHECK (license IN ('standard', 'extended')),
  order_number TEXT NOT NULL,
  first_seen_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX transactions_by_date ON transactions (account_id, sold_at);

CREATE TABLE revenue_months (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  month TEXT NOT NULL,
  total_sales INTEGER NOT NULL,
  commission INTEGER NOT NULL,
  net_revenue INTEGER NOT NULL,
  available_balance INTEGER NOT NULL,
  pending_balance INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  sales_count INTEGER NOT NULL,
  PRIMARY KEY (account_id, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE notifications (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  title TEXT NOT NULL,
  message TEXT NOT NULL,
  at INTEGER NOT NULL,
  read INTEGER NOT NULL DEFAULT 0,
  remote_photo_id TEXT,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sync_state (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  value TEXT NOT NULL DEFAULT 'null' CHECK (json_valid(value)),
  PRIMARY KEY (account_id, kind)
) STRICT, WITHOUT ROWID;

-- Search: one row a photo, kept in step by the triggers below; rowid = photo id.
CREATE VIRTUAL TABLE photos_search USING fts5 (
  title, caption, keywords, place, camera, lens, file_name,
  content = 'photos', content_rowid = 'id',
  tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
CREATE TRIGGER photos_search_insert AFTER INSERT ON photos BEGIN
  INSERT INTO photos_search (rowid, title, caption, keywords, place, camera, lens, file_name)
  VALUES (new.id, new.title, new.caption, new.keywords, new.place, new.camera, new.lens, new.file_name);
END;
CREATE TRIGGER photos_search_delete AFTER DELETE ON photos BEGIN
  INSERT INTO photos_search (photos_search, rowid, title, caption, keywords, place, camera, lens, file_name)
  VALUES ('delete', old.id, old.title, old.caption, old.keywords, old.place, old.camera, old.lens, old.file_name);
END;
CREATE TRIGGER photos_search_update AFTER UPDATE OF title, caption, keywords, place, camera, lens, file_name ON photos BEGIN
  INSERT INTO photos_search (photos_search, rowid, title, caption, keywords, place, camera, lens, file_name)
  VALUES ('delete', old.id, old.title, old.caption, old.keywords, old.place, old.camera, old.lens, old.file_name);
  INSERT INTO photos_search (rowid, title, caption, keywords, place, camera, lens, file_name)
  VALUES (new.id, new.title, new.caption, new.keywords, new.place, new.camera, new.lens, new.file_name);
END;
`,
};
