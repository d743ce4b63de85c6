import { z } from 'zod';
import { photoId } from '../domain/ids.ts';
import { queueProgress } from './delivery.contract.ts';
import { importProgress, lookId } from './import.contract.ts';
import { ingestProgress } from './library.contract.ts';
import { toldNotice } from './notifications.contract.ts';

/**
 * Everything the studio says by itself. Events are hints: they name what changed, the page asks again for what it shows.
 * Bursts are joined (at most ten a second of a kind), so an event may name many photos, or none for "many, ask again".
 */
export const studioEvent = z.discriminatedUnion('type', [
  /** First event of every subscription: the caller is connected and should ask for everything it shows. */
  z.object({ type: z.literal('connected') }),
  z.object({ type: z.literal('photos-changed'), ids: z.array(photoId).nullable(), membership: z.boolean() }),
  z.object({ type: z.literal('folders-changed') }),
  z.object({ type: z.literal('collections-changed') }),
  z.object({ type: z.literal('ingest-progress'), progress: ingestProgress }),
  z.object({ type: z.literal('quarantine-changed') }),
  z.object({ type: z.literal('duplicates-changed') }),
  z.object({ type: z.literal('imports-changed') }),
  z.object({ type: z.literal('import-progress'), progress: importProgress }),
  z.object({ type: z.literal('import-look'), look: lookId }),
  z.object({ type: z.literal('delivery-changed') }),
  z.object({ type: z.literal('delivery-progress'), progress: queueProgress }),
  z.object({ type: z.literal('account-changed') }),
  z.object({ type: z.literal('sales-changed'), newSales: z.int() }),
  z.object({ type: z.literal('notifications-changed') }),
  /** For the desktop of a page whose host has no notifications of its own; each is said once. */
  z.object({ type: z.literal('notices'), notices: z.array(toldNotice) }),
  z.object({ type: z.literal('withdrawals-changed') }),
  z.object({ type: z.literal('profile-changed') }),
  z.object({ type: z.literal('exports-changed') }),
  z.object({ type: z.literal('settings-changed') }),
  /** Other rules hold: those of the marketplace (ruleBook.now). */
  z.object({ type: z.literal('rules-changed') }),
  z.object({ type: z.literal('storage-changed') }),
  z.object({ type: z.literal('online-changed'), online: z.boolean() }),
]);
export type StudioEvent = z.infer<typeof studioEvent>;
