import { z } from 'zod';
import { appLink } from './domain/app-link.ts';

// What the page and the window around it say to each other beside the studio's own line. The window keeps these choices
// itself: it needs them before, and whether or not, the studio is there.

/** What was handed to the application: by the system (opened with, dropped on the icon), a second start, or a link. */
export const opened = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('paths'),
    /** Files and folders, absolute. */
    paths: z.array(z.string()),
    /** What would be watched of them: the folders, and those that the files lie in. */
    folders: z.array(z.string()),
  }),
  z.object({ kind: z.literal('link'), link: appLink }),
]);
export type Opened = z.infer<typeof opened>;

export const updateChannel = z.enum(['stable', 'beta']);
export type UpdateChannel = z.infer<typeof updateChannel>;

/** Her choices about the window and its computer. */
export const desktopChoices = z.object({
  /** What closing the window does while photos are on their way. */
  whileSending: z.enum(['ask', 'background', 'quit']),
  updateChannel,
  /** Looks for a new version by itself; nothing is fetched or installed without her word either way. */
  lookForUpdates: z.boolean(),
});
export type DesktopChoices = z.infer<typeof desktopChoices>;

export const DEFAULT_CHOICES: DesktopChoices = { whileSending: 'ask', updateChannel: 'stable', lookForUpdates: true };

/** Where the next version of the application stands. `off`: this installation is not updated by itself. */
export const updateState = z.discriminatedUnion('at', [
  z.object({ at: z.literal('off') }),
  z.object({ at: z.literal('idle'), lookedAt: z.number().nullable() }),
  z.object({ at: z.literal('looking') }),
  z.object({ at: z.literal('found'), version: z.string(), bytes: z.number().nullable(), notes: z.string() }),
  z.object({ at: z.literal('fetching'), version: z.string(), fraction: z.number() }),
  /** Fetched, checked, to be installed when she says so or quits. `waitsForUploads`: photos are on their way, which goes first. */
  z.object({ at: z.literal('ready'), version: z.string(), waitsForUploads: z.boolean() }),
  /** Nothing was changed. `tampered`: what came is not what was published. */
  z.object({ at: z.literal('failed'), reason: z.enum(['unreachable', 'tampered', 'unwritable']) }),
]);
export type UpdateState = z.infer<typeof updateState>;

export const updateOrder = z.enum(['look', 'fetch', 'install', 'later']);
export type UpdateOrder = z.infer<typeof updateOrder>;

export const desktopState = z.object({
  choices: desktopChoices,
  /** Starts, hidden, when she logs in; null where the system has no such thing. */
  startAtLogin: z.boolean().nullable(),
  update: updateState,
});
export type DesktopState = z.infer<typeof desktopState>;

/** What the page may change. */
export const desktopChange = desktopChoices.partial().extend({ startAtLogin: z.boolean().optional() });
export type DesktopChange = z.infer<typeof desktopChange>;
