import type { Migration } from './migration.ts';

export const derivedStore: Migration = {
  version: 10,
  name: 'what of the derived images lies on the disk, and which are to be made anew',
  sql: `
-- Bytes on the disk by photo, 0 once they made room for others; kept by the triggers below, so that nobody walks the folder.
CREATE TABLE derived_store (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  previews INTEGER NOT NULL DEFAULT 0,
  thumbnails INTEGER NOT NULL DEFAULT 0,
  used_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX derived_store_previews ON derived_store (used_at, photo_id, previews) WHERE previews > 0;
CREATE INDEX derived_store_thumbnails ON derived_store (used_at, photo_id, thumbnails) WHERE thumbnails > 0;
CREATE TABLE derived_totals (
  kind TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

INSERT INTO derived_store (photo_id, previews, thumbnails, used_at)
  SELECT photos.id,
    coalesce((SELECT sum(value ->> 'bytes') FROM json_each(photos.derived) WHERE value ->> 'kind' = 'preview'), 0),
    coalesce((SELECT sum(value ->> 'bytes') FROM json_each(photos.derived) WHERE value ->> 'kind' <> 'preview'), 0),
    added_at
  FROM photos WHERE derived <> '[]';
INSERT INTO derived_totals (kind, bytes) SELECT 'previews', coalesce(sum(previews), 0) FROM derived_store;
INSERT INTO derived_totals (kind, bytes) SELECT 'thumbnails', coalesce(sum(thumbnails), 0) FROM derived_store;

CREATE TRIGGER derived_totals_insert AFTER INSERT ON derived_store BEGIN
  UPDATE derived_totals SET bytes = bytes + CASE kind WHEN 'previews' THEN new.previews ELSE new.thumbnails END;
END;
CREATE TRIGGER derived_totals_update AFTER UPDATE OF previews, thumbnails ON derived_store
WHEN old.previews <> new.previews OR old.thumbnails <> new.thumbnails BEGIN
  UPDATE derived_totals SET bytes = bytes
    + CASE kind WHEN 'previews' THEN new.previews - old.previews ELSE new.thumbnails - old.thumbnails END;
END;
CREATE TRIGGER derived_totals_delete AFTER DELETE ON derived_store BEGIN
  UPDATE derived_totals SET bytes = bytes - CASE kind WHEN 'previews' THEN old.previews ELSE old.thumbnails END;
END;
CREATE TRIGGER derived_store_insert AFTER INSERT ON photos WHEN new.derived <> '[]' BEGIN
  INSERT INTO derived_store (photo_id, previews, thumbnails, used_at) VALUES (new.id,
    coalesce((SELECT sum(value ->> 'bytes') FROM json_each(new.derived) WHERE value ->> 'kind' = 'preview'), 0),
    coalesce((SELECT sum(value ->> 'bytes') FROM json_each(new.derived) WHERE value ->> 'kind' <> 'preview'), 0),
    new.added_at);
END;
CREATE TRIGGER derived_store_update AFTER UPDATE OF derived ON photos BEGIN
  INSERT INTO derived_store (photo_id, used_at) SELECT new.id, new.added_at
    WHERE NOT EXISTS (SELECT 1 FROM derived_store WHERE photo_id = new.id);
  UPDATE derived_store SET
    previews = coalesce((SELECT sum(value ->> 'bytes') FROM json_each(new.derived) WHERE value ->> 'kind' = 'preview'), 0),
    thumbnails = coalesce((SELECT sum(value ->> 'bytes') FROM json_each(new.derived) WHERE value ->> 'kind' <> 'preview'), 0)
    WHERE photo_id = new.id;
END;

-- Photos whose images she wants anew; they keep those they have until then.
CREATE TABLE images_to_rebuild (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE
) STRICT;
`,
};
