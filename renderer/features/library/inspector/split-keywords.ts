import { KEYWORD_LENGTH, tidyKeywords } from '../../../../shared/domain/description.ts';

/** Commas and semicolons (of Arabic, too), tabs and line ends part keywords, in what is pasted and in what is typed. */
export const KEYWORD_PARTS = /[,;،؛\n\t]+/;

export function splitKeywords(text: string): string[] {
  return tidyKeywords(text.split(KEYWORD_PARTS));
}

/** Those that can be kept where there is room for so many, and those that can't. */
export function fittingKeywords(
  keywords: readonly string[],
  room: number,
): { readonly fitting: readonly string[]; readonly left: readonly string[] } {
  const fitting = keywords.filter((keyword) => keyword.length <= KEYWORD_LENGTH).slice(0, Math.max(0, room));
  return { fitting, left: keywords.filter((keyword) => !fitting.includes(keyword)) };
}
