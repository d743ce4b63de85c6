import { StudioError } from '../../../shared/domain/errors.ts';
import { derivedKind } from '../../../shared/domain/photo.ts';
import type { StudioContext } from '../context.ts';
import {
  type OpenUploadRequest,
  REMOTE_DERIVATIVES,
  type RemotePhoto,
  type UploadSession,
} from '../ports/marketplace.ts';
import type { DeliveryRow } from './deliveries.repository.ts';
import type { Lanes } from './lanes.ts';
import type { Ledger } from './ledger.ts';
import type { MarketplaceCall } from './marketplace-call.ts';
import type { Meter } from './meter.ts';
import { sendObject } from './object-transfer.ts';
import type { ObjectRow } from './objects.repository.ts';
import type { PlanMemory } from './plan-memory.ts';
import { StorageAccess } from './storage-access.ts';
import { readJson, storedForm } from './stored-json.ts';

/** How often a session is begun again within one run because the marketplace does not see what we sent. */
const ROUNDS = 3;

export interface DirectUploadRoad {
  readonly ports: StudioContext['ports'];
  readonly ledger: Ledger;
  readonly meter: Meter;
  readonly lanes: Lanes;
  readonly plans: PlanMemory;
  readonly call: MarketplaceCall;
  readonly signal: AbortSignal;
}

export type DirectUploadOutcome =
  | { readonly outcome: 'photo'; readonly photo: RemotePhoto; readonly duplicate: boolean }
  | { readonly outcome: 'unsupported' };

/** The session a storage answer belongs to is no longer the one that was opened. */
class SessionChanged extends Error {}

/**
 * The direct upload extension (docs/marketplace/direct-upload.yaml): opens (or finds again) the session of this delivery, brings
 * every object into the storage, previews first, and completes. Every step may have happened before.
 * Errors: those of Marketplace and ObjectStore; upload-incomplete when the marketplace keeps missing something.
 */
export async function uploadDirectly(deliveryId: number, road: DirectUploadRoad): Promise<DirectUploadOutcome> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const row = fresh(deliveryId, road);
    road.ledger.enter(row, 'opening', 'sending');
    const request = requestOf(row, road);
    const opened = await road.call(({ marketplace, token }) => marketplace.openUpload(token, request, road.signal));
    if (opened.outcome === 'unsupported') return opened;
    if (opened.outcome === 'keeps-picture') throw new StudioError('picture-not-replaceable', { why: opened.why });
    if (opened.outcome === 'nothing-to-replace') {
      const { remote_upload_id: begun } = row;
      if (begun !== null)
        await road.call(({ marketplace, token }) => marketplace.abortUpload(token, begun, road.signal));
      road.ledger.nothingToReplace(row);
      continue;
    }
    if (opened.outcome === 'duplicate')
      return { outcome: 'photo', photo: await existing(row, opened.photoId, road), duplicate: true };
    road.ledger.opened(row, opened.session);
    if (request.replaces !== undefined)
      road.ledger.replaced.rememberServerReplaces(row.account_id, opened.session.replaces === request.replaces);
    try {
      await sendObjects(fresh(deliveryId, road), opened.session, request, road);
    } catch (error) {
      if (error instanceof SessionChanged) continue;
      throw error;
    }
    const photo = await complete(fresh(deliveryId, road), opened.session, road);
    if (photo !== null) return { outcome: 'photo', photo, duplicate: false };
  }
  throw new StudioError('upload-incomplete', {});
}

function fresh(deliveryId: number, road: DirectUploadRoad): DeliveryRow {
  const row = road.ledger.deliveries.byId(deliveryId);
  if (row === undefined) throw new Error(`no delivery ${deliveryId}`);
  return row;
}

function requestOf(row: DeliveryRow, road: DirectUploadRoad): OpenUploadRequest {
  if (row.sent_sha256 === null || row.sent_size === null) throw new Error(`delivery ${row.id} has no sent copy`);
  const derivatives = road.ledger.objects.of(row.id).flatMap((object) => {
    const kind = derivedKind.safeParse(object.kind);
    return kind.success ? [{ kind: REMOTE_DERIVATIVES[kind.data], size: object.size, sha256: object.sha256 }] : [];
  });
  return {
    clientUploadId: row.client_upload_id,
    filename: row.filename,
    contentType: row.content_type,
    size: row.sent_size,
    sha256: row.sent_sha256,
    derivatives,
    ...(row.replaces_remote_id === null ? {} : { replaces: row.replaces_remote_id }),
  };
}

/** Derived images first, so that the marketplace can show the photo while the original is still on its way; then the original. */
async function sendObjects(
  row: DeliveryRow,
  session: UploadSession,
  request: OpenUploadRequest,
  road: DirectUploadRoad,
): Promise<void> {
  road.ledger.enter(row, 'sending', 'sending');
  const access = new StorageAccess(road.ports, session, async () => {
    const again = await road.call(({ marketplace, token }) => marketplace.openUpload(token, request, road.signal));
    if (again.outcome !== 'session' || again.session.id !== session.id) throw new SessionChanged();
    return again.session;
  });
  try {
    const objects = road.ledger.objects.of(row.id);
    const send = (object: ObjectRow, after?: Promise<unknown>): Promise<void> => {
      const contentType = object.kind === 'original' ? row.content_type : 'image/jpeg';
      const place = { ...road, access, contentType, partSize: session.partSize, checksums: session.storage.checksums };
      return sendObject(object, after === undefined ? place : { ...place, after });
    };
    // Side by side: one after the other, a line with long round trips would be silent most of the time. One that fails does not
    // tear the others down: what they have sent would have to be sent again. The original is opened meanwhile; its bytes wait.
    const derived = allOf(objects.filter(({ kind }) => kind !== 'original').map((object) => send(object)));
    await allOf([derived, ...objects.filter(({ kind }) => kind === 'original').map((object) => send(object, derived))]);
  } finally {
    access.close();
  }
}

/** Waits for all of them, whatever becomes of one; then fails with the first that failed. */
async function allOf(works: readonly Promise<void>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(works)) if (outcome.status === 'rejected') throw outcome.reason;
}

/** The photo, or null when everything has to be looked at again. */
async function complete(row: DeliveryRow, session: UploadSession, road: DirectUploadRoad): Promise<RemotePhoto | null> {
  road.ledger.enter(row, 'completing', 'sending');
  const form = readJson(storedForm, row.form);
  const result = await road.call(({ marketplace, token }) =>
    marketplace.completeUpload(token, session.id, form, row.sent_sha256 ?? '', road.signal),
  );
  switch (result.outcome) {
    case 'photo':
      return result.photo;
    case 'incomplete':
      road.ledger.doubt(row);
      return null;
    case 'unknown':
      road.ledger.sessionGone(row);
      return null;
    case 'keeps-picture':
      throw new StudioError('picture-not-replaceable', { why: result.why });
  }
}

/** The marketplace has this content already: nothing is sent, the delivery is linked to what is there. */
async function existing(row: DeliveryRow, photoId: string, road: DirectUploadRoad): Promise<RemotePhoto> {
  const found = await road.call(({ marketplace, token }) => marketplace.photo(token, photoId, road.signal));
  if (found !== null) return found;
  const form = readJson(storedForm, row.form);
  return {
    id: photoId,
    title: form.title,
    status: 'pending',
    rejectionReason: null,
    categoryId: form.categoryId,
    priceStandard: form.priceStandard,
    priceExtended: form.priceExtended,
    viewsCount: 0,
    salesCount: 0,
    createdAt: null,
    updatedAt: null,
  };
}
