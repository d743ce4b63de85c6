import type { Migration } from './migration.ts';

export const ownBooks: Migration = {
  version: 18,
  name: 'own books: what changed in the ledger, differences found, notices told once',
  sql: `
ALTER TABLE remote_photos ADD COLUMN category_id TEXT;

-- All that sums and filters ask of a sale stands in the index, gone_at too (SQLite looks at the condition of a partial index once
-- more): fifty thousand are added up without looking one up.
DROP INDEX transactions_newest;
CREATE INDEX transactions_newest ON transactions (account_id, sold_at, id, remote_photo_id, license, gross, net, commission, gone_at)
  WHERE gone_at IS NULL;
DROP INDEX transactions_by_photo;
CREATE INDEX transactions_by_photo ON transactions (account_id, remote_photo_id, sold_at, license, gross, net, commission, gone_at)
  WHERE gone_at IS NULL;
CREATE INDEX transactions_gone ON transactions (account_id, sold_at) WHERE gone_at IS NOT NULL;
-- Sales whose shares do not make their gross.
CREATE INDEX transactions_odd ON transactions (account_id, sold_at) WHERE gone_at IS NULL AND net + commission <> gross;

-- Sums of the ledger by photo ('' where the marketplace named none) and licence, kept by the triggers below: what sold best
-- ever is read from a few hundred of these.
CREATE TABLE sales_photos (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  remote_photo_id TEXT NOT NULL,
  license TEXT NOT NULL,
  gross INTEGER NOT NULL DEFAULT 0,
  commission INTEGER NOT NULL DEFAULT 0,
  net INTEGER NOT NULL DEFAULT 0,
  count INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, remote_photo_id, license)
) STRICT, WITHOUT ROWID;
INSERT INTO sales_photos
  SELECT account_id, coalesce(remote_photo_id, ''), license, sum(gross), sum(commission), sum(net), count(*)
  FROM transactions WHERE gone_at IS NULL GROUP BY 1, 2, 3;
CREATE TRIGGER sales_photos_insert AFTER INSERT ON transactions WHEN new.gone_at IS NULL BEGIN
  INSERT INTO sales_photos (account_id, remote_photo_id, license)
    SELECT new.account_id, coalesce(new.remote_photo_id, ''), new.license WHERE NOT EXISTS (SELECT 1 FROM sales_photos
      WHERE account_id = new.account_id AND remote_photo_id = coalesce(new.remote_photo_id, '') AND license = new.license);
  UPDATE sales_photos SET gross = gross + new.gross, commission = commission + new.commission, net = net + new.net,
      count = count + 1
    WHERE account_id = new.account_id AND remote_photo_id = coalesce(new.remote_photo_id, '') AND license = new.license;
END;
CREATE TRIGGER sales_photos_delete AFTER DELETE ON transactions WHEN old.gone_at IS NULL BEGIN
  UPDATE sales_photos SET gross = gross - old.gross, commission = commission - old.commission, net = net - old.net,
      count = count - 1
    WHERE account_id = old.account_id AND remote_photo_id = coalesce(old.remote_photo_id, '') AND license = old.license;
END;
CREATE TRIGGER sales_photos_update AFTER UPDATE ON transactions
WHEN old.gross <> new.gross OR old.net <> new.net OR old.commission <> new.commission OR old.license <> new.license
  OR old.remote_photo_id IS NOT new.remote_photo_id OR (old.gone_at IS NULL) <> (new.gone_at IS NULL)
BEGIN
  UPDATE sales_photos SET gross = gross - old.gross, commission = commission - old.commission, net = net - old.net,
      count = count - 1
    WHERE account_id = old.account_id AND remote_photo_id = coalesce(old.remote_photo_id, '') AND license = old.license
      AND old.gone_at IS NULL;
  INSERT INTO sales_photos (account_id, remote_photo_id, license)
    SELECT new.account_id, coalesce(new.remote_photo_id, ''), new.license
    WHERE new.gone_at IS NULL AND NOT EXISTS (SELECT 1 FROM sales_photos
      WHERE account_id = new.account_id AND remote_photo_id = coalesce(new.remote_photo_id, '') AND license = new.license);
  UPDATE sales_photos SET gross = gross + new.gross, commission = commission + new.commission, net = net + new.net,
      count = count + 1
    WHERE account_id = new.account_id AND remote_photo_id = coalesce(new.remote_photo_id, '') AND license = new.license
      AND new.gone_at IS NULL;
END;

-- What the marketplace changed after the fact. Written by triggers: nothing can change the ledger without leaving its trace.
-- late: first listed more than a day after a fetch that should have shown it. back: listed again.
CREATE TABLE ledger_changes (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  sale_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('late', 'changed', 'gone', 'back')),
  gross_before INTEGER NOT NULL,
  commission_before INTEGER NOT NULL,
  net_before INTEGER NOT NULL,
  sold_before INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_changes_newest ON ledger_changes (account_id, id);
CREATE INDEX ledger_changes_of_sale ON ledger_changes (account_id, sale_id);

CREATE TRIGGER ledger_changes_late AFTER INSERT ON transactions
WHEN new.sold_at < (SELECT at FROM sync_state WHERE account_id = new.account_id AND kind = 'transactions') - 86400000
BEGIN
  INSERT INTO ledger_changes (account_id, sale_id, at, kind, gross_before, commission_before, net_before, sold_before)
  VALUES (new.account_id, new.id, new.first_seen_at, 'late', 0, 0, 0, new.sold_at);
END;
CREATE TRIGGER ledger_changes_changed AFTER UPDATE ON transactions
WHEN old.gone_at IS NULL AND new.gone_at IS NULL AND (old.gross <> new.gross OR old.net <> new.net
  OR old.commission <> new.commission OR old.sold_at <> new.sold_at)
BEGIN
  INSERT INTO ledger_changes (account_id, sale_id, at, kind, gross_before, commission_before, net_before, sold_before)
  VALUES (new.account_id, new.id, new.seen_at, 'changed', old.gross, old.commission, old.net, old.sold_at);
END;
CREATE TRIGGER ledger_changes_gone AFTER UPDATE OF gone_at ON transactions
WHEN (old.gone_at IS NULL) <> (new.gone_at IS NULL)
BEGIN
  INSERT INTO ledger_changes (account_id, sale_id, at, kind, gross_before, commission_before, net_before, sold_before)
  VALUES (new.account_id, new.id, coalesce(new.gone_at, new.seen_at), iif(new.gone_at IS NULL, 'back', 'gone'),
    old.gross, old.commission, old.net, old.sold_at);
END;

-- Differences between the marketplace's figures and the ledger, as they were found; kept when they are settled.
CREATE TABLE differences (
  account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL CHECK (json_valid(value)),
  found_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  settled_at INTEGER,
  PRIMARY KEY (account_id, key)
) STRICT, WITHOUT ROWID;

-- told_at: when the desktop said it (what was there before is not news). unsaid: read here, the marketplace does not know.
-- here: made by the studio itself; facts: what its sentence is filled with.
ALTER TABLE notifications ADD COLUMN told_at INTEGER;
ALTER TABLE notifications ADD COLUMN unsaid INTEGER NOT NULL DEFAULT 0;
ALTER TABLE notifications ADD COLUMN here INTEGER NOT NULL DEFAULT 0;
ALTER TABLE notifications ADD COLUMN facts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts));
UPDATE notifications SET told_at = at;
CREATE INDEX notifications_newest ON notifications (account_id, at);
CREATE INDEX notifications_untold ON notifications (account_id, at) WHERE told_at IS NULL;
`,
};
