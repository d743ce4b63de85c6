import { z } from 'zod';

/** What a buyer may do with a photo: the marketplace sells each at two prices. */
export const license = z.enum(['standard', 'extended']);
export type License = z.infer<typeof license>;
