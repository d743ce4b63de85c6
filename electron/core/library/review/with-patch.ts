import {
  type Description,
  type DescriptionPatch,
  foldForComparison,
  KEYWORDS_KEPT,
  tidyKeywords,
} from '../../../../shared/domain/description.ts';

/** A description with a patch applied: absent fields stay, keywords are replaced first, then removed from, then added to. */
export function withPatch(before: Description, patch: DescriptionPatch): Description {
  const { addKeywords = [], removeKeywords = [], keywords = before.keywords, ...fields } = patch;
  const removed = new Set(removeKeywords.map(foldForComparison));
  const kept = keywords.filter((keyword) => !removed.has(foldForComparison(keyword)));
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const touched = patch.keywords !== undefined || addKeywords.length > 0 || removeKeywords.length > 0;
  // What one photo had and what a thousand are given may be more than can be kept: the first stay.
  const together = touched ? tidyKeywords([...kept, ...addKeywords]).slice(0, KEYWORDS_KEPT) : before.keywords;
  return { ...before, ...given, keywords: together };
}
