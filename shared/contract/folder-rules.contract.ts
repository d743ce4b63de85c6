import { z } from 'zod';
import { folderRules } from '../domain/folder-rules.ts';
import { folderId } from '../domain/ids.ts';
import { folder } from './library.contract.ts';
import { procedure } from './procedure.ts';

const changed = z.object({ id: folderId, rules: folderRules.partial() });

/** Of the files that the catalogue knows in a folder; those of nested watched folders are not its business. */
export const folderRulesPreview = z.object({
  files: z.int(),
  /** Files that would be left out, whether they are now or not. */
  leftOut: z.int(),
  /** Of these, files that show now. */
  leave: z.int(),
  /** Files that are left out now and would show again. */
  comeBack: z.int(),
  /** A few that would leave, from the folder on. */
  examples: z.array(z.string()),
});
export type FolderRulesPreview = z.infer<typeof folderRulesPreview>;

export const folderRulesContract = {
  /** What is not named stays as it is. Errors: folder-missing, also for a folder that is no longer watched. */
  folderRules: {
    preview: procedure.input(changed).output(folderRulesPreview),
    /** Kept at once; `rulesPending` until the catalogue follows, which `folders-changed` tells. */
    set: procedure.input(changed).output(folder),
  },
};
