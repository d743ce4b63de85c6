import { mkdirSync } from 'node:fs';
import { ledgerRepository } from '../../electron/core/account/ledger.repository.ts';
import { syncStateRepository } from '../../electron/core/account/sync-state.repository.ts';
import { openCatalogue } from '../../electron/core/db/open.ts';
import { splitGross, xof } from '../../shared/domain/money.ts';
import { addAccount } from './account-row.ts';

export interface MadeSale {
  readonly title: string;
  readonly at: number;
  /** Whole francs CFA. */
  readonly gross: number;
}

/** A catalogue whose account has sold: as after a sync at `fetchedAt` (ms). */
export function fillWithSales(dataDir: string, sales: readonly MadeSale[], fetchedAt: number): void {
  mkdirSync(dataDir, { recursive: true });
  const { db, close } = openCatalogue(dataDir, { stamp: '20260101T000000' });
  addAccount(db, { email: 'aminata@example.com', name: 'Aminata Kaboré' });
  const ledger = ledgerRepository(db);
  db.transaction(() => {
    for (const [index, sale] of sales.entries()) {
      const gross = xof.parse(sale.gross);
      const made = {
        id: `sale-${index}`,
        title: sale.title,
        date: sale.at,
        gross,
        ...splitGross(gross),
        status: 'completed',
        photoId: null,
        license: 'standard',
        orderNumber: `ORD-${10_000 + index}`,
      } as const;
      ledger.store(1, made, fetchedAt);
    }
  });
  syncStateRepository(db).set(1, 'transactions', fetchedAt, { mismatch: null });
  db.run(db.sql.insertInto('settings').values({ key: 'onboarded', value: 'true' }));
  close();
}
