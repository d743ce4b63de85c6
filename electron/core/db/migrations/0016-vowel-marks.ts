import type { Migration } from './migration.ts';

export const vowelMarks: Migration = {
  version: 16,
  name: 'words with Arabic vowel marks or N’Ko tone marks are found without them',
  sql: `
-- The index was written with the marks, which parted words: what holds one is written again.
INSERT INTO photo_words_stale
  SELECT capture_order FROM photos WHERE hidden = 0
    AND title || caption || keywords || place || file_name
      GLOB '*[' || char(1600) || char(1611) || '-' || char(1618) || char(1648) || char(2027) || '-' || char(2035) || ']*'
  EXCEPT SELECT place FROM photo_words_stale;
`,
};
