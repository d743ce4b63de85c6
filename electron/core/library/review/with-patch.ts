import {
  type Description,
  type DescriptionPatch,
  foldForComparison,
  tidyKeywords,
} from '../../../../shared/domain/description.ts';

/** A description with a patch applied: absent fields stay, keywords are replaced first, then removed from, then added to. */
export function withPatch(before: Description, patch: DescriptionPatch): Description {
  const { addKeywords = [], removeKeywords = [], keywords = before.keywords, ...fields } = patch;
  const removed = new Set(removeKeywords.map(foldForComparison));
  const kept = keywords.filter((keyword) => !removed.has(foldForComparison(keyword)));
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const touched = patch.keywords !== undefined || addKeywords.length > 0 || removeKeywords.length > 0;
  return { ...before, ...given, keywords: touched ? tidyKeywords([...kept, ...addKeywords]) : before.keywords };
}
