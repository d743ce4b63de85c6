import { tidyKeywords } from '../../../../shared/domain/description.ts';

/** Commas, semicolons, tabs and line ends part keywords, in what is pasted and in what is typed. */
export function splitKeywords(text: string): string[] {
  return tidyKeywords(text.split(/[,;\n\t]+/));
}
