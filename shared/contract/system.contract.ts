import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { spellingChoice } from '../domain/spelling.ts';
import { studioEvent } from './events.ts';
import { procedure } from './procedure.ts';

/** `HH:MM` */
const wallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** What she chose. Kept in the catalogue; every field has a default. */
export const settings = z.object({
  language: z.enum(['fr', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  autoAdvance: z.boolean(),
  /** Grid cell height in CSS pixels. */
  gridSize: z.int().min(80).max(400),
  /** Equal cells, or rows of one height in which every picture keeps its shape. */
  gridShape: z.enum(['square', 'justified']),
  onboarded: z.boolean(),
  /** Keeps the place where a photo was taken in the sent copy. Off: GPS is removed. */
  sendGps: z.boolean(),
  artist: z.string().max(200),
  copyright: z.string().max(500),
  /** The line to print beside her pictures (IPTC Credit Line). */
  credit: z.string().max(200),
  usageTerms: z.string().max(1000),
  /** Says in every sent copy that it may not be used to train machines (PLUS Data Mining). */
  noAiTraining: z.boolean(),
  /** The languages titles and captions are held against. */
  spelling: spellingChoice,
  /** Writes an XMP sidecar beside a photo whenever she said something of it. */
  writeSidecars: z.boolean(),
  /** Megabytes that may leave in a day; null: no budget. */
  sendBudget: z.int().min(1).max(1_000_000).nullable(),
  /** Kilobytes per second that sending may take; null: as fast as the line. */
  sendRate: z.int().min(16).max(1_000_000).nullable(),
  /** Hours of the day in which photos may leave, her wall clock, over midnight too; null: any. */
  sendHours: z.object({ from: wallClock, to: wallClock }).nullable(),
  /** Whether the line is paid for by the megabyte, so that she is asked before it is used. */
  meteredLine: z.enum(['system', 'yes', 'no']),
  /** Nothing is sent while the computer runs on its battery, unless she says so. */
  holdOnBattery: z.boolean(),
  /** Says sales, amounts and verdicts on the desktop too. */
  notifyDesktop: z.boolean(),
  /** Hours without messages on the desktop, her wall clock, over midnight too; they are said afterwards. null: none. */
  notifyQuiet: z.object({ from: wallClock, to: wallClock }).nullable(),
  /** Tables (CSV) that the page saves begin with the UTF-8 mark, which Excel wants and programs stumble over. */
  csvMark: z.boolean(),
});
export type Settings = z.infer<typeof settings>;

/** What is so until she chooses; the language is the system's. */
export const DEFAULT_SETTINGS: Omit<Settings, 'language'> = {
  theme: 'system',
  autoAdvance: true,
  gridSize: 180,
  gridShape: 'square',
  onboarded: false,
  sendGps: false,
  artist: '',
  copyright: '',
  credit: '',
  usageTerms: '',
  noAiTraining: true,
  spelling: 'both',
  writeSidecars: false,
  sendBudget: null,
  sendRate: null,
  sendHours: null,
  meteredLine: 'system',
  holdOnBattery: false,
  notifyDesktop: true,
  notifyQuiet: null,
  csvMark: true,
};

/** One dependency. `detail` and `fix` are sentences in the language of the settings, of `doctor.<name>.<code>` and its facts. */
export const check = z.object({
  name: z.string(),
  ok: z.boolean(),
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  detail: z.string(),
  fix: z.string(),
});
export type Check = z.infer<typeof check>;

export const systemContract = {
  settings: {
    get: procedure.output(settings),
    set: procedure.input(settings.partial()).output(settings),
  },
  system: {
    about: procedure.output(
      z.object({
        version: z.string(),
        host: z.enum(['electron', 'web', 'cli', 'test']),
        dataDir: z.string(),
        canBrowseFolders: z.boolean(),
        hasSandbox: z.boolean(),
        /** The address to offer when she signs in; null: none in particular. */
        server: z.string().nullable(),
        /** Said once at start: the catalogue was damaged and restored, the keychain is missing, … */
        notices: z.array(z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) })),
      }),
    ),
    doctor: procedure.output(z.object({ ok: z.boolean(), checks: z.array(check) })),
    /** One stream of everything that changes; ends when the caller goes away. */
    events: procedure.output(eventIterator(studioEvent)),
  },
};
