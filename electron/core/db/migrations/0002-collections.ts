import type { Migration } from './migration.ts';

export const collections: Migration = {
  version: 2,
  name: 'collections, and a search index written once a transaction',
  sql: `
-- Photos put together by hand, and searches kept under a name. A removed one is kept for a while, to be restored.
CREATE TABLE collections (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('collection', 'search')),
  filter TEXT CHECK (json_valid(filter)),
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  removed_at INTEGER,
  CHECK ((kind = 'search') = (filter IS NOT NULL))
) STRICT;
CREATE INDEX collections_in_order ON collections (position, id) WHERE removed_at IS NULL;

CREATE TABLE collection_photos (
  collection_id INTEGER NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  PRIMARY KEY (collection_id, photo_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX collection_photos_in_order ON collection_photos (collection_id, position);
CREATE INDEX collection_photos_by_photo ON collection_photos (photo_id);

-- All that orders and dates ask of a photo stands in the index: hits are gathered and sorted without looking photos up.
DROP INDEX photos_by_facets;
CREATE INDEX photos_by_facets ON photos (facets, capture_order, capture_date, added_at, file_name, rating);

-- FTS5 writes a segment for every statement, so thousands of photos changed one by one cost it thousands of segments. What
-- changes is noted here by its place in the index and written in two statements, in order, before a transaction ends.
CREATE TABLE photo_words_stale (
  place INTEGER PRIMARY KEY
) STRICT;
DROP TRIGGER photos_search_insert;
DROP TRIGGER photos_search_delete;
DROP TRIGGER photos_search_update;
DROP TRIGGER photos_search_file_insert;
DROP TRIGGER photos_search_file_delete;
DROP TRIGGER photos_search_file_update;
CREATE TRIGGER photo_words_insert AFTER INSERT ON photos BEGIN
  INSERT INTO photo_words_stale SELECT new.capture_order
    WHERE NOT EXISTS (SELECT 1 FROM photo_words_stale WHERE place = new.capture_order);
END;
CREATE TRIGGER photo_words_delete AFTER DELETE ON photos BEGIN
  INSERT INTO photo_words_stale SELECT old.capture_order
    WHERE NOT EXISTS (SELECT 1 FROM photo_words_stale WHERE place = old.capture_order);
END;
CREATE TRIGGER photo_words_update AFTER UPDATE OF title, caption, keywords, place, camera, lens, file_name, sort_at ON photos
WHEN old.title <> new.title OR old.caption <> new.caption OR old.keywords <> new.keywords OR old.place <> new.place
  OR old.camera IS NOT new.camera OR old.lens IS NOT new.lens OR old.file_name <> new.file_name
  OR old.capture_order <> new.capture_order
BEGIN
  INSERT INTO photo_words_stale SELECT old.capture_order UNION SELECT new.capture_order
    EXCEPT SELECT place FROM photo_words_stale WHERE place IN (old.capture_order, new.capture_order);
END;
CREATE TRIGGER photo_words_file_insert AFTER INSERT ON files BEGIN
  INSERT INTO photo_words_stale SELECT capture_order FROM photos WHERE id = new.photo_id
    AND NOT EXISTS (SELECT 1 FROM photo_words_stale WHERE place = photos.capture_order);
END;
CREATE TRIGGER photo_words_file_delete AFTER DELETE ON files BEGIN
  INSERT INTO photo_words_stale SELECT capture_order FROM photos WHERE id = old.photo_id
    AND NOT EXISTS (SELECT 1 FROM photo_words_stale WHERE place = photos.capture_order);
END;
CREATE TRIGGER photo_words_file_update AFTER UPDATE OF path, photo_id, folder_id ON files
WHEN old.path <> new.path OR old.photo_id <> new.photo_id OR old.folder_id <> new.folder_id
BEGIN
  INSERT INTO photo_words_stale SELECT capture_order FROM photos WHERE id IN (old.photo_id, new.photo_id)
    AND NOT EXISTS (SELECT 1 FROM photo_words_stale WHERE place = photos.capture_order);
END;
`,
};
