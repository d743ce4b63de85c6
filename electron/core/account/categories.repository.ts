import type { Database } from '../db/database.ts';
import type { RemoteCategory } from '../ports/marketplace.ts';

/** The categories of each account's marketplace, in the server's order. */
export function categoriesRepository(db: Database) {
  const { sql } = db;
  return {
    list(accountId: number): RemoteCategory[] {
      const rows = sql.selectFrom('categories').select(['id', 'name', 'parent_id as parentId']);
      return db.all(rows.where('account_id', '=', accountId).orderBy('position'));
    },
    replace(accountId: number, categories: readonly RemoteCategory[]): void {
      db.transaction(() => {
        db.run(sql.deleteFrom('categories').where('account_id', '=', accountId));
        for (const [position, { id, name, parentId }] of categories.entries()) {
          db.run(
            sql.insertInto('categories').values({ account_id: accountId, id, name, parent_id: parentId, position }),
          );
        }
      });
    },
  };
}
