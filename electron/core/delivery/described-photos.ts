import type { Description } from '../../../shared/domain/description.ts';
import type { PhotoId } from '../../../shared/domain/ids.ts';
import { findBrokenRules, type RuleFinding } from '../../../shared/domain/rules.ts';
import type { StudioContext } from '../context.ts';
import { descriptionOf, ruleSubjectOf } from '../library/photos/photo-words.ts';
import { reviewRepository } from '../library/review/review.repository.ts';

/** A photo's words as they are now, whether or not a file of it can be reached. */
export interface DescribedPhoto {
  readonly id: PhotoId;
  readonly description: Description;
  readonly findings: RuleFinding[];
}

const CHUNK = 2_000;

/** Photos that are not in the catalogue are left out. */
export function describedPhotos({ db }: Pick<StudioContext, 'db'>, ids: readonly PhotoId[]): DescribedPhoto[] {
  const photos = reviewRepository(db);
  const found: DescribedPhoto[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    for (const row of photos.rows(ids.slice(start, start + CHUNK)))
      found.push({ id: row.id, description: descriptionOf(row), findings: findBrokenRules(ruleSubjectOf(row)) });
  }
  return found;
}
