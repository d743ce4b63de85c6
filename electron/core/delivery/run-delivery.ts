import { StudioError } from '../../../shared/domain/errors.ts';
import type { Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { RemotePhoto } from '../ports/marketplace.ts';
import { sendCorrection } from './corrections.ts';
import type { DeliveryRow } from './deliveries.repository.ts';
import { uploadDirectly } from './direct-upload.ts';
import { postForm } from './form-post.ts';
import type { Lanes } from './lanes.ts';
import type { Ledger } from './ledger.ts';
import { callsAs } from './marketplace-call.ts';
import type { Meter } from './meter.ts';
import type { Permits } from './patience.ts';
import type { PlanMemory } from './plan-memory.ts';
import { prepare } from './preparation.ts';
import type { ReadyPhotos } from './ready-photos.ts';
import type { SentCopyMaker } from './sent-copy.ts';
import { CopyChanged } from './transfer-road.ts';

export interface DeliveryRoad {
  readonly context: StudioContext;
  readonly session: Session;
  readonly library: Pick<ReadyPhotos, 'picture' | 'ensurePictures'>;
  readonly ledger: Ledger;
  readonly meter: Meter;
  readonly copies: SentCopyMaker;
  readonly lanes: Lanes;
  readonly plans: PlanMemory;
  readonly preparing: Permits;
  readonly posting: Permits;
  /** Tells the marketplace what is to be taken off it. */
  readonly takeOff: () => void;
}

/**
 * Takes one delivery as far as it goes: to `sent`, or to the error that stopped it. Whatever was done before, by this process
 * or one that was killed, is not done again.
 */
export async function runDelivery(deliveryId: number, road: DeliveryRoad, signal: AbortSignal): Promise<void> {
  const { ledger, context } = road;
  const row = ledger.deliveries.byId(deliveryId);
  if (row === undefined) return;
  const call = callsAs(road.session, row.account_id, signal);
  if (row.kind === 'correction') {
    await sendCorrection(row, { ledger, call, signal });
    context.log.info('photo corrected', { delivery: deliveryId, photo: row.photo_id, remote: row.remote_photo_id });
    return;
  }
  const photo = await prepareAndDeliver();
  const { sent_path: copy } = ledger.deliveries.byId(deliveryId) ?? row;
  if (ledger.sent(row, photo)) road.takeOff();
  context.log.info('photo sent', { delivery: deliveryId, photo: row.photo_id, remote: photo.id });
  if (copy !== null && !ledger.deliveries.preparedPaths().includes(copy)) await road.copies.remove(copy);

  /** A prepared copy that something damaged since is made once more: the original is what counts. */
  async function prepareAndDeliver(): Promise<RemotePhoto> {
    for (let again = false; ; again = true) {
      const fresh = ledger.deliveries.byId(deliveryId);
      if (fresh === undefined) throw new Error(`no delivery ${deliveryId}`);
      await prepare(fresh, { ...road, fewAtATime: road.preparing, call, signal });
      try {
        return await deliver(fresh);
      } catch (error) {
        if (!(error instanceof CopyChanged)) throw error;
        if (again) throw new StudioError('file-changed', { path: error.path }, { cause: error });
        context.log.warn('prepared copy changed', { delivery: deliveryId, path: error.path });
      }
    }
  }

  async function deliver(row: DeliveryRow): Promise<RemotePhoto> {
    const { ports } = context;
    if (!ledger.remote.hasNoDirectUpload(row.account_id, ports.clock.now())) {
      const result = await uploadDirectly(deliveryId, { ...road, ports, call, signal });
      if (result.outcome === 'photo') return result.photo;
      ledger.remote.rememberNoDirectUpload(row.account_id, ports.clock.now());
      context.log.info('server has no direct upload', { account: row.account_id });
    }
    return await postForm(deliveryId, { ...road, ports, oneAtATime: road.posting, call, signal });
  }
}
