import type { Migration } from './migration.ts';

export const facesLeftOut: Migration = {
  version: 12,
  name: 'a face that a rule leaves out gives way',
  sql: `
-- All bits but « behind the face » (1).
CREATE TRIGGER stack_photo_left_out AFTER UPDATE OF hidden ON photos
WHEN new.stack_id IS NOT NULL AND (old.hidden >> 1) <> (new.hidden >> 1) BEGIN
  INSERT INTO stack_stale SELECT new.stack_id EXCEPT SELECT stack_id FROM stack_stale;
END;
`,
};
