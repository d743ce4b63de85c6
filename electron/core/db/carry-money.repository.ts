import type SqliteDatabase from 'better-sqlite3';
import { sharedColumns } from './shared-columns.repository.ts';

/** How far a request for money has come: one that may have arrived is never taken for one that never left. */
const FAR = (row: string) => `CASE ${row}.state WHEN 'unsent' THEN 0 WHEN 'asked' THEN 1 WHEN 'sent' THEN 2
  WHEN 'lost' THEN 3 WHEN 'confirmed' THEN 5 ELSE 4 END`;

/**
 * What she asked for and every paper with a number, from the catalogue `before` into `main`: money is not asked for a second
 * time, and no number is given twice, because an older catalogue does not know of them. Inside carryLedger's transaction, where
 * `carried_accounts` says which account is which.
 */
export function carryMoney(driver: SqliteDatabase.Database): void {
  const columnsOf = (table: string, ...without: string[]) => sharedColumns(driver, table, ['account_id', ...without]);
  const insert = (table: string, columns: readonly string[], otherwise: string, where = 'true', verb = 'INSERT') => {
    if (columns.length === 0) return;
    driver.exec(`${verb} INTO main.${table} (${columns.join(', ')}, account_id)
      SELECT ${columns.map((column) => `earlier.${column}`).join(', ')}, carried_accounts.id
      FROM before.${table} AS earlier JOIN carried_accounts ON carried_accounts.was = earlier.account_id
      WHERE ${where} ${otherwise}`);
  };
  const taken = (columns: readonly string[]) => columns.map((column) => `${column} = excluded.${column}`).join(', ');

  const requests = columnsOf('withdrawal_requests', 'id');
  insert(
    'withdrawal_requests',
    requests,
    `ON CONFLICT (intention) DO UPDATE SET ${taken(requests)}
      WHERE ${FAR('excluded')} >= ${FAR('withdrawal_requests')}`,
    // A withdrawal that belongs to another request here already stays with it.
    `NOT EXISTS (SELECT 1 FROM main.withdrawal_requests AS other WHERE other.account_id = carried_accounts.id
      AND other.remote_id = earlier.remote_id AND other.intention <> earlier.intention)`,
  );
  const withdrawals = columnsOf('withdrawals');
  insert(
    'withdrawals',
    withdrawals,
    `ON CONFLICT (account_id, id) DO UPDATE SET ${taken(withdrawals)} WHERE excluded.seen_at > withdrawals.seen_at`,
  );
  insert('withdrawal_papers', columnsOf('withdrawal_papers', 'id'), '', 'true', 'INSERT OR IGNORE');
  insert('statements', columnsOf('statements', 'id'), '', 'true', 'INSERT OR IGNORE');
  insert('statement_identity', columnsOf('statement_identity'), '', 'true', 'INSERT OR IGNORE');
  const stated = columnsOf('stated_sales', 'statement_id');
  if (stated.length > 0)
    driver.exec(`INSERT OR IGNORE INTO main.stated_sales (${stated.join(', ')}, account_id, statement_id)
      SELECT ${stated.map((column) => `earlier.${column}`).join(', ')}, kept.account_id, kept.id
      FROM before.stated_sales AS earlier JOIN before.statements AS paper ON paper.id = earlier.statement_id
      JOIN carried_accounts ON carried_accounts.was = paper.account_id
      JOIN main.statements AS kept ON kept.account_id = carried_accounts.id AND kept.content = paper.content
        AND kept.year = paper.year AND kept.number = paper.number`);
}
