import { z } from 'zod';
import { photoId } from '../domain/ids.ts';
import { spellingLanguage } from '../domain/spelling.ts';
import { photoSelection } from './library.contract.ts';
import { procedure } from './procedure.ts';

const word = z.string().trim().min(1).max(100);
const languages = z.array(spellingLanguage).min(1);

/** A word that no dictionary, no bundled word and none of her own has. */
export const doubtfulWord = z.object({
  word: z.string(),
  /** Where it stands in the text, UTF-16 units. */
  start: z.int(),
  end: z.int(),
  /** The languages it is wrong in, that of the text first. */
  languages,
});
export type DoubtfulWord = z.infer<typeof doubtfulWord>;

/** Such a word over many photos. */
export const doubtfulWordOfMany = z.object({
  word: z.string(),
  languages,
  /** Photos whose title or caption has it. */
  photos: z.int(),
  /** Some of them, in the selection's order. */
  examples: z.array(photoId),
});
export type DoubtfulWordOfMany = z.infer<typeof doubtfulWordOfMany>;

/** Spelling of titles and captions, in the languages of `settings.spelling`. Nothing is doubtful where that is off. */
export const spellingContract = {
  spelling: {
    /** `beside`: another text of the same photo, which may tell the language; `names`: its place and keywords, which are right. */
    check: procedure
      .input(
        z.object({
          text: z.string().max(5000),
          beside: z.string().max(5000).default(''),
          names: z.array(z.string().max(300)).max(201).default([]),
        }),
      )
      .output(z.array(doubtfulWord)),
    /** What may be meant by a word, the likeliest first. Takes up to a second. */
    suggest: procedure.input(z.object({ word, languages })).output(z.array(z.string())),
    /** Doubtful words of titles and captions, the most frequent first. Ending the call ends the work. */
    overview: procedure
      .input(
        z.object({
          selection: photoSelection,
          limit: z.int().min(1).max(2000).default(200),
          examples: z.int().min(0).max(1000).default(0),
        }),
      )
      .output(
        z.object({
          /** Photos looked at, and how many of them have a doubtful word. */
          photos: z.int(),
          doubtful: z.int(),
          words: z.array(doubtfulWordOfMany),
          /** Words beyond the limit. */
          more: z.int(),
        }),
      ),
    /** The photos that have a doubtful word, in the selection's order; without a word, those that have any. */
    photos: procedure.input(z.object({ selection: photoSelection, word: word.optional() })).output(z.array(photoId)),
    /** Her own dictionary, in the order of its words. */
    own: procedure.output(z.array(z.string())),
    add: procedure.input(z.object({ word })).output(z.array(z.string())),
    remove: procedure.input(z.object({ word })).output(z.array(z.string())),
    /** Counts a word as right until the studio is closed. */
    ignore: procedure.input(z.object({ word })).output(z.object({})),
  },
};
