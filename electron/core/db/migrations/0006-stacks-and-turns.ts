import type { Migration } from './migration.ts';

export const stacksAndTurns: Migration = {
  version: 6,
  name: 'stacks of files that are one photo, photos turned in the catalogue, and edits that say what they did',
  sql: `
-- kind: 'pair' is one photo in several files (RAW, JPEG, edited versions), kept by library/stacks; 'hand' is what she put together.
CREATE TABLE stacks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('pair', 'hand')),
  chosen_face INTEGER
) STRICT;
ALTER TABLE photos ADD COLUMN stack_id INTEGER;
-- 1: she took it out of its stack; pairing leaves it alone.
ALTER TABLE photos ADD COLUMN set_apart INTEGER NOT NULL DEFAULT 0;
CREATE INDEX photos_by_stack ON photos (stack_id) WHERE stack_id IS NOT NULL;

-- Folder and name without extension and suffixes, as a number (stacks/pairing.ts). NULL: to be worked out.
ALTER TABLE files ADD COLUMN pairing_key INTEGER;
CREATE INDEX files_by_pairing ON files (pairing_key);

-- Stacks to look at again; empty between transactions.
CREATE TABLE stack_stale (
  stack_id INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER stack_file_moved AFTER UPDATE OF path, photo_id ON files
WHEN old.path <> new.path OR old.photo_id <> new.photo_id BEGIN
  UPDATE files SET pairing_key = NULL WHERE id = new.id;
  INSERT INTO stack_stale SELECT stack_id FROM photos
    WHERE id IN (old.photo_id, new.photo_id) AND stack_id IS NOT NULL EXCEPT SELECT stack_id FROM stack_stale;
END;
CREATE TRIGGER stack_file_gone AFTER DELETE ON files BEGIN
  INSERT INTO stack_stale SELECT stack_id FROM photos WHERE id = old.photo_id AND stack_id IS NOT NULL
    EXCEPT SELECT stack_id FROM stack_stale;
END;
CREATE TRIGGER stack_photo_gone AFTER DELETE ON photos WHEN old.stack_id IS NOT NULL BEGIN
  INSERT INTO stack_stale SELECT old.stack_id EXCEPT SELECT stack_id FROM stack_stale;
END;
CREATE TRIGGER stack_photo_missing AFTER UPDATE OF missing ON photos
WHEN old.missing <> new.missing AND new.stack_id IS NOT NULL BEGIN
  INSERT INTO stack_stale SELECT new.stack_id EXCEPT SELECT stack_id FROM stack_stale;
END;
CREATE TRIGGER stack_photo_changed AFTER UPDATE OF format, capture_date, camera ON photos
WHEN old.format <> new.format OR old.capture_date IS NOT new.capture_date OR old.camera IS NOT new.camera BEGIN
  UPDATE files SET pairing_key = NULL WHERE photo_id = new.id;
  INSERT INTO stack_stale SELECT new.stack_id WHERE new.stack_id IS NOT NULL EXCEPT SELECT stack_id FROM stack_stale;
END;

-- Who is in the stack is among the words its face is found by.
DROP VIEW photo_words;
CREATE VIEW photo_words AS
SELECT photos.id, photos.capture_order, replace(replace(replace(replace(
  title || char(10) || caption || char(10) || keywords || char(10) || place || char(10) || coalesce(camera, '') || char(10)
  || coalesce(lens, '') || char(10) || file_name || char(10) || coalesce((
    SELECT group_concat(
      substr(folders.path, length(rtrim(folders.path, replace(replace(folders.path, '/', ''), '\\', ''))) + 1)
      || ' ' || substr(files.path, length(folders.path) + 1), char(10))
    FROM files JOIN folders ON folders.id = files.folder_id WHERE files.photo_id = photos.id), '') || char(10) || coalesce((
    SELECT group_concat(other.file_name, char(10)) FROM photos AS other
    WHERE photos.stack_id IS NOT NULL AND other.stack_id = photos.stack_id AND other.id <> photos.id), ''),
  'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae') AS words
FROM photos WHERE hidden = 0;
CREATE TRIGGER photo_words_stack AFTER UPDATE OF stack_id ON photos WHEN old.stack_id IS NOT new.stack_id BEGIN
  INSERT INTO photo_words_stale
    SELECT capture_order FROM photos WHERE stack_id IN (old.stack_id, new.stack_id)
    UNION SELECT new.capture_order EXCEPT SELECT place FROM photo_words_stale;
END;

-- Degrees clockwise that she turned the photo by, beyond what its file says; width and height are as seen. The derived images
-- are turned by pictures_turn, which follows.
ALTER TABLE photos ADD COLUMN turn INTEGER NOT NULL DEFAULT 0 CHECK (turn IN (0, 90, 180, 270));
ALTER TABLE photos ADD COLUMN pictures_turn INTEGER NOT NULL DEFAULT 0;
CREATE INDEX photos_to_turn ON photos (changed_at) WHERE turn <> pictures_turn;
-- Another content, or images made anew, come as the file lies: what she turned stays turned.
CREATE TRIGGER turn_kept AFTER UPDATE OF sha256 ON photos WHEN old.sha256 <> new.sha256 AND new.turn IN (90, 270) BEGIN
  UPDATE photos SET width = new.height, height = new.width WHERE id = new.id;
END;
CREATE TRIGGER turn_pictures_anew AFTER UPDATE OF derived ON photos
WHEN old.derived <> new.derived AND new.pictures_turn <> 0 AND new.pictures_turn = old.pictures_turn BEGIN
  UPDATE photos SET pictures_turn = 0 WHERE id = new.id;
END;

-- What an edit did, for saying so, and of how many photos; what is no photo's (a collection, a dismissal) stands in facts.
ALTER TABLE edits ADD COLUMN facts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts));
ALTER TABLE edits ADD COLUMN photos INTEGER NOT NULL DEFAULT 0;
`,
};
