import { z } from 'zod';
import { appLink } from '../../shared/domain/app-link.ts';
import { pictureKind } from '../../shared/domain/photo.ts';
import { sending } from './background/sending.ts';

// What main and the core's process say to each other beside the page's own line. Main relays and never looks inside a call.

/** Programs that the core may ask main to start: a name from this list, never a path. */
export const helperEntry = z.enum(['image-process', 'sandbox']);
export type HelperEntry = z.infer<typeof helperEntry>;

/** What the system's notification centre is to show; sentences of the studio in her language. */
const shownNotice = z.object({
  id: z.string().min(1).max(200),
  title: z.string().max(200),
  body: z.string().max(1000),
  silent: z.boolean(),
  opens: appLink,
  actions: z.array(z.object({ id: z.string().max(100), label: z.string().max(100) })).max(3),
});
export type ShownNotice = z.infer<typeof shownNotice>;

/** Main → core. `connect` carries the page's port. What a helper says is relayed unread. */
export const toCore = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connect') }),
  z.object({ type: z.literal('picture'), request: z.int(), photoId: z.int().positive(), kind: pictureKind }),
  /** The page went on to something else: a full picture in the making is not wanted any more. */
  z.object({ type: z.literal('picture-unwanted'), request: z.int() }),
  z.object({ type: z.literal('helper-says'), helper: z.int(), message: z.unknown() }),
  z.object({ type: z.literal('helper-prints'), helper: z.int(), text: z.string() }),
  z.object({ type: z.literal('helper-exited'), helper: z.int(), exitCode: z.int() }),
  z.object({ type: z.literal('ping'), request: z.int() }),
  /** What the computer is about: whether it sleeps, has a network, runs on its battery. */
  z.object({ type: z.literal('surroundings'), asleep: z.boolean(), online: z.boolean(), onBattery: z.boolean() }),
  /** From the tray. */
  z.object({ type: z.literal('queue'), order: z.enum(['pause', 'resume']) }),
  z.object({ type: z.literal('files'), request: z.int(), photos: z.array(z.int().positive()).max(1000) }),
  z.object({ type: z.literal('notice-chosen'), id: z.string(), action: z.string().nullable() }),
  /** The way to the network that the system's settings name (http: or https: address); null: straight. */
  z.object({ type: z.literal('proxy'), address: z.string().nullable() }),
  z.object({ type: z.literal('close') }),
]);
export type ToCore = z.infer<typeof toCore>;

/** Core → main. */
export const fromCore = z.discriminatedUnion('type', [
  /** The studio is open; every picture it will ever name lies below `derivedDir`. */
  z.object({ type: z.literal('ready'), derivedDir: z.string().min(1) }),
  /** The studio could not open: sentences for a person. Starting it again would not help. */
  z.object({ type: z.literal('failed'), title: z.string(), message: z.string() }),
  z.object({ type: z.literal('language'), language: z.enum(['fr', 'en']) }),
  /** Absolute path of a derived image; null when there is none. */
  z.object({ type: z.literal('picture'), request: z.int(), path: z.string().nullable() }),
  z.object({
    type: z.literal('start-helper'),
    helper: z.int(),
    entry: helperEntry,
    args: z.array(z.string().max(4096)).max(20),
  }),
  z.object({ type: z.literal('tell-helper'), helper: z.int(), message: z.unknown() }),
  z.object({ type: z.literal('end-helper'), helper: z.int() }),
  /** `bytes`: memory of the process, resident. */
  z.object({ type: z.literal('pong'), request: z.int(), bytes: z.number().optional() }),
  z.object({ type: z.literal('sending'), queue: sending }),
  z.object({ type: z.literal('notice'), notice: shownNotice }),
  z.object({ type: z.literal('withdraw-notice'), id: z.string() }),
  /** Started with --doctor: a line to print, and at the end whether all is well. */
  z.object({ type: z.literal('diagnosis'), line: z.string() }),
  z.object({ type: z.literal('diagnosed'), ok: z.boolean() }),
  /** Absolute paths of the photos' own files, those that are there; a picture of the first. */
  z.object({
    type: z.literal('files'),
    request: z.int(),
    paths: z.array(z.string()),
    picture: z.string().nullable(),
  }),
]);
export type FromCore = z.infer<typeof fromCore>;
