import { z } from 'zod';
import { appLink } from '../domain/app-link.ts';
import { photoId } from '../domain/ids.ts';
import { procedure } from './procedure.ts';

/** What a sentence of the studio's own is filled with: whole francs CFA, numbers of sales. */
export const notificationFacts = z.object({ net: z.int().optional(), count: z.int().optional() });

/**
 * Something that happened. The marketplace's own have a title and a message in its language; `amount_available` is the studio's
 * and has facts instead. `photoId`: the local photo it is about.
 */
export const notification = z.object({
  id: z.string(),
  type: z.string(),
  title: z.string(),
  message: z.string(),
  at: z.number(),
  read: z.boolean(),
  remotePhotoId: z.string().nullable(),
  photoId: photoId.nullable(),
  facts: notificationFacts,
});
export type Notification = z.infer<typeof notification>;

/** A message for the desktop, in her language: what a page shows where the system has no notifications of the studio's own. */
export const toldNotice = z.object({ id: z.string(), title: z.string(), body: z.string(), opens: appLink });
export type ToldNotice = z.infer<typeof toldNotice>;

export const notificationsContract = {
  notifications: {
    /** Newest first. */
    list: procedure.output(z.object({ items: z.array(notification), unread: z.int() })),
    /** Read here at once; the marketplace is told now, or with the next sync. Errors: not-signed-in. */
    markRead: procedure.input(z.object({ ids: z.array(z.string().max(200)).max(500) })).output(z.object({})),
    markAllRead: procedure.output(z.object({})),
  },
};
