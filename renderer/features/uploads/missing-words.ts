import type { Description, DescriptionPatch } from '../../../shared/domain/description.ts';

/** What the old description can give where the new picture has nothing said; null: nothing. */
export function missingWords(old: Description, fresh: Description): DescriptionPatch | null {
  const patch: DescriptionPatch = {
    ...(fresh.title === '' && old.title !== '' ? { title: old.title } : {}),
    ...(fresh.caption === '' && old.caption !== '' ? { caption: old.caption } : {}),
    ...(fresh.keywords.length === 0 && old.keywords.length > 0 ? { keywords: old.keywords } : {}),
    ...(fresh.categoryId === null && old.categoryId !== null ? { categoryId: old.categoryId } : {}),
    ...(fresh.priceStandard === null && old.priceStandard !== null ? { priceStandard: old.priceStandard } : {}),
    ...(fresh.priceExtended === null && old.priceExtended !== null ? { priceExtended: old.priceExtended } : {}),
    ...(fresh.place === '' && old.place !== '' ? { place: old.place } : {}),
  };
  return Object.keys(patch).length === 0 ? null : patch;
}
