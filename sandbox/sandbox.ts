import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { createApi } from './api/server.ts';
import { type Clock, MovableClock, machineClock } from './clock.ts';
import { startDemo } from './demo.ts';
import type { Marketplace } from './marketplace.ts';
import { type Random, seededRandom } from './random.ts';
import { Keys } from './s3/credentials.ts';
import { ObjectFiles } from './s3/objects.ts';
import { OwnStorage } from './s3/own-storage.ts';
import { createS3Server } from './s3/server.ts';
import type { Buckets, ExternalStorage } from './storage.ts';
import { Accounts } from './store/accounts.ts';
import { openMarketplaceDatabase } from './store/database.ts';
import { Notifications } from './store/notifications.ts';
import { Photos } from './store/photos.ts';
import { Sales } from './store/sales.ts';
import { Settings } from './store/settings.ts';
import { Uploads } from './store/uploads.ts';
import { Withdrawals } from './store/withdrawals.ts';
import { Wire } from './wire.ts';

export const BUCKETS: Buckets = {
  photos: 'pouire-photos',
  watermarked: 'pouire-watermarked',
  thumbnails: 'pouire-thumbnails',
};
export const REGION = 'us-east-1';
export const DEFAULT_EMAIL = 'awa@exemple.bf';
export const DEFAULT_PASSWORD = 'bac-a-sable';
const DEFAULT_SEED = 20_260_101;

export interface SandboxOptions {
  /** Everything is kept here; started again on the same folder, everything is still there. */
  readonly dataDir: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly s3Port?: number;
  readonly host?: string;
  readonly email?: string;
  readonly password?: string;
  /** Moderators and buyers act by themselves. */
  readonly demo?: boolean;
  readonly clock?: Clock;
  readonly random?: Random;
  /** False: no direct upload, as on today's marketplace. */
  readonly directUpload?: boolean;
  /** False: direct upload as it was before sessions knew `replaces`. */
  readonly pictureReplacement?: boolean;
  /** Another S3 in place of the sandbox's own for uploads. The own one runs all the same. */
  readonly storage?: ExternalStorage;
}

export interface Sandbox {
  /** Base URL of the API. */
  readonly api: string;
  /** Base URL of the sandbox's own S3. */
  readonly s3: string;
  readonly email: string;
  readonly password: string;
  /** The key that may do everything on the sandbox's own S3. */
  readonly root: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly region: string;
    readonly buckets: Buckets;
  };
  /** The parts, for tests in the same process. */
  readonly marketplace: Marketplace;
  stop(): Promise<void>;
}

/** Starts a marketplace and an S3 of its own on loopback. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { dataDir, host = '127.0.0.1', email = DEFAULT_EMAIL, password = DEFAULT_PASSWORD } = options;
  mkdirSync(dataDir, { recursive: true });
  const database = openMarketplaceDatabase(dataDir);
  const settings = new Settings(database);
  const clock = new MovableClock(options.clock ?? machineClock, settings.number('clock_offset', 0), (offset) =>
    settings.set('clock_offset', String(offset)),
  );
  const wire = new Wire();
  const keys = new Keys(settings.once('s3_master', secret));
  const files = new ObjectFiles(join(dataDir, 's3'));

  const s3Server = createS3Server({
    engine: { files, clock, counters: wire.counters },
    keys,
    region: REGION,
    buckets: new Set(Object.values(BUCKETS)),
    wire,
    sessions: clock,
  });
  const s3 = await listen(s3Server, host, options.s3Port ?? 0);

  const accounts = new Accounts(database, clock);
  const main =
    accounts.byEmail(email) ??
    accounts.create({
      email,
      password,
      firstName: 'Awa',
      lastName: 'Ouédraogo',
      accountType: 'photographer',
      status: 'approved',
      phone: '+226 70 12 34 56',
    });
  const marketplace: Marketplace = {
    clock,
    random: options.random ?? seededRandom(DEFAULT_SEED),
    settings,
    accounts,
    photos: new Photos(database, clock),
    uploads: new Uploads(database, clock),
    sales: new Sales(database, clock),
    withdrawals: new Withdrawals(database, clock),
    notifications: new Notifications(database, clock),
    storage: options.storage ?? new OwnStorage(s3, REGION, BUCKETS, files, keys, clock),
    wire,
    avatars: join(dataDir, 'avatars'),
    jwtSecret: settings.once('jwt_secret', secret),
    directUpload: options.directUpload ?? true,
    pictureReplacement: options.pictureReplacement ?? true,
    mainAccountId: main.id,
  };
  const api = createApi(marketplace);
  const address = await api.listen({ host, port: options.port ?? 0 });
  const stopDemo = options.demo ? startDemo(marketplace) : () => undefined;

  return {
    api: address,
    s3,
    email,
    password,
    root: { accessKeyId: keys.rootAccessKeyId, secretAccessKey: keys.rootSecret, region: REGION, buckets: BUCKETS },
    marketplace,
    stop: async () => {
      stopDemo();
      await api.close();
      await close(s3Server);
      files.close();
      database.close();
    },
  };
}

function secret(): string {
  return randomBytes(32).toString('hex');
}

async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the S3 server has no port');
  return `http://${host}:${address.port}`;
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
