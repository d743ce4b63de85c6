import type { Migration } from './migration.ts';

export const forgottenPhotos: Migration = {
  version: 13,
  name: 'a photo that she forgot shows again when one of its files comes back',
  sql: `
-- 4: HIDDEN.forgotten.
CREATE TRIGGER photo_forgotten_returns AFTER UPDATE OF missing ON photos
WHEN old.missing = 1 AND new.missing = 0 AND new.hidden & 4 <> 0 BEGIN
  UPDATE photos SET hidden = hidden & ~4 WHERE id = new.id;
END;
`,
};
