import { z } from 'zod';

// One line of a folder's list, as in a .gitignore: `*.tmp`, `Exports/`, `**/Corbeille/**`; `!` before it takes it back.
export const ignorePattern = z.string().trim().min(1).max(200);

/** What the studio reads of a watched folder. */
export const folderRules = z.object({
  /** Off: only what lies directly in the folder. */
  subfolders: z.boolean(),
  /** Relative to the folder; capitals and the way accents are written don't matter. */
  ignore: z.array(ignorePattern).max(100),
  /** Nothing is read from it; what is known of it stays and is browsed as before. */
  paused: z.boolean(),
});
export type FolderRules = z.infer<typeof folderRules>;
