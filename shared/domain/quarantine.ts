import { z } from 'zod';

/**
 * Why a file that looks like a photograph is set aside. The file itself is never touched; the reason is shown beside its
 * path (sentences in shared/messages) and the file is tried again when its size or modification time changes.
 */
export const quarantineCode = z.enum([
  'empty-file', // zero bytes
  'not-an-image', // an image's name over bytes that are something else
  'damaged', // starts as an image, can't be decoded
  'incomplete', // ends before its end marker and stays so
  'too-large', // more pixels than the studio decodes (see PIXEL_LIMIT)
  'unsupported', // a real image the studio can't decode yet
  'unreadable', // no permission, input/output error
  'name-unreadable', // a name whose bytes are no text (Linux: old cards, archives): it can't be opened under it
  'decoder-crashed', // took its image process down
  'decoder-timeout', // took longer than the limit for one file
]);
export type QuarantineCode = z.infer<typeof quarantineCode>;

/** Most pixels of one photograph (400 MP: the largest medium-format multi-shot is 400, stitched panoramas rarely more). */
export const PIXEL_LIMIT = 400_000_000;
