import type { PhotoSelection } from '../../../shared/contract/library.contract.ts';
import type { Settings } from '../../../shared/contract/system.contract.ts';
import type { Description } from '../../../shared/domain/description.ts';
import { StudioError } from '../../../shared/domain/errors.ts';
import { type PhotoId, photoId } from '../../../shared/domain/ids.ts';
import { xof } from '../../../shared/domain/money.ts';
import type { RuleFinding } from '../../../shared/domain/rules.ts';
import type { CurrentAccount, Session } from '../account/session.ts';
import type { StudioContext } from '../context.ts';
import type { PhotoForm } from '../ports/marketplace.ts';
import type { SentMetadata } from '../ports/metadata.ts';
import { OPEN_STATES } from './deliveries.repository.ts';
import type { Ledger } from './ledger.ts';
import type { ReadyPhoto, ReadyPhotos } from './ready-photos.ts';

/** Preview and three thumbnails of one photo, about: replaced by their true sizes when the copy is prepared. */
const DERIVED_BYTES = 500_000;
/** Longest file name a server is told: Laravel's and most file systems' limit. */
const FILENAME_BYTES = 255;

export type SendingSettings = Pick<Settings, 'sendGps' | 'artist' | 'copyright'>;

export interface Enqueued {
  readonly queued: PhotoId[];
  readonly alreadyQueued: number;
  readonly alreadySent: number;
  readonly notApproved: number;
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
  const account = road.session.current();
  if (account === null) throw new StudioError('not-signed-in', {});
  const readiness = road.library.readyForDelivery(selection);
  const queued: PhotoId[] = [];
  let { alreadyQueued, alreadySent } = readiness;
  let bytes = 0;
  road.context.db.transaction(() => {
    for (const photo of readiness.ready) {
      const outcome = enqueueOne(photo, account, road);
      if (outcome === 'queued') {
        queued.push(photo.id);
        bytes += photo.size + DERIVED_BYTES;
      } else if (outcome === 'already-queued') alreadyQueued += 1;
      else alreadySent += 1;
    }
  });
  return {
    queued,
    alreadyQueued,
    alreadySent,
    notApproved: readiness.notApproved,
    refusedByRules: [...readiness.refusedByRules],
    fileMissing: [...readiness.fileMissing],
    bytes,
  };
}

function enqueueOne(
  photo: ReadyPhoto,
  account: CurrentAccount,
  road: EnqueueRoad,
): 'queued' | 'already-queued' | 'already-sent' {
  const { ledger, context } = road;
  const { clock, random } = context.ports;
  const latest = ledger.deliveries.latest(account.id, photo.id);
  if (latest?.state === 'sent') return 'already-sent';
  if (OPEN_STATES.some((state) => state === latest?.state)) return 'already-queued';
  const form = formOf(photo.description);
  const metadata = metadataOf(photo.description, road.settings.get(), account);
  if (latest?.state === 'failed') {
    // The same journey goes on: what was sent of it already counts.
    requeue(latest.id, form, metadata, road);
    return 'queued';
  }
  const id = ledger.deliveries.insert(
    {
      accountId: account.id,
      photoId: photo.id,
      clientUploadId: random.uuid(),
      form,
      metadata,
      contentType: photo.format === 'png' ? 'image/png' : 'image/jpeg',
      filename: sentName(photo.fileName),
      bytesTotal: photo.size + DERIVED_BYTES,
    },
    clock.now(),
  );
  const row = ledger.deliveries.byId(id);
  if (row !== undefined) ledger.enter(row, 'queued', 'queued');
  return 'queued';
}

/** A failed delivery goes back into the queue with her words as they are now. A copy with other words has to be made again. */
function requeue(deliveryId: number, form: PhotoForm, metadata: SentMetadata, road: EnqueueRoad): void {
  const { ledger, context } = road;
  const row = ledger.deliveries.byId(deliveryId);
  if (row === undefined) return;
  const words = JSON.stringify(metadata);
  ledger.deliveries.update(
    deliveryId,
    {
      form: JSON.stringify(form),
      sent_metadata: words,
      attempts: 0,
      ...(words === row.sent_metadata ? {} : { sent_path: null, sent_sha256: null, sent_size: null }),
    },
    context.ports.clock.now(),
  );
  ledger.enter(row, 'queued', 'queued');
}

/** Failed deliveries (or one) go on, with her words as they are now. Those that may not be sent any more stay failed. */
export function retryFailed(deliveryId: number | undefined, road: EnqueueRoad): number {
  const account = road.session.current();
  if (account === null) throw new StudioError('not-signed-in', {});
  const { ledger, library, context } = road;
  const failed = ledger.deliveries
    .failed(account.id)
    .filter((row) => deliveryId === undefined || row.id === deliveryId);
  let queued = 0;
  context.db.transaction(() => {
    for (const row of failed) {
      const [photo] = library.readyForDelivery({ ids: [photoId.parse(row.photo_id)] }).ready;
      if (photo === undefined) continue;
      requeue(row.id, formOf(photo.description), metadataOf(photo.description, road.settings.get(), account), road);
      queued += 1;
    }
  });
  return queued;
}

/** What the marketplace is told. Rules have made sure that category and prices are there. */
function formOf(description: Description): PhotoForm {
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

function metadataOf(description: Description, settings: SendingSettings, account: CurrentAccount): SentMetadata {
  return {
    title: description.title,
    caption: description.caption,
    keywords: description.keywords,
    place: description.place,
    creator: settings.artist.trim() === '' ? account.name : settings.artist,
    copyright: settings.copyright,
    keepGps: settings.sendGps,
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
