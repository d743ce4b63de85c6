import type { Migration } from './migration.ts';

export const pictureQuality: Migration = {
  version: 19,
  name: 'what the pixels of photos say of them, and which rules each breaks',
  sql: `
-- PictureQuality (shared/domain): NULL where there is nothing to judge by, or nothing was measured yet.
ALTER TABLE photos ADD COLUMN sharpness REAL;
ALTER TABLE photos ADD COLUMN noise REAL;
ALTER TABLE photos ADD COLUMN highlights REAL;
ALTER TABLE photos ADD COLUMN shadows REAL;
-- 1: measured.
ALTER TABLE photos ADD COLUMN measured INTEGER NOT NULL DEFAULT 0;
-- A photo that looks the same and that the marketplace has. No reference: what is gone is found to be gone.
ALTER TABLE photos ADD COLUMN sent_alike INTEGER;
-- Bits of the rules that it breaks (shared/domain/rule-book.ts), kept in step with rule_errors.
ALTER TABLE photos ADD COLUMN rules_broken INTEGER NOT NULL DEFAULT 0;
CREATE INDEX photos_by_rules ON photos (rules_broken) WHERE hidden = 0;
`,
};
