import { z } from 'zod';

/** Sections of the window that a link may open. */
export const linkedSection = z.enum(['library', 'uploads', 'sales', 'statements']);

/** Where in the application a link leads. There is nothing that a link does: it shows. */
export const appLink = z.discriminatedUnion('to', [
  z.object({ to: z.literal('window') }),
  z.object({ to: z.literal('section'), section: linkedSection }),
  z.object({ to: z.literal('photo'), photo: z.int().positive() }),
]);
export type AppLink = z.infer<typeof appLink>;

export const LINK_SCHEME = 'pouire';
const LONGEST = 200;

/**
 * What `pouire://…` means; null for everything else. The whole grammar: `pouire://open`, `pouire://library` (uploads, sales,
 * statements), `pouire://photo/<number>`. No query, fragment, port, name or password: a link comes from any web page, so
 * what is not in this list is nothing at all.
 */
export function readAppLink(address: string): AppLink | null {
  if (address.length > LONGEST) return null;
  const parts = /^pouire:\/\/([a-z]+)(?:\/([1-9]\d{0,14}))?\/?$/i.exec(address);
  const [name, number] = [parts?.[1]?.toLowerCase(), parts?.[2]];
  if (name === undefined) return null;
  if (name === 'photo') return number === undefined ? null : { to: 'photo', photo: Number(number) };
  if (number !== undefined) return null;
  if (name === 'open') return { to: 'window' };
  const section = linkedSection.safeParse(name);
  return section.success ? { to: 'section', section: section.data } : null;
}
