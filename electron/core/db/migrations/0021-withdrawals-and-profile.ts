import type { Migration } from './migration.ts';

export const withdrawalsAndProfile: Migration = {
  version: 21,
  name: 'withdrawals: her requests and the marketplace’s list; her profile and every picture of hers',
  sql: `
-- The marketplace's list as last read. Rows are never removed.
CREATE TABLE withdrawals (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  amount INTEGER NOT NULL,
  details TEXT NOT NULL CHECK (json_valid(details)),
  status TEXT NOT NULL,
  notes TEXT,
  created_at INTEGER NOT NULL,
  processed_at INTEGER,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

-- What she asked for, written before it is asked. asked: about to be; sent: on its way, it may be there; lost: no answer came;
-- confirmed: there, as remote_id; refused: the marketplace said no; absent: looked for and not there; unsent: never left.
CREATE TABLE withdrawal_requests (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  intention TEXT NOT NULL UNIQUE,
  amount INTEGER NOT NULL,
  details TEXT NOT NULL CHECK (json_valid(details)),
  target TEXT NOT NULL CHECK (json_valid(target)),
  state TEXT NOT NULL CHECK (state IN ('asked', 'sent', 'lost', 'confirmed', 'refused', 'absent', 'unsent')),
  asked_at INTEGER NOT NULL,
  sent_at INTEGER,
  settled_at INTEGER,
  remote_id TEXT,
  reason TEXT,
  known TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(known)),
  CHECK ((state = 'confirmed') = (remote_id IS NOT NULL))
) STRICT;
CREATE INDEX withdrawal_requests_of ON withdrawal_requests (account_id, state);
-- One withdrawal there is one request here.
CREATE UNIQUE INDEX withdrawal_requests_remote ON withdrawal_requests (account_id, remote_id) WHERE remote_id IS NOT NULL;

-- Papers of withdrawals, in a series of their own: kept as they were drawn up, never removed.
CREATE TABLE withdrawal_papers (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  withdrawal_id TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content)),
  UNIQUE (account_id, year, number),
  UNIQUE (account_id, withdrawal_id)
) STRICT;

-- words: as the marketplace has them; unsaid: as she changed them while it could not be told.
CREATE TABLE profiles (
  account_id INTEGER PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  words TEXT NOT NULL CHECK (json_valid(words)),
  unsaid TEXT CHECK (unsaid IS NULL OR json_valid(unsaid)),
  fetched_at INTEGER
) STRICT;

-- Every picture of hers; the one with the latest chosen_at is hers now. A JPEG of a few hundred kilobytes, so that a copy of the
-- catalogue holds it. remote_url and remote_sha256: what the marketplace gives for it. state: kept (told when it can be),
-- sent, unsupported (the server has no route for it), refused.
CREATE TABLE profile_pictures (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  jpeg BLOB NOT NULL,
  side INTEGER NOT NULL,
  added_at INTEGER NOT NULL,
  chosen_at INTEGER NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('hers', 'marketplace')),
  state TEXT NOT NULL CHECK (state IN ('kept', 'sent', 'unsupported', 'refused')),
  remote_url TEXT,
  remote_sha256 TEXT,
  UNIQUE (account_id, sha256)
) STRICT;
`,
};
