import type { Migration } from './migration.ts';

export const visiblePhotos: Migration = {
  version: 5,
  name: 'photos that are there without showing, photos gone missing, and sales to sort by',
  sql: `
DROP TRIGGER photo_tallies_insert;
DROP TRIGGER photo_tallies_delete;
DROP TRIGGER photo_tallies_update;
DROP TRIGGER photo_words_update;
DROP VIEW photo_words;
DROP INDEX photos_by_capture;
DROP INDEX photos_by_import;
DROP INDEX photos_by_name;
DROP INDEX photos_by_rating;
DROP INDEX photos_by_facets;
ALTER TABLE photos DROP COLUMN facets;

-- Why a photo is in no list, count or search, as bits: see library/visibility.repository.ts. 0: it shows.
ALTER TABLE photos ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden >= 0);
-- 1 while all its files are known to be gone (offline is not gone). Kept by the triggers below.
ALTER TABLE photos ADD COLUMN missing INTEGER NOT NULL DEFAULT 0;
-- Sales of the current account. Kept by the triggers below.
ALTER TABLE photos ADD COLUMN sales_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photos ADD COLUMN facets TEXT GENERATED ALWAYS AS (json_array(
  review, delivery, moderation, rating, label, format,
  CASE WHEN width > height THEN 'landscape' WHEN width < height THEN 'portrait' ELSE 'square' END,
  rule_errors > 0, camera, lens, CASE WHEN present THEN 'present' WHEN missing THEN 'missing' ELSE 'offline' END)) VIRTUAL;

UPDATE photos SET missing = 1 WHERE present = 0
  AND NOT EXISTS (SELECT 1 FROM files WHERE photo_id = photos.id AND state <> 'missing');
UPDATE photos SET sales_count = (
    SELECT coalesce(sum(remote_photos.sales_count), 0) FROM remote_photos
    JOIN accounts ON accounts.id = account_id AND accounts.current = 1 WHERE photo_id = photos.id)
  WHERE id IN (SELECT photo_id FROM remote_photos WHERE remote_photos.sales_count > 0);

-- Only what shows stands in the indexes that lists are walked by, so that what is hidden costs nothing to pass by.
CREATE INDEX photos_by_capture ON photos (capture_order) WHERE hidden = 0;
CREATE INDEX photos_by_import ON photos (added_at, id) WHERE hidden = 0;
CREATE INDEX photos_by_name ON photos (file_name, id) WHERE hidden = 0;
CREATE INDEX photos_by_rating ON photos (rating, capture_order) WHERE hidden = 0;
CREATE INDEX photos_by_sales ON photos (sales_count, capture_order) WHERE hidden = 0;
CREATE INDEX photos_by_facets ON photos (facets, capture_order, capture_date, added_at, file_name, rating, sales_count)
  WHERE hidden = 0;

DELETE FROM photo_tallies;
INSERT INTO photo_tallies (facets, count) SELECT facets, count(*) FROM photos WHERE hidden = 0 GROUP BY facets;
CREATE TRIGGER photo_tallies_insert AFTER INSERT ON photos WHEN new.hidden = 0 BEGIN
  INSERT INTO photo_tallies (facets, count)
    SELECT new.facets, 0 WHERE NOT EXISTS (SELECT 1 FROM photo_tallies WHERE facets = new.facets);
  UPDATE photo_tallies SET count = count + 1 WHERE facets = new.facets;
END;
CREATE TRIGGER photo_tallies_delete AFTER DELETE ON photos WHEN old.hidden = 0 BEGIN
  UPDATE photo_tallies SET count = count - 1 WHERE facets = old.facets;
  DELETE FROM photo_tallies WHERE facets = old.facets AND count = 0;
END;
CREATE TRIGGER photo_tallies_leave AFTER UPDATE ON photos
WHEN old.hidden = 0 AND (old.facets <> new.facets OR new.hidden <> 0) BEGIN
  UPDATE photo_tallies SET count = count - 1 WHERE facets = old.facets;
  DELETE FROM photo_tallies WHERE facets = old.facets AND count = 0;
END;
CREATE TRIGGER photo_tallies_enter AFTER UPDATE ON photos
WHEN new.hidden = 0 AND (old.facets <> new.facets OR old.hidden <> 0) BEGIN
  INSERT INTO photo_tallies (facets, count)
    SELECT new.facets, 0 WHERE NOT EXISTS (SELECT 1 FROM photo_tallies WHERE facets = new.facets);
  UPDATE photo_tallies SET count = count + 1 WHERE facets = new.facets;
END;

-- The words of what shows: a hidden photo has no row, and so leaves the search index.
CREATE VIEW photo_words AS
SELECT photos.id, photos.capture_order, replace(replace(replace(replace(
  title || char(10) || caption || char(10) || keywords || char(10) || place || char(10) || coalesce(camera, '') || char(10)
  || coalesce(lens, '') || char(10) || file_name || char(10) || coalesce((
    SELECT group_concat(
      substr(folders.path, length(rtrim(folders.path, replace(replace(folders.path, '/', ''), '\\', ''))) + 1)
      || ' ' || substr(files.path, length(folders.path) + 1), char(10))
    FROM files JOIN folders ON folders.id = files.folder_id WHERE files.photo_id = photos.id), ''),
  'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') AS words
FROM photos WHERE hidden = 0;
CREATE TRIGGER photo_words_update
AFTER UPDATE OF title, caption, keywords, place, camera, lens, file_name, sort_at, hidden ON photos
WHEN old.title <> new.title OR old.caption <> new.caption OR old.keywords <> new.keywords OR old.place <> new.place
  OR old.camera IS NOT new.camera OR old.lens IS NOT new.lens OR old.file_name <> new.file_name
  OR old.capture_order <> new.capture_order OR (old.hidden = 0) <> (new.hidden = 0)
BEGIN
  INSERT INTO photo_words_stale SELECT old.capture_order UNION SELECT new.capture_order
    EXCEPT SELECT place FROM photo_words_stale WHERE place IN (old.capture_order, new.capture_order);
END;

CREATE TRIGGER photo_missing_insert AFTER INSERT ON files WHEN new.state <> 'missing' BEGIN
  UPDATE photos SET missing = 0 WHERE id = new.photo_id AND missing = 1;
END;
CREATE TRIGGER photo_missing_delete AFTER DELETE ON files BEGIN
  UPDATE photos SET missing = 1 WHERE id = old.photo_id AND missing = 0
    AND NOT EXISTS (SELECT 1 FROM files WHERE photo_id = old.photo_id AND state <> 'missing');
END;
CREATE TRIGGER photo_missing_update AFTER UPDATE OF state, photo_id ON files
WHEN old.state <> new.state OR old.photo_id <> new.photo_id BEGIN
  UPDATE photos SET missing = 1 WHERE id IN (old.photo_id, new.photo_id) AND missing = 0
    AND NOT EXISTS (SELECT 1 FROM files WHERE photo_id = photos.id AND state <> 'missing');
  UPDATE photos SET missing = 0 WHERE id IN (old.photo_id, new.photo_id) AND missing = 1
    AND EXISTS (SELECT 1 FROM files WHERE photo_id = photos.id AND state <> 'missing');
END;

CREATE TRIGGER photo_sales_insert AFTER INSERT ON remote_photos
WHEN new.photo_id IS NOT NULL AND new.sales_count <> 0 BEGIN
  UPDATE photos SET sales_count = (
      SELECT coalesce(sum(remote_photos.sales_count), 0) FROM remote_photos
      JOIN accounts ON accounts.id = account_id AND accounts.current = 1 WHERE photo_id = photos.id)
    WHERE id = new.photo_id;
END;
CREATE TRIGGER photo_sales_delete AFTER DELETE ON remote_photos
WHEN old.photo_id IS NOT NULL AND old.sales_count <> 0 BEGIN
  UPDATE photos SET sales_count = (
      SELECT coalesce(sum(remote_photos.sales_count), 0) FROM remote_photos
      JOIN accounts ON accounts.id = account_id AND accounts.current = 1 WHERE photo_id = photos.id)
    WHERE id = old.photo_id;
END;
CREATE TRIGGER photo_sales_update AFTER UPDATE OF photo_id, sales_count ON remote_photos
WHEN old.photo_id IS NOT new.photo_id OR old.sales_count <> new.sales_count BEGIN
  UPDATE photos SET sales_count = (
      SELECT coalesce(sum(remote_photos.sales_count), 0) FROM remote_photos
      JOIN accounts ON accounts.id = account_id AND accounts.current = 1 WHERE photo_id = photos.id)
    WHERE id IN (old.photo_id, new.photo_id);
END;
CREATE TRIGGER photo_sales_account AFTER UPDATE OF current ON accounts WHEN old.current <> new.current BEGIN
  UPDATE photos SET sales_count = (
      SELECT coalesce(sum(remote_photos.sales_count), 0) FROM remote_photos
      JOIN accounts ON accounts.id = account_id AND accounts.current = 1 WHERE photo_id = photos.id)
    WHERE id IN (SELECT photo_id FROM remote_photos WHERE account_id = new.id AND remote_photos.sales_count > 0);
END;
`,
};
