import { connectMarketplace } from '../../electron/adapters/marketplace/marketplace.ts';
import { createReconciliation } from '../../electron/core/sales/reconciliation/reconcile.ts';
import { sellPhoto } from '../../sandbox/marketplace.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { SaleFilter } from '../../shared/contract/sales.contract.ts';
import { collectionId, photoId } from '../../shared/domain/ids.ts';
import { accountStudio, movableClock } from '../support/account-studio.ts';
import { historyOfSales, photosOnSale } from '../support/sandbox-history.ts';
import { temporaryFolders } from '../support/studio-builder.ts';
import { type BenchResult, type BenchRow, median, workedMs } from './bench.ts';

const SALES = 50_000;
const PHOTOS = 600;
const ROUNDS = 15;
const SYNC_GOAL_MS = 20_000;
const AGAIN_GOAL_MS = 1_000;
const QUERY_GOAL_MS = 10;

/**
 * Four years of fifty thousand sales on the sandbox, marketplace and studio in one process: the first sync, one that finds one
 * more sale, and every question that a screen of money asks, in the core. The peer is reading the same list and keeping nothing.
 */
export async function bench(): Promise<BenchResult> {
  const folders = temporaryFolders();
  const clock = movableClock(Date.UTC(2026, 10, 21, 12));
  const sandbox = await startSandbox({ dataDir: folders.root, clock });
  const { marketplace } = sandbox;
  const studio = accountStudio({ clock, dataDir: folders.data });
  try {
    const photos = photosOnSale(marketplace, marketplace.mainAccountId, PHOTOS);
    historyOfSales(marketplace, photos, { sales: SALES, days: 1461, until: clock.now(), seed: 20_261_121 });
    const { api: server, email, password } = sandbox;
    await studio.client.account.login({ server, email, password });
    const idle = process.cpuUsage();
    const first = await waited(() => studio.client.account.sync());
    const { user, system } = process.cpuUsage(idle);
    const again: number[] = [];
    let newSales = 0;
    for (const photo of photos.slice(0, 3)) {
      clock.pass(60_000);
      sellPhoto(marketplace, photo, 'standard', clock.now());
      again.push(
        await waited(async () => {
          newSales += (await studio.client.account.sync()).newSales;
        }),
      );
    }
    const pages = await waited(() => readList(sandbox.api, email, password));
    linkPhotos(studio);
    return {
      bench: 'money',
      note: `${SALES} sales over four years of ${PHOTOS} photos, on loopback; questions: processor time in the core, mean of ${ROUNDS}`,
      rows: [
        goal('the first sync', first, SYNC_GOAL_MS),
        { name: 'processor time of it, marketplace and studio', value: (user + system) / 1000, unit: 'ms' },
        { name: 'the same list read and kept nowhere', value: pages, unit: 'ms' },
        goal('a further sync with one new sale, of three the median', median(again), AGAIN_GOAL_MS),
        {
          name: 'sales that three further syncs called new',
          value: newSales,
          unit: '',
          goal: '3',
          met: newSales === 3,
        },
        ...questions(studio),
      ],
    };
  } finally {
    await studio.close();
    await sandbox.stop();
    folders.remove();
  }
}

/** Reading every page of the list, as the first sync does, and dropping it. */
async function readList(server: string, email: string, password: string): Promise<void> {
  const marketplace = connectMarketplace(server);
  const { access } = await marketplace.login(email, password);
  for (let page = 1, last = 1; page <= last; page += 1)
    last = (await marketplace.transactions(access.token, page)).lastPage;
}

type Studio = ReturnType<typeof accountStudio>;

/** Half of the photos are in the catalogue, a fifth of those in a collection. */
function linkPhotos({ context: { db } }: Studio): void {
  db.transaction(() => {
    const remote = db.prepare<[], { id: string }>('SELECT id FROM remote_photos ORDER BY id LIMIT 300').all();
    const add = db.prepare<[string], never>(
      `INSERT INTO photos (sha256, size, format, width, height, sort_at, file_name, added_at, changed_at, derived,
         present, keywords, picture_version) VALUES (?, 1, 'jpeg', 3, 2, 0, 'a.jpg', 0, 0, '[]', 1, '[]', 1)`,
    );
    db.execute("INSERT INTO collections (name, kind, position, created_at) VALUES ('Marchés', 'collection', 1, 0)");
    for (const [index, { id }] of remote.entries()) {
      const { lastId } = add.run(String(index).padStart(64, '0'));
      db.prepare<[number, string], never>('UPDATE remote_photos SET photo_id = ? WHERE id = ?').run(lastId, id);
      if (index % 5 === 0)
        db.prepare<[number, number], never>('INSERT INTO collection_photos VALUES (1, ?, ?)').run(lastId, index);
    }
  });
}

/** Every question the screen of sales asks, with its filters. */
function questions({ sales, context: { db } }: Studio): BenchRow[] {
  const one = db
    .prepare<[], { id: number }>(
      'SELECT photo_id AS id FROM remote_photos WHERE photo_id IS NOT NULL ORDER BY sales_count DESC LIMIT 1',
    )
    .get();
  const filters: Record<string, SaleFilter> = {
    'one licence': { license: 'extended' },
    'one photo': { photoId: photoId.parse(one?.id) },
    'one collection': { collectionId: collectionId.parse(1) },
    'one year': { from: '2025-01-01', to: '2025-12-31' },
  };
  const reconciliation = createReconciliation(db);
  const asked: Record<string, () => unknown> = {
    'the four figures': () => sales.figures(),
    '30 bars of days': () => sales.bars('day', 30),
    '26 bars of weeks': () => sales.bars('week', 26),
    '12 bars of months': () => sales.bars('month', 12),
    '5 bars of years': () => sales.bars('year', 5),
    'what becomes available when': () => sales.timeline(),
    'the first 100 sales': () => sales.list(100, 0),
    'the last 100 sales': () => sales.list(100, SALES - 100),
    'best photos ever': () => sales.best('photo', 50),
    'best categories ever': () => sales.best('category', 50),
    licences: () => sales.best('license', 2),
    reconciliation: () => sales.reconciled(),
    'months that differ, at a sync': () => reconciliation.differing(1),
  };
  for (const [name, filter] of Object.entries(filters)) {
    asked[`the first 100 sales of ${name}`] = () => sales.list(100, 0, filter);
    asked[`12 bars of months of ${name}`] = () => sales.bars('month', 12, filter);
    asked[`best photos of ${name}`] = () => sales.best('photo', 50, filter);
  }
  return Object.entries(asked).map(([name, ask]) => {
    ask();
    const began = workedMs();
    for (let round = 0; round < ROUNDS; round += 1) ask();
    return goal(name, (workedMs() - began) / ROUNDS, QUERY_GOAL_MS);
  });
}

function goal(name: string, value: number, most: number): BenchRow {
  return { name, value, unit: 'ms', goal: `≤ ${most} ms`, met: value <= most };
}

async function waited(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
