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
  file_name TEXT NOT NULL DEFAULT '' COLLATE NOCASE,
  present INTEGER NOT NULL DEFAULT 1,
  derived_recipe TEXT,
  derived TEXT NOT NULL DEFAULT '[]',
  picture_version INTEGER NOT NULL DEFAULT 1,
  added_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  -- Orders photos by the second they were taken in, and is unique: the key of the pages and the rowid of the search index,
  -- which can then be walked in this order. The low 30 bits are the id (a thousand million photos).
  capture_order INTEGER GENERATED ALWAYS AS ((sort_at / 1000) * 1073741824 + id) VIRTUAL,
  -- All filters of few values as one: photos_by_facets finds any combination of them, photo_tallies counts it.
  facets TEXT GENERATED ALWAYS AS (json_array(
    review, delivery, moderation, rating, label, format,
    CASE WHEN width > height THEN 'landscape' WHEN width < height THEN 'portrait' ELSE 'square' END,
    rule_errors > 0, camera, lens)) VIRTUAL
) STRICT;
CREATE INDEX photos_by_recipe ON photos (derived_recipe);
CREATE INDEX photos_by_capture ON photos (capture_order);
CREATE INDEX photos_by_import ON photos (added_at, id);
CREATE INDEX photos_by_name ON photos (file_name, id);
CREATE INDEX photos_by_rating ON photos (rating, capture_order);
CREATE INDEX photos_by_facets ON photos (facets, capture_order);

-- How many photos there are of each combination: counts without counting. Kept by the triggers below.
CREATE TABLE photo_tallies (
  facets TEXT PRIMARY KEY,
  count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER photo_tallies_insert AFTER INSERT ON photos BEGIN
  INSERT INTO photo_tallies (facets, count)
    SELECT new.facets, 0 WHERE NOT EXISTS (SELECT 1 FROM photo_tallies WHERE facets = new.facets);
  UPDATE photo_tallies SET count = count + 1 WHERE facets = new.facets;
END;
CREATE TRIGGER photo_tallies_delete AFTER DELETE ON photos BEGIN
  UPDATE photo_tallies SET count = count - 1 WHERE facets = old.facets;
  DELETE FROM photo_tallies WHERE facets = old.facets AND count = 0;
END;
CREATE TRIGGER photo_tallies_update AFTER UPDATE ON photos WHEN old.facets <> new.facets BEGIN
  UPDATE photo_tallies SET count = count - 1 WHERE facets = old.facets;
  DELETE FROM photo_tallies WHERE facets = old.facets AND count = 0;
  INSERT INTO photo_tallies (facets, count)
    SELECT new.facets, 0 WHERE NOT EXISTS (SELECT 1 FROM photo_tallies WHERE facets = new.facets);
  UPDATE photo_tallies SET count = count + 1 WHERE facets = new.facets;
END;

CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
  path TEXT NOT NULL UNIQUE,
  directory TEXT NOT NULL DEFAULT '',
  size INTEGER NOT NULL,
  mtime_ns TEXT NOT NULL,
  inode TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'present' CHECK (state IN ('present', 'missing', 'offline')),
  seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX files_by_photo ON files (photo_id);
CREATE INDEX files_by_directory ON files (directory, path, size, mtime_ns, state, photo_id);
CREATE INDEX files_by_folder ON files (folder_id, state, photo_id);

CREATE TABLE quarantine (
  path TEXT PRIMARY KEY,
  directory TEXT NOT NULL DEFAULT '',
  folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
  size INTEGER NOT NULL,
  mtime_ns TEXT NOT NULL,
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  since INTEGER NOT NULL
) STRICT;
CREATE INDEX quarantine_by_directory ON quarantine (directory);

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
  token_refresh_at INTEGER,
  clock_offset INTEGER NOT NULL DEFAULT 0,
  no_direct_upload_until INTEGER,
  avatar_url TEXT,
  signed_in_at INTEGER NOT NULL,
  UNIQUE (server, remote_user_id)
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
  sent_metadata TEXT NOT NULL CHECK (json_valid(sent_metadata)),
  sent_sha256 TEXT,
  sent_size INTEGER,
  sent_path TEXT,
  content_type TEXT NOT NULL,
  filename TEXT NOT NULL,
  remote_upload_id TEXT,
  part_size INTEGER,
  post_started_at INTEGER,
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
CREATE INDEX deliveries_sent ON deliveries (sent_at) WHERE state = 'sent';
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
  wire_bytes INTEGER NOT NULL DEFAULT 0,
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
  seen_at INTEGER NOT NULL,
  gone_at INTEGER,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX transactions_newest ON transactions (account_id, sold_at, id) WHERE gone_at IS NULL;
CREATE INDEX transactions_waiting ON transactions (account_id, sold_at, seen_at, net) WHERE status = 'pending' AND gone_at IS NULL;
CREATE INDEX transactions_by_photo ON transactions (account_id, remote_photo_id);

-- Sums of the ledger by UTC day (days since the epoch), kept by the triggers below: every money screen adds up a few of these.
CREATE TABLE sales_days (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  day INTEGER NOT NULL,
  net INTEGER NOT NULL DEFAULT 0,
  commission INTEGER NOT NULL DEFAULT 0,
  count INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, day)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER sales_days_insert AFTER INSERT ON transactions WHEN new.gone_at IS NULL BEGIN
  INSERT INTO sales_days (account_id, day) SELECT new.account_id, new.sold_at / 86400000
    WHERE NOT EXISTS (SELECT 1 FROM sales_days WHERE account_id = new.account_id AND day = new.sold_at / 86400000);
  UPDATE sales_days SET net = net + new.net, commission = commission + new.commission, count = count + 1
    WHERE account_id = new.account_id AND day = new.sold_at / 86400000;
END;
CREATE TRIGGER sales_days_delete AFTER DELETE ON transactions WHEN old.gone_at IS NULL BEGIN
  UPDATE sales_days SET net = net - old.net, commission = commission - old.commission, count = count - 1
    WHERE account_id = old.account_id AND day = old.sold_at / 86400000;
END;
CREATE TRIGGER sales_days_update AFTER UPDATE ON transactions
WHEN old.sold_at <> new.sold_at OR old.net <> new.net OR old.commission <> new.commission
  OR (old.gone_at IS NULL) <> (new.gone_at IS NULL)
BEGIN
  UPDATE sales_days SET net = net - old.net, commission = commission - old.commission, count = count - 1
    WHERE account_id = old.account_id AND day = old.sold_at / 86400000 AND old.gone_at IS NULL;
  INSERT INTO sales_days (account_id, day) SELECT new.account_id, new.sold_at / 86400000
    WHERE new.gone_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM sales_days WHERE account_id = new.account_id AND day = new.sold_at / 86400000);
  UPDATE sales_days SET net = net + new.net, commission = commission + new.commission, count = count + 1
    WHERE account_id = new.account_id AND day = new.sold_at / 86400000 AND new.gone_at IS NULL;
END;

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

-- Search: one row a photo; its rowid is capture_order, so that the newest hits come first without sorting. Folder names are
-- those from the watched folder down, never what lies above it. The tokenizer drops accents; ligatures are written out.
CREATE VIEW photo_words AS
SELECT photos.id, photos.capture_order, replace(replace(replace(replace(
  title || char(10) || caption || char(10) || keywords || char(10) || place || char(10) || coalesce(camera, '') || char(10)
  || coalesce(lens, '') || char(10) || file_name || char(10) || coalesce((
    SELECT group_concat(
      substr(folders.path, length(rtrim(folders.path, replace(replace(folders.path, '/', ''), '\\', ''))) + 1)
      || ' ' || substr(files.path, length(folders.path) + 1), char(10))
    FROM files JOIN folders ON folders.id = files.folder_id WHERE files.photo_id = photos.id), ''),
  'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') AS words
FROM photos;
CREATE VIRTUAL TABLE photos_search USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);
CREATE TRIGGER photos_search_insert AFTER INSERT ON photos BEGIN
  INSERT INTO photos_search (rowid, words) SELECT capture_order, words FROM photo_words WHERE id = new.id;
END;
CREATE TRIGGER photos_search_delete AFTER DELETE ON photos BEGIN
  DELETE FROM photos_search WHERE rowid = old.capture_order;
END;
CREATE TRIGGER photos_search_update AFTER UPDATE OF title, caption, keywords, place, camera, lens, file_name, sort_at ON photos
WHEN old.title <> new.title OR old.caption <> new.caption OR old.keywords <> new.keywords OR old.place <> new.place
  OR old.camera IS NOT new.camera OR old.lens IS NOT new.lens OR old.file_name <> new.file_name
  OR old.capture_order <> new.capture_order
BEGIN
  DELETE FROM photos_search WHERE rowid = old.capture_order;
  INSERT INTO photos_search (rowid, words) SELECT capture_order, words FROM photo_words WHERE id = new.id;
END;
CREATE TRIGGER photos_search_file_insert AFTER INSERT ON files BEGIN
  DELETE FROM photos_search WHERE rowid = (SELECT capture_order FROM photos WHERE id = new.photo_id);
  INSERT INTO photos_search (rowid, words) SELECT capture_order, words FROM photo_words WHERE id = new.photo_id;
END;
CREATE TRIGGER photos_search_file_delete AFTER DELETE ON files BEGIN
  DELETE FROM photos_search WHERE rowid = (SELECT capture_order FROM photos WHERE id = old.photo_id);
  INSERT INTO photos_search (rowid, words) SELECT capture_order, words FROM photo_words WHERE id = old.photo_id;
END;
CREATE TRIGGER photos_search_file_update AFTER UPDATE OF path, photo_id, folder_id ON files
WHEN old.path <> new.path OR old.photo_id <> new.photo_id OR old.folder_id <> new.folder_id
BEGIN
  DELETE FROM photos_search WHERE rowid IN (SELECT capture_order FROM photos WHERE id IN (old.photo_id, new.photo_id));
  INSERT INTO photos_search (rowid, words) SELECT capture_order, words FROM photo_words WHERE id IN (old.photo_id, new.photo_id);
END;
`,
};
