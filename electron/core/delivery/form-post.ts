import { isStudioError, type StudioErrorCode } from '../../../shared/domain/errors.ts';
import type { StudioContext } from '../context.ts';
import type { RemotePhoto } from '../ports/marketplace.ts';
import type { DeliveryRow } from './deliveries.repository.ts';
import { planParts } from './digests.ts';
import type { Ledger } from './ledger.ts';
import type { MarketplaceCall } from './marketplace-call.ts';
import type { Meter } from './meter.ts';
import { type Permits, unlessStalled } from './patience.ts';
import { HeldBack } from './restraint.ts';
import { readJson, storedForm } from './stored-json.ts';

/** Pages of her photos that are looked through for one whose answer was lost. */
const PAGES_LOOKED_AT = 50;
/** Her clock and the server's may differ by so much, ms. */
const CLOCKS_DIFFER_MS = 86_400_000;

/** Answers that say for sure that no photo was made. Anything else (a 500, silence) may have made one. */
const CERTAIN_NO: ReadonlySet<StudioErrorCode> = new Set<StudioErrorCode>([
  'server-refused',
  'rate-limited',
  'session-expired',
  'not-signed-in',
  'account-not-photographer',
  'account-pending',
  'account-rejected',
  'account-suspended',
  'file-missing',
]);

export interface FormPostRoad {
  readonly ports: StudioContext['ports'];
  readonly ledger: Ledger;
  readonly meter: Meter;
  /** One form POST at a time: two unknown outcomes with the same title could not be told apart. */
  readonly oneAtATime: Permits;
  /** Tells the marketplace what is to be taken off it. */
  readonly takeOff: () => void;
  readonly call: MarketplaceCall;
  readonly signal: AbortSignal;
}

/**
 * The marketplace's form POST, for servers without direct upload. It is not idempotent and the list of photos carries neither
 * size nor checksum, so a lost answer is settled by looking for a photo with the same title, category and prices, made since,
 * that is not known to be another of ours. Photos with an unknown outcome are settled before a namesake is posted, so that the
 * match is never between two of them.
 */
export async function postForm(deliveryId: number, road: FormPostRoad): Promise<RemotePhoto> {
  return await road.oneAtATime.with(road.signal, async () => {
    const row = fresh(deliveryId, road);
    for (
      let twin = road.ledger.deliveries.uncertainTwin(row.account_id, row.id, row.form);
      twin !== undefined;
      twin = road.ledger.deliveries.uncertainTwin(row.account_id, row.id, row.form)
    ) {
      const found = await lookUp(twin, road);
      if (found === null) road.ledger.postSettled(twin);
      else if (road.ledger.sent(twin, found)) road.takeOff();
    }
    if (row.post_started_at !== null) {
      const found = await lookUp(row, road);
      if (found !== null) return found;
      road.ledger.postSettled(row);
    }
    return await post(row, road);
  });
}

function fresh(deliveryId: number, road: FormPostRoad): DeliveryRow {
  const row = road.ledger.deliveries.byId(deliveryId);
  if (row === undefined) throw new Error(`no delivery ${deliveryId}`);
  return row;
}

async function post(row: DeliveryRow, road: FormPostRoad): Promise<RemotePhoto> {
  const { ledger, signal } = road;
  const original = ledger.objects.of(row.id).find((object) => object.kind === 'original');
  if (original === undefined) throw new Error(`delivery ${row.id} has no sent copy`);
  if (ledger.objects.parts(original.id).length !== 1) {
    ledger.restart(original);
    ledger.planned(original, (await planParts(original.path, original.size, 'sha256', signal)).parts);
  }
  const form = readJson(storedForm, row.form);
  ledger.enter(row, 'sending', 'sending');
  // The form takes the picture alone; the marketplace makes its own previews.
  ledger.deliveries.update(row.id, { bytes_total: original.size }, road.ports.clock.now());
  try {
    const photo = await road.call(async ({ marketplace, token }) => {
      ledger.postStarted(row);
      ledger.partStarted(original, 1);
      const stretch = { deliveryId: row.id, objectId: original.id, partNumber: 1, size: original.size };
      return await road.meter.sending(stretch, (count) =>
        unlessStalled(road.ports.clock, signal, (watched, moved) =>
          marketplace.postPhoto(token, original.path, row.filename, form, watched, (bytes) => {
            moved(road.meter.bufferedMs());
            return count(bytes, watched);
          }),
        ),
      );
    });
    ledger.objectDone(original, '');
    return photo;
  } catch (error) {
    if (error instanceof HeldBack || (isStudioError(error) && CERTAIN_NO.has(error.code))) ledger.postSettled(row);
    throw error;
  }
}

async function lookUp(row: DeliveryRow, road: FormPostRoad): Promise<RemotePhoto | null> {
  const form = readJson(storedForm, row.form);
  const since = (row.post_started_at ?? 0) - CLOCKS_DIFFER_MS;
  const matches = (photo: RemotePhoto): boolean =>
    photo.title.normalize('NFC') === form.title &&
    (photo.categoryId === null || photo.categoryId === form.categoryId) &&
    (photo.priceStandard === null || photo.priceStandard === form.priceStandard) &&
    (photo.priceExtended === null || photo.priceExtended === form.priceExtended) &&
    (photo.createdAt === null || photo.createdAt >= since) &&
    !road.ledger.remote.isLinked(row.account_id, photo.id);
  for (let page = 1; page <= PAGES_LOOKED_AT; page += 1) {
    const { items, lastPage } = await road.call(({ marketplace, token }) =>
      marketplace.photos(token, page, road.signal),
    );
    const found = items.find(matches);
    if (found !== undefined) return found;
    if (page >= lastPage) break;
  }
  return null;
}
