import type { Migration } from './migration.ts';

export const folderRules: Migration = {
  version: 8,
  name: 'what the studio reads of a watched folder',
  sql: `
ALTER TABLE folders ADD COLUMN subfolders INTEGER NOT NULL DEFAULT 1 CHECK (subfolders IN (0, 1));
ALTER TABLE folders ADD COLUMN ignore TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ignore));
ALTER TABLE folders ADD COLUMN paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1));
-- Grows with every change of the rules, back to 0 when files.ignored follows them: a crash in between loses nothing.
ALTER TABLE folders ADD COLUMN rules_pending INTEGER NOT NULL DEFAULT 0;

-- 1: a rule of its folder leaves the file out. Its photo keeps everything and is hidden (photos.hidden, bit 2).
ALTER TABLE files ADD COLUMN ignored INTEGER NOT NULL DEFAULT 0 CHECK (ignored IN (0, 1));
DROP INDEX files_by_directory;
CREATE INDEX files_by_directory ON files (directory, ignored, path, size, mtime_ns, state, photo_id);

-- Files belong to the nearest watched folder, whose rules are theirs.
UPDATE files SET folder_id = (
    SELECT id FROM folders
    WHERE substr(files.path, 1, length(folders.path) + 1) IN (folders.path || '/', folders.path || '\\')
    ORDER BY length(folders.path) DESC LIMIT 1)
  WHERE folder_id IN (
    SELECT outside.id FROM folders AS outside JOIN folders AS inside
      ON substr(inside.path, 1, length(outside.path) + 1) IN (outside.path || '/', outside.path || '\\'))
  AND EXISTS (SELECT 1 FROM folders
    WHERE substr(files.path, 1, length(folders.path) + 1) IN (folders.path || '/', folders.path || '\\'));

-- A photo is left out when a file of it is and no other file shows it.
CREATE TRIGGER photo_ignored_insert AFTER INSERT ON files WHEN new.ignored = 0 AND new.state <> 'missing' BEGIN
  UPDATE photos SET hidden = hidden & ~2 WHERE id = new.photo_id AND hidden & 2 <> 0;
END;
CREATE TRIGGER photo_ignored_delete AFTER DELETE ON files BEGIN
  UPDATE photos SET hidden = hidden | 2 WHERE id = old.photo_id AND hidden & 2 = 0
    AND EXISTS (SELECT 1 FROM files WHERE photo_id = photos.id AND ignored = 1 AND state <> 'missing')
    AND NOT EXISTS (SELECT 1 FROM files WHERE photo_id = photos.id AND ignored = 0 AND state <> 'missing');
  UPDATE photos SET hidden = hidden & ~2 WHERE id = old.photo_id AND hidden & 2 <> 0
    AND NOT EXISTS (SELECT 1 FROM files WHERE photo_id = photos.id AND ignored = 1 AND state <> 'missing');
END;
CREATE TRIGGER photo_ignored_update AFTER UPDATE OF ignored, state, photo_id ON files
WHEN old.ignored <> new.ignored OR old.state <> new.state OR old.photo_id <> new.photo_id BEGIN
  UPDATE photos SET hidden = hidden | 2 WHERE id IN (old.photo_id, new.photo_id) AND hidden & 2 = 0
    AND EXISTS (SELECT 1 FROM files WHERE photo_id = photos.id AND ignored = 1 AND state <> 'missing')
    AND NOT EXISTS (SELECT 1 FROM files WHERE photo_id = photos.id AND ignored = 0 AND state <> 'missing');
  UPDATE photos SET hidden = hidden & ~2 WHERE id IN (old.photo_id, new.photo_id) AND hidden & 2 <> 0
    AND (EXISTS (SELECT 1 FROM files WHERE photo_id = photos.id AND ignored = 0 AND state <> 'missing')
      OR NOT EXISTS (SELECT 1 FROM files WHERE photo_id = photos.id AND ignored = 1 AND state <> 'missing'));
END;
`,
};
