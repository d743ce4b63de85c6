import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import sharp from 'sharp';
import { connectMarketplace } from '../../electron/adapters/marketplace/marketplace.ts';
import { createExifToolMetadata } from '../../electron/adapters/metadata/exiftool-metadata.ts';
import { openS3ObjectStore } from '../../electron/adapters/object-store/s3-object-store.ts';
import { systemClock } from '../../electron/adapters/system/clock.ts';
import { systemRandom } from '../../electron/adapters/system/random.ts';
import { createAccount } from '../../electron/core/account/account.ts';
import { contractImplementer } from '../../electron/core/contract.ts';
import { createDelivery } from '../../electron/core/delivery/delivery.ts';
import type { RestraintSettings } from '../../electron/core/delivery/restraint.ts';
import { createPictures } from '../../electron/core/library/photos/pictures.ts';
import { readinessOf } from '../../electron/core/library/review/ready-for-delivery.ts';
import type { LogLine } from '../../electron/core/ports/log.ts';
import type { StudioPorts } from '../../electron/core/ports.ts';
import { seededRandom } from '../../sandbox/random.ts';
import { type PhotoId, photoId } from '../../shared/domain/ids.ts';
import { idlePorts, unused } from './idle-ports.ts';
import { CATEGORY } from './sandbox-client.ts';
import { studioGround } from './studio-ground.ts';

export interface DeliveryStudioOptions {
  readonly dataDir: string;
  readonly ports?: Partial<StudioPorts>;
  /** Storage is reached through this address, whatever the session says. */
  readonly storageLine?: string;
  readonly settings?: { sendGps: boolean; artist: string; copyright: string };
  /** What she allows her line; a test may change it while the studio runs (and then emits `settings-changed`). */
  readonly allowed?: () => RestraintSettings;
}

/** Delivery and account on a real catalogue, ExifTool, S3 client and marketplace client; photos are put in by the test. */
export function openDeliveryStudio(options: DeliveryStudioOptions) {
  const { dataDir, storageLine } = options;
  const lines: LogLine[] = [];
  const ports = idlePorts(
    { dataDir, clock: systemClock, log: (line) => lines.push(line) },
    {
      random: systemRandom,
      metadata: createExifToolMetadata(),
      connectMarketplace,
      openObjectStore: (session) =>
        openS3ObjectStore(storageLine === undefined ? session : { ...session, endpoint: storageLine }),
      ...options.ports,
    },
  );
  const ground = studioGround(ports);
  const { context } = ground;
  for (const folder of [context.paths.derived, context.paths.prepared]) mkdirSync(folder, { recursive: true });
  const account = createAccount(context);
  const pictures = createPictures(context);
  const delivery = createDelivery(context, {
    session: account.session,
    library: {
      picture: pictures.picture,
      readyForDelivery: (selection, why) =>
        readinessOf(context, 'ids' in selection ? selection.ids : unused('filters'), why === 'chosen'),
    },
    settings: {
      get: () => ({
        ...(options.settings ?? { sendGps: false, artist: 'Aïcha Kaboré', copyright: '© Aïcha Kaboré' }),
        ...(options.allowed?.() ?? {
          sendBudget: null,
          sendRate: null,
          sendHours: null,
          meteredLine: 'system' as const,
          holdOnBattery: false,
        }),
      }),
    },
  });
  const os = contractImplementer(context.log);
  const client = createRouterClient({ ...account.router(os), ...delivery.router(os) });
  return {
    ports,
    context,
    db: context.db,
    account,
    delivery,
    client,
    lines,
    events: ground.events,
    signIn: (server: { api: string; email: string; password: string }) =>
      client.account.login({ server: server.api, email: server.email, password: server.password, remember: false }),
    async close(): Promise<void> {
      ground.end();
      await Promise.allSettled([delivery.stop(), account.stop()]);
      await ports.metadata.close();
      ground.close();
    },
  };
}

export type DeliveryStudio = ReturnType<typeof openDeliveryStudio>;

/** The ledger's row of a photo. */
export function deliveryOf(studio: DeliveryStudio, id: PhotoId) {
  const row = studio.db.get(
    studio.db.sql.selectFrom('deliveries').selectAll().where('photo_id', '=', id).orderBy('id', 'desc'),
  );
  if (row === undefined) throw new Error(`photo ${id} has no delivery`);
  return row;
}

export interface Words {
  readonly title: string;
  readonly caption: string;
  readonly keywords: readonly string[];
  readonly place: string;
}

export const WORDS: Words = {
  title: 'Marché « été » à Gounghin : ça, l’œuvre',
  caption: 'Étals du matin.\nLumière dorée, الضوء, 😀',
  keywords: ['marché', 'étoffes', 'Ouagadougou', 'façade', 'cœur', 'Noël', 'où'],
  place: 'Gounghin, Ouagadougou',
};

let catalogued = 0;

/** Puts a photo into the catalogue as the ingest would: approved, described, with its four derived images. */
export async function cataloguePhoto(
  studio: DeliveryStudio,
  folder: string,
  bytes: Buffer,
  words: Partial<Words> = {},
  format: 'jpeg' | 'png' = 'jpeg',
): Promise<{ id: PhotoId; path: string; sha256: string }> {
  const { db, context } = studio;
  catalogued += 1;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const name = `photo-${catalogued}-${sha256.slice(0, 6)}.${format === 'png' ? 'png' : 'jpg'}`;
  const path = join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, bytes);
  const now = Date.now();
  const known = db.get(db.sql.selectFrom('folders').select('id').where('path', '=', folder));
  const folderRow =
    known?.id ?? db.run(db.sql.insertInto('folders').values({ path: folder, added_at: now, state: 'ok' })).lastId;
  const { title, caption, keywords, place } = { ...WORDS, ...words };
  const id = db.run(
    db.sql.insertInto('photos').values({
      sha256,
      size: bytes.length,
      format,
      width: 3500,
      height: 2400,
      orientation: 1,
      sort_at: now,
      review: 'approved',
      rating: 0,
      title,
      caption,
      keywords: JSON.stringify(keywords),
      category_id: CATEGORY,
      price_standard: 5000,
      price_extended: 15_000,
      place,
      delivery: 'none',
      moderation: 'none',
      rule_errors: 0,
      rule_warnings: 0,
      file_name: name,
      present: 1,
      derived_recipe: context.ports.images.recipe,
      derived: JSON.stringify(await derivedImages(context.paths.derived, sha256, catalogued)),
      picture_version: 1,
      added_at: now,
      changed_at: now,
    }),
  ).lastId;
  db.run(
    db.sql.insertInto('files').values({
      photo_id: id,
      folder_id: folderRow,
      path,
      size: bytes.length,
      mtime_ns: '0',
      inode: '',
      state: 'present',
      seen_at: now,
    }),
  );
  return { id: photoId.parse(id), path, sha256 };
}

async function derivedImages(folder: string, sha256: string, shade: number) {
  const kinds = [
    ['preview', 600, 400],
    ['thumb800', 400, 267],
    ['thumb400', 200, 133],
    ['thumb200', 100, 67],
  ] as const;
  return await Promise.all(
    kinds.map(async ([kind, width, height]) => {
      const bytes = await sharp({
        create: { width, height, channels: 3, background: { r: shade % 256, g: width % 256, b: 90 } },
      })
        .jpeg()
        .toBuffer();
      const path = `${sha256}-${kind}.jpg`;
      writeFileSync(join(folder, path), bytes);
      return {
        kind,
        path,
        width,
        height,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      };
    }),
  );
}

/** A photograph of noise with a camera's metadata: place, serial numbers, owner. Width and height decide its size in bytes. */
export async function noisePhoto(seed: number, width: number, height: number, orientation = 1): Promise<Buffer> {
  const fraction = seededRandom(seed);
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at += 4)
    pixels.writeUInt32LE(Math.floor(fraction() * 2 ** 32), Math.min(at, pixels.length - 4));
  return await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .withMetadata({ orientation })
    .withExifMerge({
      IFD0: { Make: 'Pouire', Model: 'Noise 1', Artist: 'Somebody else' },
      IFD2: { BodySerialNumber: 'SN-123456', CameraOwnerName: 'Private Person', LensSerialNumber: 'LSN-9' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '12/1 21/1 30/1', GPSLongitudeRef: 'W', GPSLongitude: '1/1 31/1 5/1' },
    })
    .toBuffer();
}

/**
 * A picture of its own for every seed, without making one: the last entries of the first quantisation table (ITU-T T.81, B.2.4.1)
 * are other ones, so that the same coefficients decode to other pixels. Same size, same metadata.
 */
async function variant(seed: number, width: number, height: number): Promise<Buffer> {
  const size = `${width}×${height}`;
  const base = drawn.get(size) ?? noisePhoto(1, width, height);
  drawn.set(size, base);
  const picture = Buffer.from(await base);
  const table = picture.indexOf(Buffer.from([0xff, 0xdb]));
  const end = table + 5 + 64; // marker, length, precision and identifier, 64 entries
  for (let entry = 0; entry < 4; entry += 1) picture[end - 1 - entry] = 1 + ((seed >> (7 * entry)) & 0x7f);
  return picture;
}

const drawn = new Map<string, Promise<Buffer>>();

/** Below one part. */
export const smallPhoto = (seed: number): Promise<Buffer> => variant(seed, 900, 600);
/** About 11 MB: three parts of 5 MiB. */
export const mediumPhoto = (seed: number): Promise<Buffer> => variant(seed, 2700, 2000);
/** About 17 MB: four parts of 5 MiB. */
export const largePhoto = (seed: number): Promise<Buffer> => variant(seed, 3500, 2400);
