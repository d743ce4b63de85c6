import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { Settings } from '../../../shared/contract/system.contract.ts';
import type { Description } from '../../../shared/domain/description.ts';
import { type PhotoId, photoId } from '../../../shared/domain/ids.ts';
import { xof } from '../../../shared/domain/money.ts';
import { rightsOver } from '../../../shared/domain/photo-rights.ts';
import { blocksSending, type RuleFinding } from '../../../shared/domain/rules.ts';
import { type CurrentAccount, type Session, signedInAccount } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { PhotoForm } from '../ports/marketplace.ts';
import type { SentMetadata } from '../ports/metadata.ts';
import type { DeliveryRow } from './deliveries.repository.ts';
import { isOpen } from './delivery-states.ts';
import { describedPhotos } from './described-photos.ts';
import type { Ledger } from './ledger.ts';
import type { ReadyPhoto, ReadyPhotos } from './ready-photos.ts';
import { readJson, storedMetadata } from './stored-json.ts';

/** Longest file name a server is told: Laravel's and most file systems' limit. */
const FILENAME_BYTES = 255;

export type SendingSettings = Pick<Settings, 'sendGps' | 'artist' | 'copyright'> &
  Partial<Pick<Settings, 'credit' | 'usageTerms' | 'noAiTraining'>>;

export interface Enqueued {
  readonly queued: PhotoId[];
  readonly alreadyQueued: number;
  readonly alreadySent: number;
  readonly notApproved: number;
  readonly behindFace: number;
  readonly refusedByRules: { id: PhotoId; findings: RuleFinding[] }[];
  readonly fileMissing: { id: PhotoId; path: string }[];
  readonly bytes: number;
}

export interface EnqueueRoad {
  readonly context: StudioContext;
  readonly session: Session;
  readonly library: ReadyPhotos;
  readonly settings: { get(): SendingSettings };
  readonly ledger: Ledger;
}

/** Puts what may be sent of a selection into the queue, in the selection's order. Errors: not-signed-in. */
export function enqueue(selection: PhotoSelection, road: EnqueueRoad): Enqueued {
  const account = signedInAccount(road.session);
  return road.context.db.transaction(() =>
    sortOut(selection, account, road, (photo, latest, bytes) =>
      enqueueOne(photo, latest, account, road, replacesStill(latest, road), latest === undefined ? bytes : undefined),
    ),
  );
}

/** What `enqueue` would answer, nothing queued. */
export function estimate(selection: PhotoSelection, road: EnqueueRoad): Enqueued {
  return sortOut(selection, road.session.current(), road, () => {});
}

function sortOut(
  selection: PhotoSelection,
  account: CurrentAccount | null,
  road: EnqueueRoad,
  take: (photo: ReadyPhoto, latest: DeliveryRow | undefined, bytes: number) => void,
): Enqueued {
  const { ledger } = road;
  const readiness = road.library.readyForDelivery(selection);
  const queued: PhotoId[] = [];
  let { alreadyQueued, alreadySent } = readiness;
  let bytes = 0;
  for (const photo of readiness.ready) {
    const latest = account === null ? undefined : ledger.deliveries.latest(account.id, photo.id);
    if (latest?.state === 'sent' || (latest?.state === 'cancelled' && ledger.replaced.isStoodInFor(latest)))
      alreadySent += 1;
    else if (isOpen(latest)) alreadyQueued += 1;
    else {
      queued.push(photo.id);
      const toSend = bytesToSend(photo, latest, account, road);
      bytes += toSend;
      take(photo, latest, toSend);
    }
  }
  return {
    queued,
    alreadyQueued,
    alreadySent,
    notApproved: readiness.notApproved,
    behindFace: readiness.behindFace,
    refusedByRules: [...readiness.refusedByRules],
    fileMissing: [...readiness.fileMissing],
    bytes,
  };
}

/** What will go over the network for a photo. A sent copy is as large as its original, but for a few kilobytes of words. */
function bytesToSend(
  photo: ReadyPhoto,
  latest: DeliveryRow | undefined,
  account: CurrentAccount | null,
  { ledger, context, settings }: EnqueueRoad,
): number {
  if (latest?.kind === 'correction') return 0;
  const sameCopy =
    latest?.state === 'failed' &&
    account !== null &&
    latest.sent_metadata === JSON.stringify(metadataOf(photo, settings.get(), account));
  if (sameCopy) return Math.max(0, latest.bytes_total - latest.bytes_sent);
  // A server without direct upload makes its own previews.
  const formOnly = account !== null && ledger.remote.hasNoDirectUpload(account.id, context.ports.clock.now());
  return photo.size + (formOnly ? 0 : ledger.remote.derivedBytes(photo.id));
}

/** A replacement that she cancelled goes on as one, while what it was to replace still waits for it. */
function replacesStill(latest: DeliveryRow | undefined, { ledger }: EnqueueRoad): string | null {
  if (latest?.state !== 'cancelled' || latest.sent_at !== null || latest.replaces_remote_id === null) return null;
  const { account_id: account, replaces_remote_id: item } = latest;
  const status = ledger.replaced.statusOf(account, item);
  const free = ledger.replaced.underWay(account, item) === undefined;
  return free && (status === 'pending' || status === 'rejected') && ledger.deliveries.isThere(account, item)
    ? item
    : null;
}

/** `replaces`: the marketplace's photo whose place it takes. `bytes`: what will go over the network, where it is known. */
export function enqueueOne(
  photo: ReadyPhoto,
  latest: DeliveryRow | undefined,
  account: CurrentAccount,
  road: EnqueueRoad,
  replaces: string | null,
  bytes?: number,
): void {
  const { ledger, context } = road;
  const { random } = context.ports;
  const form = formOf(photo.description);
  const metadata = metadataOf(photo, road.settings.get(), account);
  if (latest?.state === 'failed') {
    // The same journey goes on: what was sent of it already counts.
    requeue(latest.id, form, metadata, road);
    return;
  }
  ledger.join({
    accountId: account.id,
    photoId: photo.id,
    clientUploadId: random.uuid(),
    form,
    metadata,
    contentType: photo.format === 'png' ? 'image/png' : 'image/jpeg',
    filename: sentName(photo.fileName),
    bytesTotal: bytes ?? bytesToSend(photo, undefined, account, road),
    replaces,
  });
}

/** A failed delivery goes back into the queue with her words as they are now. A copy with other words has to be made again. */
function requeue(deliveryId: number, form: PhotoForm, metadata: SentMetadata, road: EnqueueRoad): void {
  const { ledger, context } = road;
  const row = ledger.deliveries.byId(deliveryId);
  if (row === undefined) return;
  const words = JSON.stringify(metadata);
  const sameCopy = row.kind === 'correction' || words === row.sent_metadata;
  ledger.deliveries.update(
    deliveryId,
    {
      form: JSON.stringify(form),
      ...(row.kind === 'correction' ? {} : { sent_metadata: words }),
      attempts: 0,
      ...(sameCopy ? {} : { sent_path: null, sent_sha256: null, sent_size: null }),
    },
    context.ports.clock.now(),
  );
  ledger.enter(row, 'queued', 'queued');
}

/** Failed deliveries (or one) go on, with her words as they are now. Those that may not be sent any more stay failed. */
export function retryFailed(deliveryId: number | undefined, road: EnqueueRoad): number {
  const account = signedInAccount(road.session);
  const { ledger, library, context } = road;
  const failed = ledger.deliveries
    .failed(account.id)
    .filter((row) => deliveryId === undefined || row.id === deliveryId);
  let queued = 0;
  context.db.transaction(() => {
    for (const row of failed) {
      if (row.kind === 'correction') {
        // No file is needed for words.
        const [photo] = describedPhotos(context, [photoId.parse(row.photo_id)]);
        if (photo === undefined || blocksSending(photo.findings)) continue;
        requeue(row.id, formOf(photo.description), readJson(storedMetadata, row.sent_metadata), road);
        queued += 1;
        continue;
      }
      const why = row.replaces_remote_id === null ? undefined : 'chosen';
      const [photo] = library.readyForDelivery({ ids: [photoId.parse(row.photo_id)] }, why).ready;
      if (photo === undefined) continue;
      requeue(row.id, formOf(photo.description), metadataOf(photo, road.settings.get(), account), road);
      queued += 1;
    }
  });
  return queued;
}

/** What the marketplace is told. Rules have made sure that category and prices are there. */
export function formOf(description: Description): PhotoForm {
  return {
    title: description.title.normalize('NFC').trim(),
    description: description.caption.normalize('NFC').trim(),
    categoryId: description.categoryId ?? '',
    tags: description.keywords.map((keyword) => keyword.normalize('NFC').trim()),
    priceStandard: xof.parse(description.priceStandard ?? 0),
    priceExtended: xof.parse(description.priceExtended ?? 0),
    location: description.place.normalize('NFC').trim(),
  };
}

function metadataOf(
  { description, orientation, rights }: Pick<ReadyPhoto, 'description' | 'orientation' | 'rights'>,
  settings: SendingSettings,
  account: CurrentAccount,
): SentMetadata {
  return {
    title: description.title,
    caption: description.caption,
    keywords: description.keywords,
    place: description.place,
    ...rightsOver(
      { ...settings, creator: settings.artist.trim() === '' ? account.name : settings.artist },
      rights ?? {},
    ),
    keepGps: settings.sendGps,
    ...(orientation === undefined ? {} : { orientation }),
  };
}

/** A file name as other systems take it: one line, no path, not too long. */
function sentName(fileName: string): string {
  let name = fileName
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}/\\]/gu, '_');
  while (Buffer.byteLength(name) > FILENAME_BYTES) name = [...name].slice(1).join('');
  return name === '' ? 'photo' : name;
}
