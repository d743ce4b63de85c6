import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectionId, photoId } from '../../../shared/domain/ids.ts';
import { splitGross, xof } from '../../../shared/domain/money.ts';
import { type AccountStudio, accountStudio, movableClock } from '../../../tests/support/account-studio.ts';
import { ledgerRepository } from '../account/ledger.repository.ts';
import { startOfDay } from './calendar.ts';

const NOW = startOfDay('2026-11-21') + 12 * 3_600_000;
let made: AccountStudio;

/** Three remote photos, two of them in the catalogue, one of those in a collection; a sale a day for a hundred days. */
beforeAll(() => {
  made = accountStudio({ clock: movableClock(NOW) });
  const { db } = made.context;
  db.execute(`
    INSERT INTO accounts (server, email, name, remote_user_id, is_sandbox, remembered, current, signed_in_at)
      VALUES ('s', 'e', 'n', 'u', 0, 0, 1, 0);
    INSERT INTO photos (id, sha256, size, format, width, height, sort_at, file_name, added_at, changed_at)
      VALUES (1, '${'a'.repeat(64)}', 1, 'jpeg', 3, 2, 0, 'a.jpg', 0, 0), (2, '${'b'.repeat(64)}', 1, 'jpeg', 3, 2, 0, 'b.jpg', 0, 0);
    INSERT INTO categories (account_id, id, name, parent_id, position)
      VALUES (1, 'c1', 'Portrait', NULL, 1), (1, 'c2', 'Enfants', 'c1', 2);
    INSERT INTO remote_photos (account_id, id, photo_id, title, status, views_count, sales_count, synced_at, category_id)
      VALUES (1, 'r0', 1, 'Marché', 'approved', 200, 34, 0, 'c1'), (1, 'r1', 2, 'Tisseuse', 'approved', 0, 33, 0, 'c2'),
        (1, 'r2', NULL, 'Berger', 'approved', 100, 33, 0, NULL);
    INSERT INTO collections (id, name, kind, position, created_at) VALUES (7, 'Marchés', 'collection', 1, 0);
    INSERT INTO collection_photos VALUES (7, 1, 0);`);
  const ledger = ledgerRepository(db);
  db.transaction(() => {
    for (let day = 0; day < 100; day += 1) {
      const gross = xof.parse(1_000 + day);
      ledger.store(
        1,
        {
          id: `t${day}`,
          title: ['Marché', 'Tisseuse', 'Berger'][day % 3] ?? '',
          date: NOW - day * 86_400_000,
          gross,
          ...splitGross(gross),
          status: 'completed',
          photoId: `r${day % 3}`,
          license: day % 10 === 0 ? 'extended' : 'standard',
          orderNumber: `ORD-${day}`,
        },
        NOW,
      );
    }
  });
});
afterAll(() => made.close());

const list = (filter: Parameters<typeof made.client.sales.list>[0]['filter']) =>
  made.client.sales.list({ filter, limit: 1000 });

describe('a filter', () => {
  it.each([
    ['one licence', { license: 'extended' }, 10],
    ['a photo of the catalogue', { photoId: photoId.parse(2) }, 33],
    ['a photo elsewhere', { remotePhotoId: 'r2' }, 33],
    ['a collection', { collectionId: collectionId.parse(7) }, 34],
    ['a category with those below it', { categoryId: 'c1' }, 67],
    ['days, both included', { from: '2026-11-01', to: '2026-11-10' }, 10],
    ['all together', { from: '2026-10-01', license: 'extended', categoryId: 'c1' }, 4],
    ['nothing that was sold', { from: '2030-01-01' }, 0],
  ] as const)('of %s holds the same in table, sums, bars, best and files', async (_name, filter, count) => {
    const { total, sums, items } = await list(filter);
    expect(total).toBe(count);
    expect(items).toHaveLength(count);
    const net = items.reduce((sum, sale) => sum + sale.net, 0);
    expect(sums.net).toBe(net);
    expect(sums.gross).toBe(sums.net + sums.commission);
    const bars = await made.client.sales.bars({ by: 'month', count: 12, filter });
    expect(bars.reduce((sum, bar) => sum + bar.net, 0)).toBe(net);
    expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(count);
    for (const by of ['photo', 'category', 'license'] as const) {
      const rows = await made.client.sales.best({ by, filter });
      expect(
        rows.reduce((sum, row) => sum + row.net, 0),
        by,
      ).toBe(net);
      expect(rows.map((row) => row.net)).toEqual(rows.map((row) => row.net).toSorted((a, b) => b - a));
    }
    const { content } = await made.client.sales.export({ filter, format: 'json', language: 'fr' });
    expect(JSON.parse(content)).toHaveLength(count);
  });
});

describe('the screen', () => {
  it('compares each bar with the one as many bars earlier', async () => {
    const bars = await made.client.sales.bars({ by: 'day', count: 30 });
    const before = await made.client.sales.bars({ by: 'day', count: 60 });
    expect(bars.map((bar) => bar.before)).toEqual(before.slice(0, 30).map((bar) => bar.net));
    const narrowed = await made.client.sales.bars({ by: 'day', count: 30, filter: { license: 'extended' } });
    expect(narrowed.at(-1)).toMatchObject({ net: 800, before: 824 });
  });

  it('tells real views and what became of them', async () => {
    const [best] = await made.client.sales.best({ by: 'photo', filter: {} });
    expect(best).toMatchObject({ key: 'r0', title: 'Marché', photoId: 1, views: 200, salesEver: 34 });
    const categories = await made.client.sales.best({ by: 'category', filter: {} });
    expect(categories.map(({ title, views }) => ({ title, views }))).toEqual(
      expect.arrayContaining([
        { title: 'Portrait', views: 200 },
        { title: '', views: 100 },
      ]),
    );
  });

  it('tells the letter of a month in whole francs', async () => {
    const letter = await made.client.sales.report({ month: '2026-10', language: 'fr' });
    expect(letter.sums.count).toBe(31);
    expect(letter.fileName).toBe('bilan-2026-10.txt');
    expect(letter.text).toContain('Vos ventes en octobre 2026');
    expect(letter.text).toContain('31 ventes');
    expect(letter.best.reduce((sum, row) => sum + row.net, 0)).toBe(letter.sums.net);
    expect((await made.client.sales.report({ month: '2020-01', language: 'en' })).text).toBe(
      'No sale in January 2020.\n',
    );
  });

  it('writes a table that Excel opens: its mark, semicolons, whole francs, CRLF', async () => {
    const { content, fileName } = await made.client.sales.export({
      filter: { from: '2026-11-20', to: '2026-11-21' },
      format: 'csv',
      language: 'fr',
    });
    expect(fileName).toBe('ventes-2026-11-20-2026-11-21.csv');
    expect(content.startsWith('\ufeffVendue le;Commande;Photo;Licence;Brut (XOF)')).toBe(true);
    expect(content.split('\r\n')).toContain('2026-11-20;ORD-1;Tisseuse;standard;1001;200;801;2026-12-20;payée');
  });
});
