import type { Migration } from './migration.ts';

export const statements: Migration = {
  version: 14,
  name: 'statements: numbered papers of what was sold, kept as they were drawn up',
  sql: `
CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('month', 'range')),
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  day TEXT NOT NULL,
  count INTEGER NOT NULL,
  gross INTEGER NOT NULL,
  net INTEGER NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content)),
  UNIQUE (account_id, year, number),
  UNIQUE (account_id, kind, from_day, to_day)
) STRICT;

-- What months' statements said of each sale; a sale that changed since is put right on the next.
CREATE TABLE stated_sales (
  account_id INTEGER NOT NULL,
  sale_id TEXT NOT NULL,
  statement_id INTEGER NOT NULL REFERENCES statements (id),
  gross INTEGER NOT NULL,
  commission INTEGER NOT NULL,
  net INTEGER NOT NULL,
  PRIMARY KEY (account_id, sale_id, statement_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE statement_identity (
  account_id INTEGER PRIMARY KEY REFERENCES accounts (id),
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;
`,
};
