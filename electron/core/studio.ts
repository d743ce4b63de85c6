import { createRouterClient, type RouterClient } from '@orpc/server';
import { StudioError } from '../../shared/domain/errors.ts';
import { makeFolder } from '../files/make-folder.ts';
import { createAccount } from './account/account.ts';
import type { StudioContext } from './context.ts';
import { studioPaths } from './context.ts';
import { contractImplementer } from './contract.ts';
import { createBackups } from './db/backups.ts';
import { isDiskFull } from './db/disk-full.ts';
import { openCatalogue } from './db/open.ts';
import { createDelivery } from './delivery/delivery.ts';
import { createEventBus } from './events.ts';
import { createExports } from './library/export/exports.service.ts';
import { createLibrary } from './library/library.ts';
import { createShapes } from './library/shapes/shapes.ts';
import { createLogger } from './log.ts';
import { restMemory } from './memory-at-rest.ts';
import { createPhotoRights } from './metadata/photo-rights.ts';
import { createRuleOverview } from './metadata/rule-overview.ts';
import { createServedRules } from './metadata/served-rules.ts';
import { createTemplates } from './metadata/templates.service.ts';
import { createWording } from './metadata/wording.service.ts';
import { createWords } from './metadata/words.service.ts';
import { createMetadataWriting } from './metadata-writing/metadata-writing.ts';
import { createNotifications } from './notifications/notifications.ts';
import type { StudioPorts } from './ports.ts';
import { createProfile } from './profile/profile.ts';
import { createSales } from './sales/sales.ts';
import { createSettings } from './settings/settings.ts';
import { createWatermarks } from './settings/watermarks.ts';
import { createSpelling } from './spelling/spelling.service.ts';
import { createStorage } from './storage/storage.ts';
import { createDiagnostics } from './system/diagnostics.ts';
import { createSystem } from './system/system.ts';
import { createWithdrawals } from './withdrawals/withdrawals.ts';

export type StudioRouter = Awaited<ReturnType<typeof createStudio>>['router'];
export type StudioClient = RouterClient<StudioRouter>;
export type Studio = Awaited<ReturnType<typeof createStudio>>;

/**
 * The studio: everything the application does, on the ports it is given. Opens the catalogue (errors as openCatalogue) and
 * wires the features; `start` begins background work (watching, sending, polling), `close` ends it within seconds.
 */
export async function createStudio(ports: StudioPorts) {
  const paths = studioPaths(ports.dataDir);
  const log = createLogger(ports.log, ports.clock);
  const stamp = new Date(ports.clock.now()).toISOString().replace(/[-:]|\.\d+Z$/g, '');
  const catalogue = openCatalogue(ports.dataDir, {
    stamp,
    onSlow: (sql, ms) => log.warn('slow query', { sql, ms: Math.round(ms) }),
  });
  try {
    for (const folder of [paths.derived, paths.prepared]) makeFolder(folder);
  } catch (cause) {
    catalogue.close();
    if (isDiskFull(cause)) throw new StudioError('disk-full', { path: ports.dataDir }, { cause });
    throw new StudioError('data-folder-unwritable', { path: ports.dataDir }, { cause });
  }
  const events = createEventBus((error) => log.error('event listener failed', { error }));
  const lifetime = new AbortController();
  const context: StudioContext = { ports, paths, db: catalogue.db, events, log, lifetime: lifetime.signal };

  const backups = createBackups(context);
  const settings = createSettings(context);
  const library = createLibrary(context);
  const watermarks = createWatermarks(context, { library });
  const exports = createExports(context, { resolve: library.resolve, watermarks, settings: settings.get });
  const words = createWords(context, { library });
  const writing = createMetadataWriting(context, { library, settings });
  const account = createAccount(context);
  const delivery = createDelivery(context, { session: account.session, library, settings });
  const sales = createSales(context, { session: account.session });
  const notifications = createNotifications(context, { session: account.session, settings, marking: account.marking });
  const withdrawals = createWithdrawals(context, { session: account.session });
  account.alsoFetch(withdrawals.sync);
  const profile = createProfile(context, account);
  account.alsoFetch(profile.sync);
  const servedRules = createServedRules(context, { session: account.session, recount: library.recountRules });
  const storage = createStorage(context, { backups, library: library.forStorage });
  const system = createSystem(context, {
    account,
    settings,
    restored: catalogue.restored,
    restoredByHer: catalogue.restoredByHer,
  });

  const os = contractImplementer(log);
  const router = os.router({
    ...library.router(os),
    ...createShapes(context).router(os),
    ...delivery.router(os),
    ...account.router(os),
    ...sales.router(os),
    ...notifications.router(os),
    ...withdrawals.router(os),
    ...profile.router(os),
    ...settings.router(os),
    ...storage.router(os),
    ...system.router(os),
    ...createDiagnostics(context, { account, settings }).router(os),
    ...words.router(os),
    ...createSpelling(context, { library, words, settings }).router(os),
    ...writing.router(os),
    ...watermarks.router(os),
    ...exports.router(os),
    ...createWording(context, { library }).router(os),
    ...createTemplates(context).router(os),
    ...createRuleOverview(context, { library }).router(os),
    ...createPhotoRights(context, { library }).router(os),
    ...servedRules.router(os),
  });

  return {
    router,
    /** Calls the contract in this process, validated like every other call. */
    client: createRouterClient(router),
    events,
    /** For hosts: the same log, secrets masked. */
    log,
    library,
    exports,
    delivery,
    account,
    sales,
    settings,
    storage,
    /** Begins background work: watching folders, sending, polling the marketplace. Without it, nothing happens by itself. */
    start(): void {
      restMemory({
        lifetime: lifetime.signal,
        log,
        dropCaches: () => catalogue.db.execute('PRAGMA shrink_memory'),
      });
      backups.start();
      servedRules.begin();
      library.start();
      exports.begin();
      delivery.start();
      account.start();
      servedRules.start();
      notifications.start();
      withdrawals.start();
      profile.start();
      storage.start();
      writing.start();
    },
    async close(): Promise<void> {
      lifetime.abort(new Error('studio closed'));
      await Promise.allSettled([
        exports.stop(),
        library.stop(),
        delivery.stop(),
        account.stop(),
        servedRules.stop(),
        notifications.stop(),
        withdrawals.stop(),
        profile.stop(),
        backups.stop(),
        storage.stop(),
        writing.stop(),
      ]);
      events.close();
      await Promise.allSettled([ports.images.close(), ports.metadata.close(), ports.spelling.close()]);
      catalogue.close();
    },
  };
}
