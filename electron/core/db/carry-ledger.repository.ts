import SqliteDatabase from 'better-sqlite3';
import { rebuildPhotoStanding } from '../account/photo-standing.repository.ts';
import { carryMoney } from './carry-money.repository.ts';
import { wrapDatabase } from './database.ts';
import { sharedColumns } from './shared-columns.repository.ts';

export interface CarriedLedger {
  /** Deliveries of the catalogue before that the restored one takes over. */
  readonly deliveries: number;
  /** Photos that were sent after the copy was made, and so were not in it. */
  readonly photos: number;
}

/**
 * What was sent stays sent and what was asked for stays asked for, whatever an older catalogue remembers: carries accounts,
 * deliveries that had begun or ended, what the marketplace said of them, requests for money and numbered papers from the
 * catalogue `before` into the one at `path`, by the photo's content. Nobody has either open. One transaction; doing it twice changes nothing. Errors: SQLite's, when `before` can't be read.
 */
export function carryLedger(path: string, before: string): CarriedLedger {
  const driver = new SqliteDatabase(path, { fileMustExist: true });
  try {
    driver.pragma('foreign_keys = ON');
    driver.prepare('ATTACH ? AS before').run(before);
    return driver.transaction(() => carry(driver)).immediate();
  } finally {
    driver.close();
  }
}

/**
 * For a restored catalogue whose predecessor can't be asked: whatever is posted of what it still means to send is looked for
 * on the marketplace first, among the photos made since she last worked in it.
 */
export function doubtOpenDeliveries(path: string): void {
  const driver = new SqliteDatabase(path, { fileMustExist: true });
  try {
    driver.exec(`UPDATE deliveries SET post_started_at = coalesce((SELECT max(changed_at) FROM photos), 0)
      WHERE post_started_at IS NULL AND state NOT IN ${ENDED}`);
  } finally {
    driver.close();
  }
}

const ENDED = "('sent', 'failed', 'cancelled')";

function carry(driver: SqliteDatabase.Database): CarriedLedger {
  const shared = (table: string, ...without: string[]) => sharedColumns(driver, table, without).join(', ');
  const accounts = shared('accounts', 'id', 'current');
  driver.exec(`
    INSERT INTO accounts (${accounts}, current)
      SELECT ${accounts}, 0 FROM before.accounts AS earlier
      WHERE NOT EXISTS (SELECT 1 FROM main.accounts AS kept
        WHERE kept.server = earlier.server AND kept.remote_user_id = earlier.remote_user_id);
    CREATE TEMP TABLE carried_accounts AS
      SELECT earlier.id AS was, kept.id AS id FROM before.accounts AS earlier
      JOIN main.accounts AS kept ON kept.server = earlier.server AND kept.remote_user_id = earlier.remote_user_id;
    CREATE TEMP TABLE carried_pairs AS
      SELECT DISTINCT account_id AS account_was, photo_id AS photo_was FROM before.deliveries
      WHERE state IN ${ENDED} OR remote_upload_id IS NOT NULL OR post_started_at IS NOT NULL OR remote_photo_id IS NOT NULL;
  `);
  const photoColumns = shared('photos', 'id', 'present');
  const photos = driver
    .prepare(
      `INSERT INTO main.photos (${photoColumns}, present) SELECT ${photoColumns}, 0 FROM before.photos AS earlier
       WHERE id IN (SELECT photo_was FROM carried_pairs)
         AND NOT EXISTS (SELECT 1 FROM main.photos AS kept WHERE kept.sha256 = earlier.sha256)`,
    )
    .run().changes;
  const deliveryColumns = shared('deliveries', 'id', 'account_id', 'photo_id');
  driver.exec(`
    CREATE TEMP TABLE carried_photos AS
      SELECT earlier.id AS was, kept.id AS id FROM before.photos AS earlier
      JOIN main.photos AS kept ON kept.sha256 = earlier.sha256
      WHERE earlier.id IN (SELECT photo_was FROM carried_pairs UNION SELECT photo_id FROM before.remote_photos);
    DELETE FROM main.deliveries WHERE EXISTS (
      SELECT 1 FROM carried_pairs JOIN carried_accounts ON carried_accounts.was = account_was
      JOIN carried_photos ON carried_photos.was = photo_was
      WHERE carried_accounts.id = main.deliveries.account_id AND carried_photos.id = main.deliveries.photo_id);
  `);
  const deliveries = driver
    .prepare(
      `INSERT INTO main.deliveries (${deliveryColumns}, account_id, photo_id)
       SELECT ${qualified('earlier', deliveryColumns)}, carried_accounts.id, carried_photos.id
       FROM before.deliveries AS earlier JOIN carried_accounts ON carried_accounts.was = earlier.account_id
       JOIN carried_photos ON carried_photos.was = earlier.photo_id
       JOIN carried_pairs ON account_was = earlier.account_id AND photo_was = earlier.photo_id ORDER BY earlier.id`,
    )
    .run().changes;
  const objects = shared('delivery_objects', 'id', 'delivery_id');
  const parts = shared('delivery_parts', 'object_id');
  const remote = shared('remote_photos', 'account_id', 'photo_id');
  driver.exec(`
    CREATE TEMP TABLE carried_deliveries AS
      SELECT earlier.id AS was, kept.id AS id FROM before.deliveries AS earlier
      JOIN main.deliveries AS kept ON kept.client_upload_id = earlier.client_upload_id;
    INSERT INTO main.delivery_objects (${objects}, delivery_id)
      SELECT ${qualified('earlier', objects)}, carried_deliveries.id FROM before.delivery_objects AS earlier
      JOIN carried_deliveries ON carried_deliveries.was = earlier.delivery_id
      WHERE NOT EXISTS (SELECT 1 FROM main.delivery_objects AS kept
        WHERE kept.delivery_id = carried_deliveries.id AND kept.kind = earlier.kind);
    INSERT OR IGNORE INTO main.delivery_parts (${parts}, object_id)
      SELECT ${qualified('earlier', parts)}, kept.id FROM before.delivery_parts AS earlier
      JOIN before.delivery_objects AS object ON object.id = earlier.object_id
      JOIN carried_deliveries ON carried_deliveries.was = object.delivery_id
      JOIN main.delivery_objects AS kept ON kept.delivery_id = carried_deliveries.id AND kept.kind = object.kind;
    DELETE FROM main.remote_photos WHERE EXISTS (
      SELECT 1 FROM before.remote_photos AS earlier JOIN carried_accounts ON carried_accounts.was = earlier.account_id
      WHERE carried_accounts.id = main.remote_photos.account_id AND earlier.id = main.remote_photos.id);
    INSERT INTO main.remote_photos (${remote}, account_id, photo_id)
      SELECT ${qualified('earlier', remote)}, carried_accounts.id, carried_photos.id
      FROM before.remote_photos AS earlier JOIN carried_accounts ON carried_accounts.was = earlier.account_id
      LEFT JOIN carried_photos ON carried_photos.was = earlier.photo_id;
    INSERT INTO main.traffic (day, sent) SELECT day, sent FROM before.traffic WHERE true
      ON CONFLICT (day) DO UPDATE SET sent = max(sent, excluded.sent);
  `);
  carryMoney(driver);
  const current = driver.prepare<[], { id: number }>('SELECT id FROM main.accounts WHERE current = 1').get();
  if (current)
    rebuildPhotoStanding(
      wrapDatabase(driver, () => {}),
      current.id,
    );
  return { deliveries, photos };
}

function qualified(source: string, columns: string): string {
  return columns
    .split(', ')
    .map((column) => `${source}.${column}`)
    .join(', ');
}
