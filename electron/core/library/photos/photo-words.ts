import { z } from 'zod';
import type { Description } from '../../../../shared/domain/description.ts';
import type { PictureQuality } from '../../../../shared/domain/picture-quality.ts';
import type { RuleSubject } from '../../../../shared/domain/rules.ts';
import type { PhotosTable } from '../../db/schema.ts';

/** Columns of `photos` that hold what she says of it. */
export type DescriptionColumns = Pick<
  PhotosTable,
  'title' | 'caption' | 'keywords' | 'category_id' | 'price_standard' | 'price_extended' | 'place'
>;
export type RuleColumns = DescriptionColumns &
  Pick<PhotosTable, 'format' | 'size' | 'width' | 'height' | 'icc_profile'> &
  QualityColumns;

/** What its pixels say of it, and what looks like it, as rows give it. */
export interface QualityColumns {
  readonly sharpness: number | null;
  readonly noise: number | null;
  readonly highlights: number | null;
  readonly shadows: number | null;
  readonly measured: number;
  readonly sent_alike: number | null;
}

/** Null: not measured yet. */
export function qualityOf(row: QualityColumns): PictureQuality | null {
  if (row.measured === 0) return null;
  return {
    sharpness: row.sharpness,
    noise: row.noise ?? 0,
    highlights: row.highlights ?? 0,
    shadows: row.shadows ?? 0,
  };
}

const keywordList = z.array(z.string());

export function descriptionOf(row: DescriptionColumns): Description {
  return {
    title: row.title,
    caption: row.caption,
    keywords: keywordList.parse(JSON.parse(row.keywords)),
    categoryId: row.category_id,
    priceStandard: row.price_standard,
    priceExtended: row.price_extended,
    place: row.place,
  };
}

export function columnsOf(description: Description): DescriptionColumns {
  return {
    title: description.title,
    caption: description.caption,
    keywords: JSON.stringify(description.keywords),
    category_id: description.categoryId,
    price_standard: description.priceStandard,
    price_extended: description.priceExtended,
    place: description.place,
  };
}

/** What the marketplace's rules look at. */
export function ruleSubjectOf(row: RuleColumns): RuleSubject {
  return {
    ...descriptionOf(row),
    format: row.format,
    size: row.size,
    width: row.width,
    height: row.height,
    iccProfile: row.icc_profile,
    quality: qualityOf(row),
    sentAlike: row.sent_alike,
  };
}
