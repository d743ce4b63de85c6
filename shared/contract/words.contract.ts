import { z } from 'zod';
import { photoSelection } from './library.contract.ts';
import { procedure } from './procedure.ts';

const language = z.enum(['fr', 'en']);

/** A keyword to complete what is typed. */
export const keywordSuggestion = z.object({
  keyword: z.string(),
  /** The same in the other language; null where it is the same word, or one of her own. */
  translation: z.string().nullable(),
  /** The wider word it stands under, in the asked language. */
  broader: z.string().nullable(),
  /** Photos she gave it to; 0 for a word of the vocabulary she has not used. */
  uses: z.int(),
});
export type KeywordSuggestion = z.infer<typeof keywordSuggestion>;

/** A keyword that fits photos, with where the thought comes from. */
export const relatedKeyword = z.object({
  keyword: z.string(),
  from: z.enum(['similar', 'folder', 'place', 'broader']),
});
export type RelatedKeyword = z.infer<typeof relatedKeyword>;

export const wordsContract = {
  words: {
    /** Keywords of which a word begins with `text`, in either language, without accents mattering; her own most used first. */
    suggest: procedure
      .input(z.object({ text: z.string().max(100), language, limit: z.int().min(1).max(50).default(10) }))
      .output(z.array(keywordSuggestion)),
    /** Keywords the photos don't all have yet: from photos of the same day or folder, folder names, the place, wider words. */
    related: procedure
      .input(z.object({ selection: photoSelection, language, limit: z.int().min(1).max(50).default(12) }))
      .output(z.array(relatedKeyword)),
    /**
     * A name for the place where the photos were taken, from their GPS positions and a bundled list of cities: of the city,
     * or of what their cities share. null when none has a position or they share nothing.
     */
    place: procedure
      .input(z.object({ selection: photoSelection, language }))
      .output(z.object({ place: z.string(), photos: z.int() }).nullable()),
  },
};
