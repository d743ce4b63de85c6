import type { PhotoDetail } from '../../../../shared/contract/library.contract.ts';
import { type DescriptionPatch, tidyKeywords } from '../../../../shared/domain/description.ts';
import type { PhotoId } from '../../../../shared/domain/ids.ts';
import { keys } from '../../../host/keys.ts';
import { queryClient } from '../../../host/query-client.ts';
import { writeDescription } from '../review.ts';
import { forgetChanges, showChange } from '../summaries.ts';

/** The keywords of a photo with what was shown of changes that are still on their way. */
function shownKeywords(id: PhotoId): readonly string[] {
  return queryClient.getQueryData<PhotoDetail>(keys.photos.detail(id))?.keywords ?? [];
}

async function change(id: PhotoId, keywords: string[], patch: DescriptionPatch): Promise<void> {
  showChange([id], { keywords });
  if (!(await writeDescription({ ids: [id] }, patch))) forgetChanges([id]);
}

// What is added and taken away is told as such, never as the whole list: a keyword typed while the one before is still being
// kept would otherwise take its place.

export function addKeywords(id: PhotoId, added: readonly string[]): Promise<void> {
  return change(id, tidyKeywords([...shownKeywords(id), ...added]), { addKeywords: [...added] });
}

export function removeKeyword(id: PhotoId, removed: string): Promise<void> {
  const others = shownKeywords(id).filter((keyword) => keyword !== removed);
  return change(id, others, { removeKeywords: [removed] });
}

/** Puts one at a place among the others. */
export function moveKeyword(id: PhotoId, moved: string, index: number): Promise<void> {
  const others = shownKeywords(id).filter((keyword) => keyword !== moved);
  const keywords = [...others.slice(0, index), moved, ...others.slice(index)];
  return change(id, keywords, { keywords });
}
