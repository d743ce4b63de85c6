/**
 * Name of the way derived images are made: part of their file names. It changes with every change that makes them look
 * different, and the studio then makes them anew. In a file of its own, because the studio's process must not load sharp.
 */
export const RECIPE = 'p1';

/** The recipe with the watermark she chose; the marketplace's own is part of the plain one. */
export function recipeWith(watermark: { readonly id: string } | null | undefined): string {
  return watermark && watermark.id !== '' ? `${RECIPE}-w${watermark.id}` : RECIPE;
}
