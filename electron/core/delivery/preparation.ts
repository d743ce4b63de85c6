import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '../../../shared/domain/errors.ts';
import { photoId } from '../../../shared/domain/ids.ts';
import { DERIVED_KINDS } from '../../../shared/domain/photo.ts';
import { isSrgb } from '../../../shared/domain/rules.ts';
import type { StudioContext } from '../context.ts';
import type { DeliveryRow } from './deliveries.repository.ts';
import type { Ledger, WantedObject } from './ledger.ts';
import type { MarketplaceCall } from './marketplace-call.ts';
import type { Permits } from './patience.ts';
import type { PlanMemory } from './plan-memory.ts';
import type { ReadyPhotos } from './ready-photos.ts';
import type { SentCopy, SentCopyMaker } from './sent-copy.ts';
import { readJson, storedMetadata } from './stored-json.ts';

export interface PreparationRoad {
  readonly context: StudioContext;
  readonly ledger: Ledger;
  readonly copies: SentCopyMaker;
  /** Told the derived images, so that they are not read twice. */
  readonly plans: Pick<PlanMemory, 'note'>;
  readonly library: Pick<ReadyPhotos, 'picture' | 'ensurePictures'>;
  /** Two copies are made at a time: one is read and digested while ExifTool has the other, and memory stays flat. */
  readonly fewAtATime: Permits;
  readonly call: MarketplaceCall;
  readonly signal: AbortSignal;
}

/**
 * Makes sure that the sent copy lies there whole, and that the ledger says what has to go up: the copy and its derived images.
 * What is there already is kept. Errors: those of SentCopyMaker.make.
 */
export async function prepare(row: DeliveryRow, road: PreparationRoad): Promise<void> {
  road.ledger.enter(row, 'preparing', 'sending');
  await road.fewAtATime.with(road.signal, async () => {
    const copy = (await keptCopy(row, road)) ?? (await newCopy(row, road));
    const before = road.ledger.objects.of(row.id);
    const sameOriginal = before.some((object) => object.kind === 'original' && object.sha256 === copy.sha256);
    if (sameOriginal && (await derivedAreThere(before))) return;
    const wanted = [
      ...(await derivedImages(row, road)),
      { kind: 'original', size: copy.size, sha256: copy.sha256, path: join(road.context.paths.prepared, copy.name) },
    ];
    if (sameOriginal && isSameContent(before, wanted)) {
      for (const object of before) {
        const moved = wanted.find((candidate) => candidate.kind === object.kind);
        if (moved !== undefined) road.ledger.objects.update(object.id, { path: moved.path });
      }
      return;
    }
    // A session is for one content: the marketplace lets go of the old one before a new one begins.
    const { remote_upload_id: old } = row;
    if (old !== null) await road.call(({ marketplace, token }) => marketplace.abortUpload(token, old, road.signal));
    const firstContent = before.length === 0 && old === null;
    road.ledger.prepared(row, copy, wanted, firstContent ? row.client_upload_id : road.context.ports.random.uuid());
  });
}

async function keptCopy(row: DeliveryRow, road: PreparationRoad): Promise<SentCopy | null> {
  if (row.sent_path === null || row.sent_sha256 === null || row.sent_size === null) return null;
  const sound = await road.copies.isSound(row.sent_path, row.sent_sha256, road.signal);
  return sound ? { name: row.sent_path, sha256: row.sent_sha256, size: row.sent_size } : null;
}

async function newCopy(row: DeliveryRow, road: PreparationRoad): Promise<SentCopy> {
  const source = road.ledger.remote.source(row.photo_id);
  if (source === undefined) throw new StudioError('photo-unknown', { id: String(row.photo_id) });
  return await road.copies.make(
    {
      paths: source.paths,
      sha256: source.sha256,
      contentType: row.content_type,
      ...(isSrgb(source.iccProfile) ? {} : { toSrgb: { orientation: source.orientation } }),
      metadata: readJson(storedMetadata, row.sent_metadata),
    },
    road.signal,
  );
}

/** The photo's derived images as they lie on the disk. One that is missing is left out: the marketplace makes its own then. */
async function derivedImages(row: DeliveryRow, road: PreparationRoad): Promise<WantedObject[]> {
  const images: WantedObject[] = [];
  await road.library.ensurePictures?.(photoId.parse(row.photo_id), road.signal);
  for (const kind of DERIVED_KINDS) {
    const path = road.library.picture(photoId.parse(row.photo_id), kind);
    const bytes = path === null ? null : await contentOf(path);
    if (path !== null && bytes !== null)
      images.push({ kind, path, size: bytes.length, sha256: await road.plans.note([bytes], road.signal) });
    else road.context.log.warn('derived image missing', { photo: row.photo_id, kind });
  }
  return images;
}

/** A derived image's bytes: a few hundred kilobytes at most. Null when there are none. */
async function contentOf(path: string): Promise<Buffer | null> {
  const bytes = await readFile(path).catch(() => null);
  return bytes === null || bytes.length === 0 ? null : bytes;
}

async function derivedAreThere(
  objects: readonly { kind: string; done: number; path: string; sha256: string }[],
): Promise<boolean> {
  for (const object of objects) {
    if (object.kind === 'original' || object.done === 1) continue;
    const bytes = await contentOf(object.path);
    if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== object.sha256) return false;
  }
  return true;
}

function isSameContent(before: readonly WantedObject[], wanted: readonly WantedObject[]): boolean {
  return (
    before.length === wanted.length &&
    wanted.every((object) => before.some((known) => known.kind === object.kind && known.sha256 === object.sha256))
  );
}
